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

/// A prover for tests: it proves whatever it is given, charges nothing, and verifies nothing unless
/// asked to. Fixed secrets; every proof is a function of its inputs.
final class TestProver {
  static final byte[] PUBLIC = {1, 2, 3};

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

  Statement statement() {
    return Statement.of(run, parameters, roots(run.run(), older), PUBLIC);
  }

  byte[] prove(List<Map<String, Cells>> witness) {
    return prove(witness, MessageFilter.HONEST);
  }

  /// Proves, saying what the filter makes of every message.
  byte[] prove(List<Map<String, Cells>> witness, MessageFilter filter) {
    byte[] fresh = new byte[32];
    Arrays.fill(fresh, (byte) 7);
    Attempt attempt =
        new Attempt(statement(), new Witness(run, witness, older), older, fresh) {
          @Override
          MessageFilter filter() {
            return filter;
          }
        };
    try {
      return attempt.prove(RunArgument.Listener.SILENT);
    } catch (ProofException e) {
      throw new AssertionError("a prover checks nothing", e);
    }
  }

  void verify(byte[] proof) throws ProofException {
    RunVerifier.verifyWithoutFloor(run, parameters, roots(), PUBLIC, proof);
  }
}
