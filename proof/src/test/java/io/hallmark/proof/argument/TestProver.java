package io.hallmark.proof.argument;

import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// A prover for tests: it proves whatever it is given, charges nothing, and verifies nothing unless
/// asked to. Fixed secrets; every proof is a function of its inputs.
final class TestProver {
  static final byte[] PUBLIC = {1, 2, 3};

  private static final byte[] FRESH = new byte[32];

  static {
    Arrays.fill(FRESH, (byte) 7);
  }

  private final RunIndex run;
  private final Parameters parameters;
  private final Map<String, CommittedColumns> older = new HashMap<>();

  TestProver(RunIndex run, Parameters parameters, Map<String, Map<String, Cells>> contents) {
    this.run = run;
    this.parameters = parameters;
    for (Run.OlderCommitment x : run.run().older()) {
      byte[] secret = new byte[32];
      Arrays.fill(secret, (byte) x.name().hashCode());
      older.put(
          x.name(),
          CommittedColumns.commit(
              x.geometry(), x.columns(), Objects.requireNonNull(contents.get(x.name())), secret));
    }
  }

  Map<String, CommittedColumns> older() {
    return older;
  }

  Map<String, byte[]> roots() {
    Map<String, byte[]> out = new TreeMap<>();
    older.forEach((name, commitment) -> out.put(name, commitment.root()));
    return out;
  }

  /// The roots as declared.
  static List<byte[]> roots(Run run, Map<String, CommittedColumns> older) {
    return run.older().stream()
        .map(x -> Objects.requireNonNull(older.get(x.name())).root())
        .toList();
  }

  /// The cells of every part.
  static List<Map<String, Cells>> all(RunIndex run, WitnessSource source) {
    return IntStream.range(0, run.parts().size()).mapToObj(source::part).toList();
  }

  Statement statement() {
    return Statement.of(run, parameters, roots(run.run(), older), PUBLIC);
  }

  byte[] prove(List<Map<String, Cells>> witness) {
    return prove(witness, MessageFilter.HONEST);
  }

  /// Proves, saying what the filter makes of every message.
  byte[] prove(List<Map<String, Cells>> witness, MessageFilter filter) {
    return prove(witness, filter, UnaryOperator.identity(), FRESH);
  }

  /// Proves with a liar about rows, masks and levels.
  byte[] prove(List<Map<String, Cells>> witness, RowLiar liar) {
    return prove(witness, liar, liar::listen, FRESH);
  }

  /// Proves.
  ///
  /// @param filter what is said in place of what was computed
  /// @param lie what is computed in place of what is known
  /// @param fresh the fresh bytes
  byte[] prove(
      List<Map<String, Cells>> witness,
      MessageFilter filter,
      UnaryOperator<RunOracle> lie,
      byte[] fresh) {
    Attempt attempt =
        new Attempt(statement(), new Witness(run, WitnessSource.of(witness), older), older, fresh) {
          @Override
          MessageFilter filter() {
            return filter;
          }

          @Override
          RunOracle oracle(RunOracle computed) {
            return lie.apply(computed);
          }
        };
    try {
      return attempt.prove(RunArgument.Listener.SILENT);
    } catch (ProofException e) {
      throw new AssertionError("a prover checks nothing", e);
    }
  }

  /// What the verifier without floor says: `accepted`, or the name of the check that refuses.
  String verdict(byte[] proof) {
    try {
      verify(proof);
      return "accepted";
    } catch (ProofException.Rejected e) {
      return e.check().name();
    } catch (ProofException e) {
      throw new AssertionError(e);
    }
  }

  void verify(byte[] proof) throws ProofException {
    RunVerifier.verifyWithoutFloor(run, parameters, roots(), PUBLIC, proof);
  }
}
