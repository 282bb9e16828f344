package io.hallmark.proof.wire;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.Check;
import io.hallmark.proof.Checks;
import io.hallmark.proof.ProofException;
import java.util.Arrays;

/// Reads the payloads of a proof one after the other. Every length is the caller's, never the
/// proof's, and nothing is allocated for bytes that are not there.
///
/// - **Threads:** one reader belongs to one thread.
public final class ProofReader {
  private final byte[] bytes;
  private int at;

  /// @param bytes the proof; not copied, the caller must not change it while it is read
  public ProofReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The next `length` bytes.
  ///
  /// @param length length in bytes, not negative
  /// @param label what is read, for the message of a refusal
  /// @throws ProofException.Rejected ENC_LENGTH if they are not there
  public byte[] take(long length, String label) throws ProofException {
    Checks.check(Check.ENC_LENGTH, length <= bytes.length - at, label);
    byte[] out = Arrays.copyOfRange(bytes, at, Math.toIntExact(at + length));
    at = Math.min(at + out.length, bytes.length);
    return out;
  }

  /// Makes sure that at least `length` more bytes are there, before anything is computed for them.
  ///
  /// @throws ProofException.Rejected ENC_LENGTH if they are not
  public void expect(long length) throws ProofException {
    Checks.check(Check.ENC_LENGTH, length <= bytes.length - at, "shorter than its openings");
  }

  /// The base-field elements in a payload of 8 bytes each.
  ///
  /// @throws ProofException.Rejected ENC_CANONICAL if one is p or more
  public static long[] elements(byte[] payload, String label) throws ProofException {
    long[] out = new long[payload.length / 8];
    boolean canonical = true;
    for (int i = 0; i < out.length; i++) {
      out[i] = Hashes.getLong(payload, 8 * i);
      canonical &= Goldilocks.isCanonical(out[i]);
    }
    Checks.check(Check.ENC_CANONICAL, canonical, label);
    for (int i = 0; !canonical && i < out.length; i++) {
      out[i] = Long.remainderUnsigned(out[i], Goldilocks.P);
    }
    return out;
  }

  /// Ends the reading.
  ///
  /// @throws ProofException.Rejected ENC_TRAILING if bytes are left over
  public void finish() throws ProofException {
    Checks.check(Check.ENC_TRAILING, at == bytes.length, "bytes after the last message");
  }
}
