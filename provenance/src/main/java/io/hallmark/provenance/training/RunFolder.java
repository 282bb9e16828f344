package io.hallmark.provenance.training;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.AtomicFiles.Access;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.FolderLock;
import io.hallmark.document.JsonObject;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.compliance.PolicyOrder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The folder of one run, readable by its owner only. It begins with an intent and ends with a
/// certificate.
///
/// | file | content |
/// |---|---|
/// | `intent.json`, `program.json` | the intent and its program |
/// | `intent.trainer.dsse.json` | the trainer's signature over the intent |
/// | `intent.dsse.json` | the authority's signature: the seed (`committed`) |
/// | `intent.event.dsse.json`, `intent.tlog-proof` | the registration in a log: the seed (`beacon`) |
/// | `local.json` | where data set and key lie on this machine; private |
/// | `parent.hallmark` | the certificate of the model from which the run starts |
/// | `model.safetensors` | the trained weights; private for a sealed run |
/// | `pending.hallmark` | a verified certificate that has not left yet; private |
/// | `reveal.hallmark` | a verified reveal that has not left yet; private |
/// | `model/` | the opening of a sealed model; private |
/// | `attempt/` | an unfinished proof: its secrets and finished parts; private |
public final class RunFolder {
  private static final String LOCAL = "local.json";
  private static final String LOCAL_TYPE = "hallmark/run-folder/v1";
  private static final String PENDING = "pending.hallmark";
  private static final String PENDING_REVEAL = "reveal.hallmark";
  private static final String MODEL_OPENING = "model";
  private static final String ATTEMPT = "attempt";

  private final Path folder;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /// A folder of a run that exists.
  public static RunFolder at(Path folder) {
    return new RunFolder(folder);
  }

  /// The folder.
  Path folder() {
    return folder;
  }

  /// The order in which a run reads records, for policies about its windows.
  ///
  /// @param runFolder a folder of a run whose seed is there
  /// @throws ProgramRefused if the program breaks a bound
  /// @throws VerificationException if the documents of the folder do not belong together
  /// @throws IOException if a file cannot be read
  public static PolicyOrder order(Path runFolder)
      throws IOException, VerificationException, ProgramRefused {
    return TrainingJob.open(at(runFolder)).order();
  }

  /// Begins a run.
  ///
  /// @param folder a folder that holds no run
  /// @param intent what is going to be done
  /// @param program canonical bytes of the program
  /// @param trainer the trainer's signature over the intent
  /// @param local where data set and key lie
  /// @param parent the certificate of the model from which the run starts
  /// @throws FileAlreadyExistsException if the folder holds a run
  /// @throws IOException if writing fails; there is no `intent.json` then
  public static RunFolder create(
      Path folder,
      Intent intent,
      byte[] program,
      DsseEnvelope trainer,
      Local local,
      Optional<ParentCertificate> parent)
      throws IOException {
    requireOurs(folder);
    AtomicFiles.createPrivateFolder(folder);
    RunFolder run = new RunFolder(folder);
    try (FolderLock _ = FolderLock.acquire(folder, "hallmark intent")) {
      if (Files.exists(run.file(HallmarkBundle.INTENT))) {
        throw new FileAlreadyExistsException(run.file(HallmarkBundle.INTENT).toString());
      }
      AtomicFiles.writePrivate(run.file(LOCAL), CanonicalJson.write(local.json()));
      if (parent.isPresent()) {
        AtomicFiles.write(run.file(HallmarkBundle.PARENT), parent.get().write());
      }
      AtomicFiles.write(run.file(HallmarkBundle.PROGRAM), program);
      AtomicFiles.write(run.file(HallmarkBundle.INTENT_TRAINER), trainer.write());
      byte[] bytes = intent.write();
      AtomicFiles.writeNew(run.file(HallmarkBundle.INTENT), Access.SHARED, out -> out.write(bytes));
    }
    return run;
  }

