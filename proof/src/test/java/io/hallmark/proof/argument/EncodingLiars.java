package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.relation.RunIndex;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Liars about the bytes of a proof.
final class EncodingLiars {
  private static final Geometry G = SmallRun.GEOMETRY;

  private EncodingLiars() {}

  private static TestProver plain() {
    return SmallRun.prover(G, SmallRun.plain());
  }

  /// Another first byte.
  static final class ForeignHeader implements Callable<String> {
    @Override
    public String call() {
      byte[] proof = plain().prove(SmallRun.truth(G));
      proof[7]++;
      return plain().verdict(proof);
    }
  }

  /// A byte after the last message.
  static final class OneByteMore implements Callable<String> {
    @Override
    public String call() {
      byte[] proof = plain().prove(SmallRun.truth(G));
      return plain().verdict(Arrays.copyOf(proof, proof.length + 1));
    }
  }

  /// A last byte that is zero and left out: the fresh bytes are drawn until it is.
  static final class LastByteMissing implements Callable<String> {
    @Override
    public String call() {
      Parameters parameters = SmallRun.plain();
      for (int fill = 0; ; fill++) {
        TestProver prover = SmallRun.prover(G, parameters);
        byte[] fresh = new byte[32];
        fresh[fill / 256] = (byte) fill;
        byte[] proof = prover.prove(SmallRun.truth(G), MessageFilter.HONEST, o -> o, fresh);
        if (proof[proof.length - 1] == 0) {
          return prover.verdict(Arrays.copyOf(proof, proof.length - 1));
        }
      }
    }
  }

  /// A slack coefficient of the mask gs and of the mask s is made zero, so that one of hs is zero;
  /// it is said as p.
  static final class TwoEncodings implements Callable<String> {
    @Override
    public String call() {
      TestProver prover = plain();
      return prover.verdict(prover.prove(SmallRun.truth(G), new Twofold(SmallRun.index(G))));
    }

    private static final class Twofold extends RowLiar {
      private @Nullable ForgedLeaves forged;

      Twofold(RunIndex run) {
        super(run);
      }

      @Override
      byte[] traceRoot(byte[] computed) {
        ExtArray gs = honest().maskOpening(Ext.ZERO);
        ExtArray sum = honest().maskOpening(Ext.ONE);
        int last = gs.length() - 1;
        Ext minusGs = gs.get(last).negate();
        Ext minusS = gs.get(last).minus(sum.get(last));
        ForgedLeaves made =
            ForgedLeaves.trace(
                this,
                (position, values, end) -> {
                  int nu = (int) G.nu();
                  ForgedLeaves.addPower(nu, position, values, end - 4, minusS, last);
                  ForgedLeaves.addPower(nu, position, values, end - 2, minusGs, last);
                });
        forged = made;
        return made.root();
      }

      @Override
      public Opening open(int commitment, long[] positions) {
        return Objects.requireNonNull(forged).open(positions);
      }

      @Override
      public ExtArray elements(int part, String label, ExtArray values) {
        if (label.equals("mask-opening")) {
          values.a0()[values.length() - 1] = Goldilocks.P;
          values.a1()[values.length() - 1] = 0;
        }
        return values;
      }
    }
  }
}
