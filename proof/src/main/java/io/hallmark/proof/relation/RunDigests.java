package io.hallmark.proof.relation;

import java.util.List;

/// The digests of a run.
public final class RunDigests {
  private final List<byte[]> parts;
  private final byte[] run;

  RunDigests(List<byte[]> parts, byte[] run) {
    this.parts = parts;
    this.run = run;
  }

  /// The digest of part u, 32 bytes.
  public byte[] part(int u) {
    return parts.get(u).clone();
  }

  /// The run digest, 32 bytes.
  public byte[] run() {
    return run.clone();
  }
}
