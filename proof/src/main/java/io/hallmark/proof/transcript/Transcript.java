package io.hallmark.proof.transcript;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.wire.Hashes;
import java.security.MessageDigest;
import java.util.List;
import java.util.TreeSet;

/// The Fiat-Shamir state: 32 bytes that only these operations change (H = SHA-256).
///
/// - init: `H(0x00, label protocol)`;
/// - absorb: `H(0x01, state, u8 type, label, u64 length, payload)`;
/// - challenge: `H(0x02, state, u8 kind, label, u64 count, extra)`, then words from the blocks
///   `H(0x03, state, u64 j)`;
/// - a nonce fits if `H(0x04, state, u64 nonce)` starts with the asked number of zero bits.
///
/// Challenges are exactly uniform: words of p or more are dropped, repeated indices too. The two
/// ends are [ProverTranscript] and [VerifierTranscript].
///
/// - **Source:** Fiat-Shamir as a chain of typed, prefix-free hash inputs; Chiesa, Yogev, *Building
///   Cryptographic Proofs from Hash Functions*, 2024.
/// - **Threads:** one transcript belongs to one thread.
public final class Transcript {
  /// Name of the protocol, absorbed first.
  public static final String PROTOCOL = "hallmark/proof/v1";

  private static final int KIND_EXT = 0x11;
  private static final int KIND_INDEX = 0x12;

  private byte[] state;

  private Transcript(byte[] state) {
    this.state = state;
  }

  /// The start of a protocol.
  ///
  /// @param protocol 1 to 255 ASCII characters
  public static Transcript start(String protocol) {
    return new Transcript(Hashes.tagged(0x00, Hashes.label(protocol)));
  }

  /// A copy of the state.
  public byte[] state() {
    return state.clone();
  }

  /// Absorbs a payload.
  public void absorb(MessageType type, String label, byte[] payload) {
    state =
        Hashes.tagged(
            0x01,
            state,
            new byte[] {(byte) type.code()},
            Hashes.label(label),
            Hashes.u64(payload.length),
            payload);
  }

  /// The transcript of part u; this one stays where it is.
  public Transcript fork(long u) {
    Transcript out = new Transcript(state);
    out.absorb(MessageType.U64, "part", Hashes.u64(u));
    return out;
  }

  /// Absorbs the end states of all parts.
  public void join(List<byte[]> states) {
    byte[] all = new byte[Hashes.DIGEST_BYTES * states.size()];
    for (int i = 0; i < states.size(); i++) {
      System.arraycopy(states.get(i), 0, all, Hashes.DIGEST_BYTES * i, Hashes.DIGEST_BYTES);
    }
    absorb(MessageType.DIGEST, "parts", all);
  }

  /// Draws `count` uniform extension elements; a count of 0 changes the state all the same.
  public Ext[] challenge(String label, int count) {
    Words words = ratchet(KIND_EXT, label, count, new byte[0]);
    Ext[] out = new Ext[count];
    for (int i = 0; i < count; i++) {
      long a0 = words.nextElement();
      out[i] = new Ext(a0, words.nextElement());
    }
    return out;
  }

  /// Draws a uniform set of `count` distinct indices below `2^nu`, ascending.
  ///
  /// @throws IllegalArgumentException if there are not that many
  public long[] indices(String label, int count, int nu) {
    if (nu < 0 || nu > 32 || count < 0 || count > 1L << nu) {
      throw new IllegalArgumentException(count + " indices of " + nu + " bits");
    }
    Words words = ratchet(KIND_INDEX, label, count, new byte[] {(byte) nu});
    TreeSet<Long> seen = new TreeSet<>();
    while (seen.size() < count) {
      seen.add(words.next() & ((1L << nu) - 1));
    }
    return seen.stream().mapToLong(Long::longValue).toArray();
  }

  /// Whether `H(0x04, state, nonce)` has `bits` leading zero bits, first byte first.
  public boolean nonceFits(int bits, long nonce) {
    return Nonces.fits(Hashes.tagged(0x04, state, Hashes.u64(nonce)), bits);
  }

  /// The smallest nonce that fits.
  public long smallestNonce(int bits) {
    return Nonces.smallest(state, bits);
  }

  private Words ratchet(int kind, String label, long count, byte[] extra) {
    state =
        Hashes.tagged(
            0x02, state, new byte[] {(byte) kind}, Hashes.label(label), Hashes.u64(count), extra);
    return new Words(state);
  }

  /// The words of the blocks `H(0x03, state, j)`.
  private static final class Words {
    private final MessageDigest sha = Hashes.newSha256();
    private final byte[] input = new byte[41];
    private final byte[] block = new byte[Hashes.DIGEST_BYTES];
    private long blocks;
    private int next = 4;

    Words(byte[] state) {
      input[0] = 0x03;
      System.arraycopy(state, 0, input, 1, state.length);
    }

    long next() {
      if (next == 4) {
        Hashes.putLong(input, 33, blocks++);
        sha.update(input);
        Hashes.digestInto(sha, block, 0);
        next = 0;
      }
      return Hashes.getLong(block, 8 * next++);
    }

    long nextElement() {
      long word = next();
      while (!Goldilocks.isCanonical(word)) {
        word = next();
      }
      return word;
    }
  }
}
