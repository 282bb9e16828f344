package io.hallmark.algebra.simd;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ROR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// The compression function of SHA-256 (FIPS 180-4, section 6.2.2) on sixteen blocks at a time, one
/// per lane: word t of all blocks stands at `w[16·t], …`, state word k at `state[16·k], …`.
///
/// Every operation is one of the Vector API, in one method body, see [VectorButterflies].
final class VectorSha {
  /// Blocks that are compressed together.
  static final int LANES = 16;

  private static final VectorSpecies<Integer> S = IntVector.SPECIES_512;
  private static final int[] INITIAL = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };
  private static final int[] K = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  private VectorSha() {}

  /// Sets the state of all lanes to the initial value.
  static void begin(int[] state) {
    for (int k = 0; k < INITIAL.length; k++) {
      IntVector.broadcast(S, INITIAL[k]).intoArray(state, LANES * k);
    }
  }

  /// Extends sixteen words to sixty-four.
  static void schedule(int[] w) {
    for (int at = 0; at < 48 * LANES; at += 16 * LANES) {
      IntVector w0 = IntVector.fromArray(S, w, at + 0 * LANES);
      IntVector w1 = IntVector.fromArray(S, w, at + 1 * LANES);
      IntVector w2 = IntVector.fromArray(S, w, at + 2 * LANES);
      IntVector w3 = IntVector.fromArray(S, w, at + 3 * LANES);
      IntVector w4 = IntVector.fromArray(S, w, at + 4 * LANES);
      IntVector w5 = IntVector.fromArray(S, w, at + 5 * LANES);
      IntVector w6 = IntVector.fromArray(S, w, at + 6 * LANES);
      IntVector w7 = IntVector.fromArray(S, w, at + 7 * LANES);
      IntVector w8 = IntVector.fromArray(S, w, at + 8 * LANES);
      IntVector w9 = IntVector.fromArray(S, w, at + 9 * LANES);
      IntVector w10 = IntVector.fromArray(S, w, at + 10 * LANES);
      IntVector w11 = IntVector.fromArray(S, w, at + 11 * LANES);
      IntVector w12 = IntVector.fromArray(S, w, at + 12 * LANES);
      IntVector w13 = IntVector.fromArray(S, w, at + 13 * LANES);
      IntVector w14 = IntVector.fromArray(S, w, at + 14 * LANES);
      IntVector w15 = IntVector.fromArray(S, w, at + 15 * LANES);
      IntVector s0 =
          w1.lanewise(ROR, 7)
              .lanewise(XOR, w1.lanewise(ROR, 18))
              .lanewise(XOR, w1.lanewise(LSHR, 3));
      IntVector u0 =
          w14.lanewise(ROR, 17)
              .lanewise(XOR, w14.lanewise(ROR, 19))
              .lanewise(XOR, w14.lanewise(LSHR, 10));
      w0 = w0.add(s0).add(w9).add(u0);
      w0.intoArray(w, at + 16 * LANES);
      IntVector s1 =
          w2.lanewise(ROR, 7)
              .lanewise(XOR, w2.lanewise(ROR, 18))
              .lanewise(XOR, w2.lanewise(LSHR, 3));
      IntVector u1 =
          w15.lanewise(ROR, 17)
              .lanewise(XOR, w15.lanewise(ROR, 19))
              .lanewise(XOR, w15.lanewise(LSHR, 10));
      w1 = w1.add(s1).add(w10).add(u1);
      w1.intoArray(w, at + 17 * LANES);
      IntVector s2 =
          w3.lanewise(ROR, 7)
              .lanewise(XOR, w3.lanewise(ROR, 18))
              .lanewise(XOR, w3.lanewise(LSHR, 3));
      IntVector u2 =
          w0.lanewise(ROR, 17)
              .lanewise(XOR, w0.lanewise(ROR, 19))
              .lanewise(XOR, w0.lanewise(LSHR, 10));
      w2 = w2.add(s2).add(w11).add(u2);
      w2.intoArray(w, at + 18 * LANES);
      IntVector s3 =
          w4.lanewise(ROR, 7)
              .lanewise(XOR, w4.lanewise(ROR, 18))
              .lanewise(XOR, w4.lanewise(LSHR, 3));
      IntVector u3 =
          w1.lanewise(ROR, 17)
              .lanewise(XOR, w1.lanewise(ROR, 19))
              .lanewise(XOR, w1.lanewise(LSHR, 10));
      w3 = w3.add(s3).add(w12).add(u3);
      w3.intoArray(w, at + 19 * LANES);
      IntVector s4 =
          w5.lanewise(ROR, 7)
              .lanewise(XOR, w5.lanewise(ROR, 18))
              .lanewise(XOR, w5.lanewise(LSHR, 3));
      IntVector u4 =
          w2.lanewise(ROR, 17)
              .lanewise(XOR, w2.lanewise(ROR, 19))
              .lanewise(XOR, w2.lanewise(LSHR, 10));
      w4 = w4.add(s4).add(w13).add(u4);
      w4.intoArray(w, at + 20 * LANES);
      IntVector s5 =
          w6.lanewise(ROR, 7)
              .lanewise(XOR, w6.lanewise(ROR, 18))
              .lanewise(XOR, w6.lanewise(LSHR, 3));
      IntVector u5 =
          w3.lanewise(ROR, 17)
              .lanewise(XOR, w3.lanewise(ROR, 19))
              .lanewise(XOR, w3.lanewise(LSHR, 10));
      w5 = w5.add(s5).add(w14).add(u5);
      w5.intoArray(w, at + 21 * LANES);
      IntVector s6 =
          w7.lanewise(ROR, 7)
              .lanewise(XOR, w7.lanewise(ROR, 18))
              .lanewise(XOR, w7.lanewise(LSHR, 3));
      IntVector u6 =
          w4.lanewise(ROR, 17)
              .lanewise(XOR, w4.lanewise(ROR, 19))
              .lanewise(XOR, w4.lanewise(LSHR, 10));
      w6 = w6.add(s6).add(w15).add(u6);
      w6.intoArray(w, at + 22 * LANES);
      IntVector s7 =
          w8.lanewise(ROR, 7)
              .lanewise(XOR, w8.lanewise(ROR, 18))
              .lanewise(XOR, w8.lanewise(LSHR, 3));
      IntVector u7 =
          w5.lanewise(ROR, 17)
              .lanewise(XOR, w5.lanewise(ROR, 19))
              .lanewise(XOR, w5.lanewise(LSHR, 10));
      w7 = w7.add(s7).add(w0).add(u7);
      w7.intoArray(w, at + 23 * LANES);
      IntVector s8 =
          w9.lanewise(ROR, 7)
              .lanewise(XOR, w9.lanewise(ROR, 18))
              .lanewise(XOR, w9.lanewise(LSHR, 3));
      IntVector u8 =
          w6.lanewise(ROR, 17)
              .lanewise(XOR, w6.lanewise(ROR, 19))
              .lanewise(XOR, w6.lanewise(LSHR, 10));
      w8 = w8.add(s8).add(w1).add(u8);
      w8.intoArray(w, at + 24 * LANES);
      IntVector s9 =
          w10.lanewise(ROR, 7)
              .lanewise(XOR, w10.lanewise(ROR, 18))
              .lanewise(XOR, w10.lanewise(LSHR, 3));
      IntVector u9 =
          w7.lanewise(ROR, 17)
              .lanewise(XOR, w7.lanewise(ROR, 19))
              .lanewise(XOR, w7.lanewise(LSHR, 10));
      w9 = w9.add(s9).add(w2).add(u9);
      w9.intoArray(w, at + 25 * LANES);
      IntVector s10 =
          w11.lanewise(ROR, 7)
              .lanewise(XOR, w11.lanewise(ROR, 18))
              .lanewise(XOR, w11.lanewise(LSHR, 3));
      IntVector u10 =
          w8.lanewise(ROR, 17)
              .lanewise(XOR, w8.lanewise(ROR, 19))
              .lanewise(XOR, w8.lanewise(LSHR, 10));
      w10 = w10.add(s10).add(w3).add(u10);
      w10.intoArray(w, at + 26 * LANES);
      IntVector s11 =
          w12.lanewise(ROR, 7)
              .lanewise(XOR, w12.lanewise(ROR, 18))
              .lanewise(XOR, w12.lanewise(LSHR, 3));
      IntVector u11 =
          w9.lanewise(ROR, 17)
              .lanewise(XOR, w9.lanewise(ROR, 19))
              .lanewise(XOR, w9.lanewise(LSHR, 10));
      w11 = w11.add(s11).add(w4).add(u11);
      w11.intoArray(w, at + 27 * LANES);
      IntVector s12 =
          w13.lanewise(ROR, 7)
              .lanewise(XOR, w13.lanewise(ROR, 18))
              .lanewise(XOR, w13.lanewise(LSHR, 3));
      IntVector u12 =
          w10.lanewise(ROR, 17)
              .lanewise(XOR, w10.lanewise(ROR, 19))
              .lanewise(XOR, w10.lanewise(LSHR, 10));
      w12 = w12.add(s12).add(w5).add(u12);
      w12.intoArray(w, at + 28 * LANES);
      IntVector s13 =
          w14.lanewise(ROR, 7)
              .lanewise(XOR, w14.lanewise(ROR, 18))
              .lanewise(XOR, w14.lanewise(LSHR, 3));
      IntVector u13 =
          w11.lanewise(ROR, 17)
              .lanewise(XOR, w11.lanewise(ROR, 19))
              .lanewise(XOR, w11.lanewise(LSHR, 10));
      w13 = w13.add(s13).add(w6).add(u13);
      w13.intoArray(w, at + 29 * LANES);
      IntVector s14 =
          w15.lanewise(ROR, 7)
              .lanewise(XOR, w15.lanewise(ROR, 18))
              .lanewise(XOR, w15.lanewise(LSHR, 3));
      IntVector u14 =
          w12.lanewise(ROR, 17)
              .lanewise(XOR, w12.lanewise(ROR, 19))
              .lanewise(XOR, w12.lanewise(LSHR, 10));
      w14 = w14.add(s14).add(w7).add(u14);
      w14.intoArray(w, at + 30 * LANES);
      IntVector s15 =
          w0.lanewise(ROR, 7)
              .lanewise(XOR, w0.lanewise(ROR, 18))
              .lanewise(XOR, w0.lanewise(LSHR, 3));
      IntVector u15 =
          w13.lanewise(ROR, 17)
              .lanewise(XOR, w13.lanewise(ROR, 19))
              .lanewise(XOR, w13.lanewise(LSHR, 10));
      w15 = w15.add(s15).add(w8).add(u15);
      w15.intoArray(w, at + 31 * LANES);
    }
  }

  /// Runs the sixty-four rounds and adds the result to the state.
  static void rounds(int[] w, int[] state) {
    IntVector a = IntVector.fromArray(S, state, 0 * LANES);
    IntVector b = IntVector.fromArray(S, state, 1 * LANES);
    IntVector c = IntVector.fromArray(S, state, 2 * LANES);
    IntVector d = IntVector.fromArray(S, state, 3 * LANES);
    IntVector e = IntVector.fromArray(S, state, 4 * LANES);
    IntVector f = IntVector.fromArray(S, state, 5 * LANES);
    IntVector g = IntVector.fromArray(S, state, 6 * LANES);
    IntVector h = IntVector.fromArray(S, state, 7 * LANES);
    for (int t = 0; t < 64; t += 8) {
      IntVector x0 =
          e.lanewise(ROR, 6).lanewise(XOR, e.lanewise(ROR, 11)).lanewise(XOR, e.lanewise(ROR, 25));
      IntVector y0 = f.lanewise(XOR, g).and(e).lanewise(XOR, g);
      h = h.add(x0).add(y0).add(IntVector.fromArray(S, w, (t + 0) * LANES)).add(K[t + 0]);
      d = d.add(h);
      IntVector z0 =
          a.lanewise(ROR, 2).lanewise(XOR, a.lanewise(ROR, 13)).lanewise(XOR, a.lanewise(ROR, 22));
      h = h.add(z0).add(a.and(b).or(c.and(a.or(b))));
      IntVector x1 =
          d.lanewise(ROR, 6).lanewise(XOR, d.lanewise(ROR, 11)).lanewise(XOR, d.lanewise(ROR, 25));
      IntVector y1 = e.lanewise(XOR, f).and(d).lanewise(XOR, f);
      g = g.add(x1).add(y1).add(IntVector.fromArray(S, w, (t + 1) * LANES)).add(K[t + 1]);
      c = c.add(g);
      IntVector z1 =
          h.lanewise(ROR, 2).lanewise(XOR, h.lanewise(ROR, 13)).lanewise(XOR, h.lanewise(ROR, 22));
      g = g.add(z1).add(h.and(a).or(b.and(h.or(a))));
      IntVector x2 =
          c.lanewise(ROR, 6).lanewise(XOR, c.lanewise(ROR, 11)).lanewise(XOR, c.lanewise(ROR, 25));
      IntVector y2 = d.lanewise(XOR, e).and(c).lanewise(XOR, e);
      f = f.add(x2).add(y2).add(IntVector.fromArray(S, w, (t + 2) * LANES)).add(K[t + 2]);
      b = b.add(f);
      IntVector z2 =
          g.lanewise(ROR, 2).lanewise(XOR, g.lanewise(ROR, 13)).lanewise(XOR, g.lanewise(ROR, 22));
      f = f.add(z2).add(g.and(h).or(a.and(g.or(h))));
      IntVector x3 =
          b.lanewise(ROR, 6).lanewise(XOR, b.lanewise(ROR, 11)).lanewise(XOR, b.lanewise(ROR, 25));
      IntVector y3 = c.lanewise(XOR, d).and(b).lanewise(XOR, d);
      e = e.add(x3).add(y3).add(IntVector.fromArray(S, w, (t + 3) * LANES)).add(K[t + 3]);
      a = a.add(e);
      IntVector z3 =
          f.lanewise(ROR, 2).lanewise(XOR, f.lanewise(ROR, 13)).lanewise(XOR, f.lanewise(ROR, 22));
      e = e.add(z3).add(f.and(g).or(h.and(f.or(g))));
      IntVector x4 =
          a.lanewise(ROR, 6).lanewise(XOR, a.lanewise(ROR, 11)).lanewise(XOR, a.lanewise(ROR, 25));
      IntVector y4 = b.lanewise(XOR, c).and(a).lanewise(XOR, c);
      d = d.add(x4).add(y4).add(IntVector.fromArray(S, w, (t + 4) * LANES)).add(K[t + 4]);
      h = h.add(d);
      IntVector z4 =
          e.lanewise(ROR, 2).lanewise(XOR, e.lanewise(ROR, 13)).lanewise(XOR, e.lanewise(ROR, 22));
      d = d.add(z4).add(e.and(f).or(g.and(e.or(f))));
      IntVector x5 =
          h.lanewise(ROR, 6).lanewise(XOR, h.lanewise(ROR, 11)).lanewise(XOR, h.lanewise(ROR, 25));
      IntVector y5 = a.lanewise(XOR, b).and(h).lanewise(XOR, b);
      c = c.add(x5).add(y5).add(IntVector.fromArray(S, w, (t + 5) * LANES)).add(K[t + 5]);
      g = g.add(c);
      IntVector z5 =
          d.lanewise(ROR, 2).lanewise(XOR, d.lanewise(ROR, 13)).lanewise(XOR, d.lanewise(ROR, 22));
      c = c.add(z5).add(d.and(e).or(f.and(d.or(e))));
      IntVector x6 =
          g.lanewise(ROR, 6).lanewise(XOR, g.lanewise(ROR, 11)).lanewise(XOR, g.lanewise(ROR, 25));
      IntVector y6 = h.lanewise(XOR, a).and(g).lanewise(XOR, a);
      b = b.add(x6).add(y6).add(IntVector.fromArray(S, w, (t + 6) * LANES)).add(K[t + 6]);
      f = f.add(b);
      IntVector z6 =
          c.lanewise(ROR, 2).lanewise(XOR, c.lanewise(ROR, 13)).lanewise(XOR, c.lanewise(ROR, 22));
      b = b.add(z6).add(c.and(d).or(e.and(c.or(d))));
      IntVector x7 =
          f.lanewise(ROR, 6).lanewise(XOR, f.lanewise(ROR, 11)).lanewise(XOR, f.lanewise(ROR, 25));
      IntVector y7 = g.lanewise(XOR, h).and(f).lanewise(XOR, h);
      a = a.add(x7).add(y7).add(IntVector.fromArray(S, w, (t + 7) * LANES)).add(K[t + 7]);
      e = e.add(a);
      IntVector z7 =
          b.lanewise(ROR, 2).lanewise(XOR, b.lanewise(ROR, 13)).lanewise(XOR, b.lanewise(ROR, 22));
      a = a.add(z7).add(b.and(c).or(d.and(b.or(c))));
    }
    IntVector.fromArray(S, state, 0 * LANES).add(a).intoArray(state, 0 * LANES);
    IntVector.fromArray(S, state, 1 * LANES).add(b).intoArray(state, 1 * LANES);
    IntVector.fromArray(S, state, 2 * LANES).add(c).intoArray(state, 2 * LANES);
    IntVector.fromArray(S, state, 3 * LANES).add(d).intoArray(state, 3 * LANES);
    IntVector.fromArray(S, state, 4 * LANES).add(e).intoArray(state, 4 * LANES);
    IntVector.fromArray(S, state, 5 * LANES).add(f).intoArray(state, 5 * LANES);
    IntVector.fromArray(S, state, 6 * LANES).add(g).intoArray(state, 6 * LANES);
    IntVector.fromArray(S, state, 7 * LANES).add(h).intoArray(state, 7 * LANES);
  }
}
