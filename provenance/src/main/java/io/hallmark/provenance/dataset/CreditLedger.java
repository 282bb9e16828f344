package io.hallmark.provenance.dataset;

import io.hallmark.document.AtomicFiles;
import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.OpeningBudget;
import io.hallmark.proof.commitment.OpeningEntry;
import io.hallmark.proof.commitment.OpeningRefused;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The opening ledger of a data set: how often each commitment was opened, and what for.
///
/// A file of lines that only grows. Every line names the hash of the line before. A charge is one
/// line, appended and forced to the disk under a lock of the operating system, before the proof it
/// pays for is released; whoever comes second while somebody writes is refused at once. A line that
/// a kill cut short counts as one opening of every part: credits can be lost, never gained.
///
/// The first line names the file as the system knows it (device, inode, and when that was made). In
/// a copied folder, or one restored from a backup, the file is another one: the commitments are
/// then frozen, and only a renewal after a loss remains. A restore that writes into the same file
/// cannot be seen, and credits in a copied folder are outside the guarantee.
public final class CreditLedger {
  private static final int MAX_BYTES = 1 << 24;

  /// What the owner of a data set does when its openings are spent.
  private static final String COMMIT_AGAIN =
      "renew the data set (hallmark dataset renew, with --openings for more runs); old certificates"
          + " stay valid";

  private final Path file;
  private final String remedy;

  /// The ledger of a data set in this file, which is read at every use.
  public CreditLedger(Path file) {
    this(file, COMMIT_AGAIN);
  }

  /// The ledger in this file, which is read at every use.
  ///
  /// @param remedy what to do when the openings are spent, for people
  public CreditLedger(Path file, String remedy) {
    this.file = file;
    this.remedy = remedy;
  }

