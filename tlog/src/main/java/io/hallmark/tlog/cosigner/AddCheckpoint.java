package io.hallmark.tlog.cosigner;

import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.merkle.ConsistencyProof;
import io.hallmark.tlog.merkle.Hash;
import io.hallmark.tlog.note.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A request to a cosigner (`add-checkpoint` of c2sp.org/tlog-witness): `old N`, the lines of a
/// consistency proof, an empty line, the signed checkpoint.
///
/// @param oldSize size that the sender believes the cosigner signed last
/// @param proof from that size to the checkpoint's
/// @param checkpoint what is to be cosigned
public record AddCheckpoint(long oldSize, ConsistencyProof proof, SignedCheckpoint checkpoint) {
  private static final String OLD = "old ";

  /// @throws IllegalArgumentException if the size is negative
  public AddCheckpoint {
    if (oldSize < 0) {
      throw new IllegalArgumentException("a negative size");
    }
  }

  /// Reads a request.
  ///
  /// @throws LogException.Malformed if the bytes are none
  public static AddCheckpoint parse(byte[] body) throws LogException.Malformed {
    String text = SignedNote.utf8(body);
    int split = text.indexOf("\n\n");
    if (split < 0 || !text.startsWith(OLD)) {
      throw new LogException.Malformed("request: expected \"old N\" and an empty line");
    }
    String[] lines = text.substring(0, split).split("\n", -1);
    long old = Checkpoint.decimal(lines[0].substring(OLD.length()));
    if (lines.length - 1 > ConsistencyProof.MAX_PATH) {
      throw new LogException.Malformed("request: a proof of " + (lines.length - 1) + " hashes");
    }
    List<Hash> path = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      path.add(Hash.parse(lines[i]));
    }
    byte[] note = text.substring(split + 2).getBytes(StandardCharsets.UTF_8);
    return new AddCheckpoint(old, new ConsistencyProof(path), SignedCheckpoint.parse(note));
  }

  /// The body of the request.
  public byte[] write() {
    StringBuilder out = new StringBuilder(OLD).append(oldSize).append('\n');
    proof.path().forEach(h -> out.append(h.base64()).append('\n'));
    out.append('\n').append(checkpoint.note().write());
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
