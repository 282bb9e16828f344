package io.hallmark.proof.argument;

import io.hallmark.proof.Check;
import io.hallmark.proof.Checks;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.Ledger;
import io.hallmark.proof.transcript.Transcript;
import io.hallmark.proof.transcript.VerifierTranscript;
import io.hallmark.proof.wire.Hashes;
import io.hallmark.proof.wire.ProofReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Verifies the proof of a run.
///
/// An accepted proof shows, up to the error of the ledger, that the prover knows columns that open
/// the trace and the listed older commitments and satisfy every part of the run. It shows nothing
/// about what the run means.
///
/// **The caller must check** that the run and the public bytes are the ones that it derived itself
/// from public data, and that every older root belongs to the descriptor named by its documents
/// ([Check#LINK_DESCRIPTOR]).
///
/// - **Soundness:** at most 2^-100 in the random oracle model per hash query, see the report.
/// - **Cost:** a few thousand hashes and about `t·R + n·nu` multiplications (tail 1).
/// - **Threads:** no state; any method may run on any thread.
public final class RunVerifier {
  private RunVerifier() {}

  /// Verifies a proof.
  ///
  /// @param run the run, built from public data
  /// @param parameters the parameters
  /// @param olderRoots root of every older commitment of the run, by its name
  /// @param publicBytes the public bytes
  /// @param proof the proof
  /// @return what the verdict is worth
  /// @throws ProofException.Rejected with the first check that failed
  public static SecurityReport verify(
      Run run,
      Parameters parameters,
      Map<String, byte[]> olderRoots,
      byte[] publicBytes,
      byte[] proof)
      throws ProofException {
    return verify(RunIndex.of(run), parameters, olderRoots, publicBytes, proof);
  }

  /// Verifies a proof of a run that is checked already; see the other method.
  ///
  /// @throws ProofException.Rejected with the first check that failed
  public static SecurityReport verify(
      RunIndex run,
      Parameters parameters,
      Map<String, byte[]> olderRoots,
      byte[] publicBytes,
      byte[] proof)
      throws ProofException {
    SecurityReport report = checkFloor(run, parameters);
    verifyWithoutFloor(run, parameters, olderRoots, publicBytes, proof);
    return report;
  }

  /// Checks that geometries and parameters are valid and reach the floor of 100 bits, without any
  /// proof.
  ///
  /// @throws ProofException.Rejected GEOMETRY_VALID or PROFILE_FLOOR
  public static SecurityReport checkFloor(RunIndex run, Parameters parameters)
      throws ProofException {
    GeometryRules.checkAll(run, parameters);
    Ledger ledger = Ledger.of(run, parameters.grinding(), parameters.levels());
    SecurityReport report = new SecurityReport(ledger.bits(), ledger.lines());
    Checks.check(Check.PROFILE_FLOOR, ledger.reachesFloor(), "%.2f bits".formatted(report.bits()));
    return report;
  }

  /// Verifies without the floor of 100 bits: for tests with tiny parameters.
  static void verifyWithoutFloor(
      RunIndex run,
      Parameters parameters,
      Map<String, byte[]> olderRoots,
      byte[] publicBytes,
      byte[] proof)
      throws ProofException {
    verifyWithoutFloor(
        run, parameters, olderRoots, publicBytes, proof, RunArgument.Listener.SILENT);
  }

  /// Verifies without the floor of 100 bits: for tests with tiny parameters.
  ///
  /// @param run the checked run
  /// @param listener told how the parts end
  static void verifyWithoutFloor(
      RunIndex run,
      Parameters parameters,
      Map<String, byte[]> olderRoots,
      byte[] publicBytes,
      byte[] proof,
      RunArgument.Listener listener)
      throws ProofException {
    GeometryRules.checkAll(run, parameters);
    Checks.check(Check.HDR_MAGIC, ProofHeader.starts(proof), "not a proof of this version");
    Statement statement =
        Statement.of(run, parameters, ordered(run.run(), olderRoots), publicBytes);
    ProofReader reader = new ProofReader(proof);
    reader.take(ProofHeader.LENGTH, "magic");
    reader.expect(OpeningBytes.least(run, parameters));
    VerifierTranscript transcript =
        new VerifierTranscript(Transcript.start(Transcript.PROTOCOL), reader);
    RunArgument.run(statement, new VerifierChannel(transcript), new NoOracle(), listener);
    reader.finish();
  }

  private static List<byte[]> ordered(Run run, Map<String, byte[]> roots) throws ProofException {
    List<byte[]> out = new ArrayList<>();
    for (Run.OlderCommitment older : run.older()) {
      byte[] root = roots.getOrDefault(older.name(), new byte[0]);
      Checks.check(Check.ENC_LENGTH, root.length == Hashes.DIGEST_BYTES, "root of " + older.name());
      out.add(Arrays.copyOf(root, Hashes.DIGEST_BYTES));
    }
    Checks.check(Check.ENC_LENGTH, roots.size() == out.size(), "number of older roots");
    return out;
  }
}
