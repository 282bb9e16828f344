package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.relation.RandomRun;
import io.hallmark.proof.relation.RunIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random runs of every kind of column and constraint: true ones are accepted, false ones rejected,
/// in both tails.
final class RandomRunTest {
  static LongStream seeds() {
    return LongStream.range(0, 40).filter(seed -> TinyParameters.fit(RandomRun.of(seed).index()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void trueRunsAreAcceptedAndFalseOnesAreNot(long seed) throws ProofException {
    RandomRun random = RandomRun.of(seed);
    RunIndex run = random.index();
    SplittableRandom choices = new SplittableRandom(seed);
    int tail = 1 + (int) (seed % 2);
    Parameters parameters = TinyParameters.of(run, tail);
    TestProver prover = new TestProver(run, parameters, random.older());
    prover.verify(prover.prove(random.witness()));
    for (int u = 0; u < random.targets().size(); u++) {
      for (String target : random.targets().get(u)) {
        List<Map<String, Cells>> bent = new ArrayList<>(random.witness());
        Map<String, Cells> own = new LinkedHashMap<>(bent.get(u));
        long[] cells = Objects.requireNonNull(own.get(target)).toElements();
        int at = choices.nextInt(cells.length);
        cells[at] = Goldilocks.add(cells[at], 1 + choices.nextInt(5));
        own.put(target, Cells.ofElements(cells));
        bent.set(u, own);
        byte[] proof = prover.prove(bent);
        ProofException.Rejected e =
            assertThrows(ProofException.Rejected.class, () -> prover.verify(proof), target);
        assertEquals(Check.OPEN_LINEAR, e.check(), target);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void multiplicitiesAreCounted(long seed) {
    RandomRun random = RandomRun.of(seed);
    RunIndex run = random.index();
    List<Map<String, Cells>> without = new ArrayList<>();
    for (int u = 0; u < run.parts().size(); u++) {
      Map<String, Cells> own = new HashMap<>(random.witness().get(u));
      run.parts().get(u).part().tables().forEach(t -> own.remove(t.multiplicity()));
      without.add(own);
    }
    TestProver prover = new TestProver(run, TinyParameters.of(run, 1), random.older());
    Map<String, CommittedColumns> older = prover.older();
    List<Map<String, Cells>> filled =
        TestProver.all(run, Multiplicities.fill(run, WitnessSource.of(without), older));
    try {
      prover.verify(prover.prove(filled));
    } catch (ProofException e) {
      throw new AssertionError(e);
    }
  }
}
