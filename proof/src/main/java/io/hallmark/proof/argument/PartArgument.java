package io.hallmark.proof.argument;

import io.hallmark.proof.ProofException;
import io.hallmark.proof.relation.PartIndex;
import java.util.List;

/// The relation phase of one part, on its fork of the transcript: lookups, linear constraints and
/// products, stages of product columns, triple check. It ends in claims; nothing is decided before
/// the joint opening.
final class PartArgument {
  private PartArgument() {}

  /// Runs the phase and returns the claims in the order of their emission.
  static List<PartClaim> run(PartIndex part, int lookupPow, Channel channel, PartOracle oracle)
      throws ProofException {
    PartSession session = new PartSession(part, channel, oracle);
    channel.phase(ProofPhase.LOOKUPS);
    new LookupArgument(session).run(lookupPow);
    channel.phase(ProofPhase.PRODUCTS);
    new ProductArgument(session).run();
    new StageArgument(session).run();
    TripleArgument.run(session);
    return List.copyOf(session.claims());
  }
}
