package io.hallmark.proof.argument;

import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.RandomRun;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.transcript.Grinding;
import java.util.List;
import java.util.concurrent.Callable;

/// Liars that do not search their nonces.
final class NonceLiars {
  private static final Geometry G = SmallRun.GEOMETRY;

  private NonceLiars() {}

  private static MessageFilter lazy(Grinding place) {
    return new MessageFilter() {
      @Override
      public boolean grinds(int part, Grinding at) {
        return at != place;
      }
    };
  }

  private static String lazy(Grinding place, Parameters parameters) {
    TestProver prover = SmallRun.prover(G, parameters);
    return prover.verdict(prover.prove(SmallRun.truth(G), lazy(place)));
  }

  /// A nonce that was not searched.
  static final class LazyLookup implements Callable<String> {
    @Override
    public String call() {
      RandomRun random = withLookup();
      Parameters parameters = new Parameters(1, 30, 0, 0, 0, List.of());
      TestProver prover = new TestProver(random.index(), parameters, random.older());
      return prover.verdict(prover.prove(random.witness(), lazy(Grinding.LOOKUP)));
    }

    private static RandomRun withLookup() {
      for (long seed = 0; ; seed++) {
        RandomRun random = RandomRun.of(seed);
        RunIndex run = random.index();
        if (TinyParameters.fit(run) && run.parts().get(0).lookupDepth() > 0) {
          return random;
        }
      }
    }
  }

  /// Nonces that were not searched.
  static final class LazyFold implements Callable<String> {
    @Override
    public String call() {
      return lazy(Grinding.FOLD, new Parameters(1, 0, 30, 0, 0, List.of()));
    }
  }

  /// A nonce that was not searched.
  static final class LazyQuery implements Callable<String> {
    @Override
    public String call() {
      return lazy(Grinding.QUERY, new Parameters(1, 0, 0, 30, 0, List.of()));
    }
  }

  /// A nonce that was not searched.
  static final class LazyLevel implements Callable<String> {
    @Override
    public String call() {
      return lazy(Grinding.LEVEL, new Parameters(2, 0, 0, 0, 30, List.of(List.of(SmallRun.LEVEL))));
    }
  }
}
