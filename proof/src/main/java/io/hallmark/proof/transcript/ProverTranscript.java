package io.hallmark.proof.transcript;

import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.wire.Hashes;
import io.hallmark.proof.wire.ProofWriter;

/// The prover's end: every message is absorbed and written in one call.
///
/// - **Threads:** one transcript belongs to one thread.
public final class ProverTranscript {
  private final Transcript transcript;
  private final ProofWriter proof;

  /// @param transcript the state to go on from; used by this end alone
  /// @param proof where the payloads go
  public ProverTranscript(Transcript transcript, ProofWriter proof) {
    this.transcript = transcript;
    this.proof = proof;
  }

  /// The state: for challenges, and for what both ends know and neither sends.
  public Transcript transcript() {
    return transcript;
  }

  /// This end on the fork of part u; it writes into the same proof.
  public ProverTranscript fork(long u) {
    return new ProverTranscript(transcript.fork(u), proof);
  }

  /// Puts messages that a fork with a proof of its own has sent and absorbed.
  public void append(byte[] messages) {
    proof.put(messages);
  }

  /// Sends extension elements.
  public void sendExt(String label, ExtArray values) {
    byte[] payload = new byte[16 * values.length()];
    for (int i = 0; i < values.length(); i++) {
      Hashes.putLong(payload, 16 * i, values.a0()[i]);
      Hashes.putLong(payload, 16 * i + 8, values.a1()[i]);
    }
    send(MessageType.EXT, label, payload);
  }

  /// Sends base-field elements.
  public void sendBase(String label, long[] values) {
    send(MessageType.BASE, label, ProofWriter.bytesOf(values));
  }

  /// Sends digests, one after the other in one array.
  public void sendDigests(String label, byte[] digests) {
    send(MessageType.DIGEST, label, digests);
  }

  /// Finds and sends the smallest nonce; with 0 bits nothing is sent and nothing changes.
  public void grind(Grinding place, int bits) {
    if (bits != 0) {
      sendNonce(place, transcript.smallestNonce(bits));
    }
  }

  /// Sends a nonce, whether it fits or not.
  public void sendNonce(Grinding place, long nonce) {
    send(MessageType.U64, place.label(), Hashes.u64(nonce));
  }

  private void send(MessageType type, String label, byte[] payload) {
    transcript.absorb(type, label, payload);
    proof.put(payload);
  }
}
