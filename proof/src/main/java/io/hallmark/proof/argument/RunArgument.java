package io.hallmark.proof.argument;

import io.hallmark.proof.ProofException;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.transcript.MessageType;
import java.util.ArrayList;
import java.util.List;

/// The whole conversation about a run: statement, relation phase of every part on its own fork of
/// the transcript, join, joint opening.
///
/// The order is parameters, trace root, run digest, older roots, public digest: the commitment is
/// fixed before the digest of the statement enters, and both before any challenge. Between fork and
/// join no part depends on another.
final class RunArgument {
  /// What happens while the conversation goes on.
  interface Listener {
    /// Listens to nothing.
    Listener SILENT = new Listener() {};

    /// A part ends in a state.
    default void partEnded(int part, List<PartClaim> claims, byte[] state) {}

    /// The joint opening begins.
    default void openingStarted() {}
  }

  private RunArgument() {}

  static void run(Statement statement, Channel channel, RunOracle oracle, Listener listener)
      throws ProofException {
    channel.absorb(MessageType.BYTES, "parameters", statement.parameterWords());
    byte[] traceRoot = channel.digests("trace-root", 1, oracle::traceRoot);
    channel.absorb(MessageType.DIGEST, "run", statement.runDigest());
    channel.absorb(MessageType.DIGEST, "commitments", statement.joinedRoots());
    channel.absorb(MessageType.DIGEST, "public", statement.publicDigest());
    Parameters parameters = statement.parameters();
    List<PartIndex> parts = statement.run().parts();
    List<PartEnd> ends =
        channel.parts(
            parts.size(),
            (u, fork) ->
                PartArgument.run(
                    parts.get(u),
                    (int) parameters.lookupPow(),
                    fork,
                    fork.receives() ? new NoOracle() : oracle.part(u)), // who reads needs no cells
            listener);
    channel.join(ends.stream().map(PartEnd::state).toList());
    channel.phase(ProofPhase.OPENING);
    listener.openingStarted();
    List<byte[]> roots = new ArrayList<>();
    roots.add(traceRoot);
    roots.addAll(statement.olderRoots());
    new OpeningArgument(statement.run(), parameters, channel, oracle.opening(), roots)
        .run(ends.stream().map(PartEnd::claims).toList());
  }
}
