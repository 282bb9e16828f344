package io.hallmark.tlog.checkpoint;

import io.hallmark.tlog.LogException;
import io.hallmark.tlog.merkle.Hash;
import io.hallmark.tlog.merkle.InclusionProof;
import io.hallmark.tlog.note.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A `.tlog-proof` file (c2sp.org/tlog-proof): that an entry is in a log, verifiable offline.
///
/// @param extra unauthenticated bytes for the application; this implementation writes none
/// @param inclusion index and path of the entry
/// @param checkpoint the tree, with the signatures of log and cosigners
public record TlogProof(
    Optional<String> extra, InclusionProof inclusion, SignedCheckpoint checkpoint) {
  private static final String FIRST = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  /// @throws IllegalArgumentException if the extra data are not in base64
  public TlogProof {
    extra.ifPresent(x -> {
      if (!isBase64(x)) {
        throw new IllegalArgumentException("extra data are in base64");
      }
    });
  }

  /// A proof without extra data.
  public TlogProof(InclusionProof inclusion, SignedCheckpoint checkpoint) {
    this(Optional.empty(), inclusion, checkpoint);
  }

  /// Reads a proof.
  ///
  /// @throws LogException.Malformed if the bytes are none
  public static TlogProof parse(byte[] bytes) throws LogException.Malformed {
    String text = SignedNote.utf8(bytes);
    int split = text.indexOf("\n\n");
    if (split < 0) {
      throw malformed("no empty line before the checkpoint");
    }
    List<String> lines = new ArrayList<>(List.of(text.substring(0, split).split("\n", -1)));
    if (!lines.removeFirst().equals(FIRST) || lines.isEmpty()) {
      throw malformed("expected \"" + FIRST + "\"");
    }
    Optional<String> extra = Optional.empty();
    if (lines.getFirst().startsWith(EXTRA)) {
      extra = Optional.of(lines.removeFirst().substring(EXTRA.length()));
    }
    if (lines.isEmpty()
        || !lines.getFirst().startsWith(INDEX)
        || !extra.stream().allMatch(TlogProof::isBase64)) {
      throw malformed("expected \"index N\"");
    }
    long index = Checkpoint.decimal(lines.removeFirst().substring(INDEX.length()));
    if (lines.size() > InclusionProof.MAX_PATH) {
      throw malformed("a path of " + lines.size() + " hashes");
    }
    List<Hash> path = new ArrayList<>();
    for (String line : lines) {
      path.add(Hash.parse(line));
    }
    byte[] note = text.substring(split + 2).getBytes(StandardCharsets.UTF_8);
    return new TlogProof(extra, new InclusionProof(index, path), SignedCheckpoint.parse(note));
  }

  private static boolean isBase64(String text) {
    try {
      return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text)).equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static LogException.Malformed malformed(String detail) {
    return new LogException.Malformed("tlog-proof: " + detail);
  }

  /// Requires that the entry is in the tree. **Whether the tree is a log's is not checked**: let a
  /// [LogPolicy] look at the checkpoint.
  ///
  /// @throws LogException.Rejected `LOG_INCLUSION` if it is not
  public void verifyInclusion(Hash leaf) throws LogException.Rejected {
    inclusion.verify(leaf, checkpoint.checkpoint().size(), checkpoint.checkpoint().root());
  }

  /// Requires that the entry is in a log of the policy, cosigned as it demands.
  ///
  /// @throws LogException.Rejected with the check that fails
  public LogPolicy.Accepted verify(LogPolicy policy, Hash leaf) throws LogException.Rejected {
    LogPolicy.Accepted accepted = policy.verify(checkpoint);
    verifyInclusion(leaf);
    return accepted;
  }

  /// The file.
  public byte[] write() {
    StringBuilder out = new StringBuilder(FIRST).append('\n');
    extra.ifPresent(x -> out.append(EXTRA).append(x).append('\n'));
    out.append(INDEX).append(inclusion.index()).append('\n');
    inclusion.path().forEach(h -> out.append(h.base64()).append('\n'));
    out.append('\n').append(checkpoint.note().write());
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
