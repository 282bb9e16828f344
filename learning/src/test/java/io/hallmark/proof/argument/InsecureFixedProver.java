package io.hallmark.proof.argument;

import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunBytes;
import io.hallmark.proof.relation.RunIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// Proves whatever it is given, true or false, with fixed secrets and parameters far below the
/// floor: the older commitments of a run have secrets of 32 bytes 40, 41, ….
public final class InsecureFixedProver {
  static final Parameters PARAMETERS = new Parameters(1, 2, 0, 2, 0, List.of());
  private final RunIndex run;
  private final byte[] publicBytes;
  private final Map<String, CommittedColumns> older = new LinkedHashMap<>();

  /// Makes the older commitments.
  public InsecureFixedProver(Run run, Map<String, Map<String, Cells>> contents, byte[] publicBytes)
      throws ProofException {
    this.run = RunIndex.of(run);
    this.publicBytes = publicBytes.clone();
    for (Run.OlderCommitment x : run.older()) {
      byte[] secret = new byte[32];
      Arrays.fill(secret, (byte) (40 + older.size()));
      Map<String, Cells> cells = Objects.requireNonNull(contents.get(x.name()));
      older.put(x.name(), CommittedColumns.commit(x.geometry(), x.columns(), cells, secret));
    }
  }

  /// The older commitments.
  public Map<String, CommittedColumns> older() {
    return older;
  }

  /// Own columns with honest multiplicities.
  public List<Map<String, Cells>> filled(List<Map<String, Cells>> witness) {
    WitnessSource filled = Multiplicities.fill(run, WitnessSource.of(witness), older);
    return IntStream.range(0, run.parts().size()).mapToObj(filled::part).toList();
  }

  /// Proves.
  ///
  /// @param witness own columns, multiplicities included
  /// @param fresh the 32 bytes of the attempt
  public byte[] prove(List<Map<String, Cells>> witness, byte[] fresh) throws ProofException {
    List<byte[]> roots = new ArrayList<>();
    older.values().forEach(c -> roots.add(c.root()));
    Statement statement = Statement.of(run, PARAMETERS, roots, publicBytes);
    Attempt attempt =
        new Attempt(statement, new Witness(run, WitnessSource.of(witness), older), older, fresh);
    return attempt.prove(RunArgument.Listener.SILENT);
  }

  /// Proves this run and says that it is another one: the other's digest is absorbed.
  ///
  /// @param claimed the run that the proof is said to be about
  /// @param witness own columns, multiplicities included
  public byte[] proveAs(Run claimed, List<Map<String, Cells>> witness, byte[] fresh)
      throws ProofException {
    List<byte[]> roots = new ArrayList<>();
    older.values().forEach(c -> roots.add(c.root()));
    Statement own = Statement.of(run, PARAMETERS, roots, publicBytes);
    byte[] digest = RunBytes.digests(claimed).run();
    Statement said = new Statement(run, PARAMETERS, digest, roots, own.publicDigest());
    Witness known = new Witness(run, WitnessSource.of(witness), older);
    return new Attempt(said, known, older, fresh).prove(RunArgument.Listener.SILENT);
  }

  /// Verifies against the same older commitments.
  public void verify(byte[] proof) throws ProofException {
    verify(run.run(), roots(), publicBytes, proof);
  }

  /// Verifies a proof about a run, without the floor.
  public static void verify(Run run, Map<String, byte[]> roots, byte[] publicBytes, byte[] proof)
      throws ProofException {
    RunVerifier.verifyWithoutFloor(RunIndex.of(run), PARAMETERS, roots, publicBytes, proof);
  }

  /// Roots of the older commitments.
  public Map<String, byte[]> roots() {
    Map<String, byte[]> out = new LinkedHashMap<>();
    older.forEach((name, c) -> out.put(name, c.root()));
    return out;
  }
}
