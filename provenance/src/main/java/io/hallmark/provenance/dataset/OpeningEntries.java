package io.hallmark.provenance.dataset;

import io.hallmark.document.Digests;
import io.hallmark.proof.commitment.OpeningEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// How a ledger knows what a finished proof opened, so that a proof that was stored before its
/// process died is charged once, and a ledger can be matched with proofs.
public final class OpeningEntries {
  private static final int TRACE_ROOT = 8;

  private OpeningEntries() {}

  /// The entry of a proof.
  ///
  /// @param publicBytes public bytes that the proof binds
  /// @param proof a proof that was verified
  /// @param commitment name of the commitment in the run
  public static OpeningEntry of(byte[] publicBytes, byte[] proof, String commitment) {
    byte[] traceRoot = Arrays.copyOfRange(proof, TRACE_ROOT, TRACE_ROOT + 32);
    return OpeningEntry.of(publicDigest(publicBytes), traceRoot, commitment);
  }

  /// `H(0x31, u64 byte length, public bytes)`, little-endian: by it the ledger knows a statement.
  private static byte[] publicDigest(byte[] publicBytes) {
    ByteBuffer head = ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN);
    head.put((byte) 0x31).putLong(publicBytes.length);
    return Digests.sha256(head.array(), publicBytes).bytes();
  }
}