  /// Makes a ledger.
  ///
  /// @param geometries the geometry of each part's commitment, by name of the part
  /// @throws IOException if it exists or cannot be written
  public static CreditLedger create(Path file, SortedMap<String, Geometry> geometries)
      throws IOException {
    AtomicFiles.writeNew(file, AtomicFiles.Access.OWNER_ONLY, out -> {});
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      append(channel, CreditLines.header(FileIdentity.ofWritten(file).text(), geometries));
    }
    AtomicFiles.forceFolder(file.resolveSibling("."));
    return new CreditLedger(file);
  }

  /// Whether a file is a ledger, which a kill may have kept from beginning.
  static boolean hasBegun(Path file) throws IOException {
    try {
      return Files.exists(file) && !new CreditLedger(file).budgets().isEmpty();
    } catch (VerificationException.Malformed e) {
      return false;
    }
  }

  /// The budget of each part as it stands.
  ///
  /// @throws VerificationException.Malformed if the file is no ledger
  /// @throws IOException if it cannot be read
  public SortedMap<String, OpeningBudget> budgets()
      throws VerificationException.Malformed, IOException {
    return new TreeMap<>(state(Files.readAllBytes(sized())).budgets());
  }

  /// Every opening that was charged, in order, those before a restore too.
  ///
  /// @throws VerificationException.Malformed if the file is no ledger
  /// @throws IOException if it cannot be read
  public List<LedgerCharge> charges() throws VerificationException.Malformed, IOException {
    return state(Files.readAllBytes(sized())).charges();
  }

  /// The budget of one part as it stands.
  ///
  /// @throws IllegalArgumentException if there is no such part
  /// @throws VerificationException.Malformed if the file is no ledger
  /// @throws IOException if it cannot be read
  public OpeningBudget budget(String part) throws VerificationException.Malformed, IOException {
    return of(budgets(), part);
  }

  /// Refuses now what would be refused after a long proof.
  ///
  /// @param part name of the part
  /// @throws RefusedException if one more opening is not allowed; says what to do
  /// @throws VerificationException.Malformed if the file is no ledger
  /// @throws IOException if it cannot be read
  public void requireOpening(String part, CreditPurpose purpose)
      throws RefusedException, VerificationException.Malformed, IOException {
    OpeningBudget budget = budget(part);
    OpeningEntry next = new OpeningEntry("", "", part);
    if (!budget.allows(next, purpose.usesReserve())) {
      throw new RefusedException(refusal(part, budget));
    }
  }

  private static OpeningBudget of(SortedMap<String, OpeningBudget> budgets, String part) {
    OpeningBudget budget = budgets.get(part);
    if (budget == null) {
      throw new IllegalArgumentException("no part " + part + " in the opening ledger");
    }
    return budget;
  }

  /// What a user reads when an opening is refused.
  private String refusal(String part, OpeningBudget budget) {
    long left = budget.left() / budget.perOpening();
    String why =
        budget.frozen()
            ? "the ledger of openings was copied or restored from a backup, so nobody knows how"
                + " often the commitment was opened; it is frozen"
            : left
                + " of "
                + budget.credits() / budget.perOpening()
                + " openings are left, and the last two are reserved for renewals";
    return "opening ledger, part \""
        + part
        + "\": "
        + why
        + ". Nothing was opened. What to do: "
        + remedy;
  }

  /// The book of one part, as a prover charges it.
  public CreditBook book(String part, CreditPurpose purpose) {
    return new Book(part, purpose);
  }

  /// How many more runs may open a part: what is left without the two reserved openings.
  ///
  /// @throws VerificationException.Malformed if the file is no ledger
  /// @throws IOException if it cannot be read
  public long runsLeft(String part) throws VerificationException.Malformed, IOException {
    OpeningBudget budget = budget(part);
    return Math.max(0, budget.left() / budget.perOpening() - 2);
  }

  /// Charges one opening: compare and append, durable on return. The same entry is charged once.
  ///
  /// @throws RefusedException if the budget does not allow it, or somebody else is writing
  /// @throws VerificationException.Malformed if the file is no ledger
  /// @throws IOException if it cannot be read or written
  public void charge(String part, OpeningEntry entry, CreditPurpose purpose)
      throws RefusedException, VerificationException.Malformed, IOException {
    append(state -> {
      OpeningBudget budget = of(state.budgets(), part);
      if (!budget.allows(entry, purpose.usesReserve())) {
        throw new RefusedException(refusal(part, budget));
      }
      return budget.charged().contains(entry)
          ? ""
          : state.repair() + state.charge(part, entry, purpose, Instant.now());
    });
  }

  /// Adds commitments that nobody has opened yet: their seeds are fresh. One of a name that is
  /// known takes its place; the caller shows that the other one was never published.
  ///
  /// @param geometries the geometry of each commitment, by name of the shard
  /// @throws RefusedException if somebody else is writing
  /// @throws VerificationException.Malformed if the file is no ledger
  /// @throws IOException if it cannot be read or written
  void add(SortedMap<String, Geometry> geometries)
      throws RefusedException, VerificationException.Malformed, IOException {
    append(state -> state.repair() + state.added(geometries));
  }

  /// What is appended to a ledger in some state.
  @FunctionalInterface
  private interface Lines {
    String after(CreditLines.State state) throws RefusedException;
  }

  /// Compares and appends under a lock, durable on return.
  private void append(Lines lines)
      throws RefusedException, VerificationException.Malformed, IOException {
    sized();
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw busy();
      }
      byte[] bytes = new byte[Math.toIntExact(channel.size())];
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      int n = 0;
      while (n >= 0 && buffer.hasRemaining()) {
        n = channel.read(buffer);
      }
      channel.position(bytes.length);
      CreditLines.State state = state(bytes);
      String appended =
          lines.after(
              state.isMoved() ? CreditLines.read(bytes, FileIdentity.ofWritten(file)) : state);
      if (!appended.isEmpty()) {
        append(channel, appended);
      }
    } catch (OverlappingFileLockException e) {
      throw busy();
    }
  }

  private RefusedException busy() {
    return new RefusedException(
        "opening ledger: "
            + file
            + " is being written by somebody else. Nothing was opened. What"
            + " to do: wait until the other command has ended, then run this one again");
  }

  private CreditLines.State state(byte[] bytes)
      throws VerificationException.Malformed, IOException {
    return CreditLines.read(bytes, FileIdentity.of(file));
  }

  private Path sized() throws VerificationException.Malformed, IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new VerificationException.Malformed("opening ledger: too long");
    }
    return file;
  }

  private static void append(FileChannel channel, String lines) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(true);
  }

  /// One part of the ledger.
  private final class Book implements CreditBook {
    private final String part;
    private final CreditPurpose purpose;

    Book(String part, CreditPurpose purpose) {
      this.part = part;
      this.purpose = purpose;
    }

    @Override
    public OpeningBudget budget() {
      try {
        return CreditLedger.this.budget(part);
      } catch (VerificationException.Malformed e) {
        throw new OpeningRefused(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void charge(OpeningEntry entry, boolean renewal) {
      if (renewal != purpose.usesReserve()) {
        throw new IllegalArgumentException("this book is for " + purpose.code());
      }
      try {
        CreditLedger.this.charge(part, entry, purpose);
      } catch (RefusedException | VerificationException.Malformed e) {
        throw new OpeningRefused(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
