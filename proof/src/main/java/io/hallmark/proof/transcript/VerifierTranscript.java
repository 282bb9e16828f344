package io.hallmark.proof.transcript;

import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.Check;
import io.hallmark.proof.Checks;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.wire.Hashes;
import io.hallmark.proof.wire.ProofReader;

/// The verifier's end: the only way to read a message is to absorb it.
///
/// Every method refuses with [Check#ENC_LENGTH] when bytes are missing and with
/// [Check#ENC_CANONICAL] when an element is p or more.
///
/// - **Threads:** one transcript belongs to one thread.
public final class VerifierTranscript {
  private final Transcript transcript;
  private final ProofReader proof;

  /// @param transcript the state to go on from; used by this end alone
  /// @param proof where the payloads come from
  public VerifierTranscript(Transcript transcript, ProofReader proof) {
    this.transcript = transcript;
    this.proof = proof;
  }

  /// The state: for challenges, and for what both ends know and neither sends.
  public Transcript transcript() {
    return transcript;
  }

  /// This end on the fork of part u; it reads from the same proof.
  public VerifierTranscript fork(long u) {
    return new VerifierTranscript(transcript.fork(u), proof);
  }

  /// Receives `count` extension elements.
  public ExtArray receiveExt(String label, int count) throws ProofException {
    byte[] payload = proof.take(16L * count, label);
    long[] words = ProofReader.elements(payload, label);
    transcript.absorb(MessageType.EXT, label, payload);
    ExtArray out = new ExtArray(count);
    for (int i = 0; i < count; i++) {
      out.a0()[i] = words[2 * i];
      out.a1()[i] = words[2 * i + 1];
    }
    return out;
  }

  /// Receives `count` base-field elements.
  public long[] receiveBase(String label, int count) throws ProofException {
    byte[] payload = proof.take(8L * count, label);
    long[] out = ProofReader.elements(payload, label);
    transcript.absorb(MessageType.BASE, label, payload);
    return out;
  }

  /// Receives `count` digests, one after the other in one array.
  public byte[] receiveDigests(String label, int count) throws ProofException {
    byte[] payload = proof.take((long) Hashes.DIGEST_BYTES * count, label);
    transcript.absorb(MessageType.DIGEST, label, payload);
    return payload;
  }

  /// Receives a nonce and checks that it fits; with 0 bits nothing is read and nothing changes.
  ///
  /// @throws ProofException.Rejected POW_LOOKUP, POW_FOLD, POW_QUERY or POW_LEVEL
  public void grind(Grinding place, int bits) throws ProofException {
    if (bits == 0) {
      return;
    }
    byte[] payload = proof.take(8, place.label());
    boolean fits = transcript.nonceFits(bits, Hashes.getLong(payload, 0));
    switch (place) {
      case LOOKUP -> Checks.check(Check.POW_LOOKUP, fits, "nonce");
      case FOLD -> Checks.check(Check.POW_FOLD, fits, "nonce");
      case QUERY -> Checks.check(Check.POW_QUERY, fits, "nonce");
      case LEVEL -> Checks.check(Check.POW_LEVEL, fits, "nonce");
    }
    transcript.absorb(MessageType.U64, place.label(), payload);
  }
}