  /// A folder that exists is ours only if it holds nothing but what a killed [#create] left: it is
  /// about to be closed to everybody else.
  private static void requireOurs(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<String> known =
        List.of(
            LOCAL, HallmarkBundle.PARENT, HallmarkBundle.PROGRAM, HallmarkBundle.INTENT_TRAINER);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!known.contains(name) && !name.equals(".lock") && !name.endsWith(".tmp")) {
          throw new FileAlreadyExistsException(file.toString());
        }
      }
    }
  }

  /// Takes the folder for one process; a second one is refused at once.
  ///
  /// @throws FolderLock.Busy if it is taken
  /// @throws IOException if there is no such folder
  public FolderLock lock(String purpose) throws IOException {
    return FolderLock.acquire(folder, purpose);
  }

  /// Where data set and key lie on this machine.
  ///
  /// @param dataset folder of the data set
  /// @param key file of the trainer's private key
  /// @param parentRun run folder of a sealed parent model, which can open its commitment
  public record Local(Path dataset, Path key, Optional<Path> parentRun) {
    private JsonObject json() {
      JsonObject.Builder out =
          JsonObject.builder()
              .put("type", LOCAL_TYPE)
              .put("dataset", dataset.toAbsolutePath().normalize().toString())
              .put("key", key.toAbsolutePath().normalize().toString());
      parentRun.ifPresent(p -> out.put("parent_run", p.toAbsolutePath().normalize().toString()));
      return out.build();
    }
  }

  /// Where data set and key lie on this machine.
  public Local local() throws IOException, VerificationException.Malformed {
    return Documents.read(
        LOCAL,
        bytes(LOCAL),
        in -> {
          in.oneOf("type", LOCAL_TYPE);
          return new Local(
              Path.of(in.string("dataset")),
              Path.of(in.string("key")),
              in.optionalString("parent_run").map(Path::of));
        });
  }

  /// The intent.
  public Intent intent() throws IOException, VerificationException.Malformed {
    return Intent.read(bytes(HallmarkBundle.INTENT));
  }

  /// A file of the folder by its name in the container.
  public byte[] bytes(String name) throws IOException, VerificationException.Malformed {
    try (InputStream in = Files.newInputStream(file(name))) {
      byte[] bytes = in.readNBytes(HallmarkBundle.MAX_BINARY_BYTES + 1);
      if (bytes.length > HallmarkBundle.MAX_BINARY_BYTES) {
        throw new VerificationException.Malformed(file(name) + ": too large");
      }
      return bytes;
    }
  }

  /// A file of the folder, if it is there.
  public Optional<byte[]> optional(String name)
      throws IOException, VerificationException.Malformed {
    return Files.exists(file(name)) ? Optional.of(bytes(name)) : Optional.empty();
  }

  /// Writes the trained weights; only the owner can read them if the run is sealed.
  void writeModel(byte[] model, ReleaseMode mode) throws IOException {
    Access access = mode == ReleaseMode.SEALED ? Access.OWNER_ONLY : Access.SHARED;
    AtomicFiles.write(file(HallmarkBundle.MODEL), access, out -> out.write(model));
  }

  /// The verified certificate that has not left yet.
  Optional<byte[]> pending() throws IOException, VerificationException.Malformed {
    return optional(PENDING);
  }

  /// Stores a verified certificate durably, before anything is charged.
  void writePending(byte[] certificate) throws IOException {
    AtomicFiles.writePrivate(file(PENDING), certificate);
  }

  /// The unfinished attempt at the run's proof.
  AttemptFolder attempt() {
    return new AttemptFolder(file(ATTEMPT));
  }

  /// The certificate has left, or is not to leave.
  void clearPending() throws IOException {
    AtomicFiles.erase(file(PENDING));
    AtomicFiles.forceFolder(folder);
  }

  /// The verified reveal that has not left yet.
  Optional<byte[]> pendingReveal() throws IOException, VerificationException.Malformed {
    return optional(PENDING_REVEAL);
  }

  /// Stores a verified reveal durably, before anything is charged.
  void writePendingReveal(byte[] certificate) throws IOException {
    AtomicFiles.writePrivate(file(PENDING_REVEAL), certificate);
  }

  /// The reveal has left, or is not to leave.
  void clearPendingReveal() throws IOException {
    AtomicFiles.erase(file(PENDING_REVEAL));
    AtomicFiles.forceFolder(folder);
  }

  /// The folder of a sealed model's opening.
  public Path modelOpening() {
    return file(MODEL_OPENING);
  }

  /// A file of the folder.
  public Path file(String name) {
    return folder.resolve(name);
  }
}
