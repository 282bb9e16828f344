package io.hallmark.learning.sampler;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;

/// The seed of a run: `SHA-256("hallmark/seed/v1", 0x00, lp(intent digest), lp(grade), lp(value))`.
public final class RunSeed {
  private RunSeed() {}

  /// The seed.
  ///
  /// @param intent digest of the intent, which names data set, program and initial model
  /// @param grade `beacon`, `committed` or `self-chosen`
  /// @param value what the grade prescribes: a beacon digest, a raw signature, or the intent's own
  ///   bytes
  public static Digest of(Digest intent, String grade, byte[] value) {
    return Digests.tagged(
        "hallmark/seed/v1", Digests.lp(intent.bytes()), Digests.lp(grade), Digests.lp(value));
  }
}
