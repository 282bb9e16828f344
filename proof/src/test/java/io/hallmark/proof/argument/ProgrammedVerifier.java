package io.hallmark.proof.argument;

import io.hallmark.proof.Check;
import io.hallmark.proof.Checks;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.MerklePaths;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.transcript.Transcript;
import io.hallmark.proof.transcript.VerifierTranscript;
import io.hallmark.proof.wire.ProofReader;
import java.util.Arrays;
import java.util.function.Supplier;

/// The product's verifier with a programmed random oracle: the argument's code is the product's,
/// line by line; challenges and the digests of salted leaves are looked up. Everything else is as
/// it is: decoding, absorbing, nonces, nodes of the trees, every check.
final class ProgrammedVerifier {
  private ProgrammedVerifier() {}

  static void verify(
      Statement statement, ProgrammedChallenges challenges, ProgrammedLeaves leaves, byte[] proof)
      throws ProofException {
    GeometryRules.checkAll(statement.run(), statement.parameters());
    Checks.check(Check.HDR_MAGIC, ProofHeader.starts(proof), "not a proof of this version");
    ProofReader reader = new ProofReader(proof);
    reader.take(ProofHeader.LENGTH, "magic");
    reader.expect(OpeningBytes.least(statement.run(), statement.parameters()));
    VerifierTranscript transcript =
        new VerifierTranscript(Transcript.start(Transcript.PROTOCOL), reader);
    Channel channel = new ProgrammedChannel(new End(transcript, leaves), challenges);
    RunArgument.run(statement, channel, new NoOracle(), RunArgument.Listener.SILENT);
    reader.finish();
  }

  /// The receiving end of the product, but for the digests of the leaves.
  private static final class End extends ForwardingChannel {
    private final VerifierTranscript transcript;
    private final ProgrammedLeaves leaves;

    End(VerifierTranscript transcript, ProgrammedLeaves leaves) {
      super(new VerifierChannel(transcript));
      this.transcript = transcript;
      this.leaves = leaves;
    }

    @Override
    public Channel fork(int part) {
      return new End(transcript.fork(part), leaves);
    }

    @Override
    public long[] open(
        LeafShape shape, int height, byte[] root, long[] positions, Supplier<Opening> opening)
        throws ProofException {
      int count = Math.multiplyExact(shape.width(), positions.length);
      long[] values = transcript.receiveBase("leaf-values", count);
      byte[] salts =
          shape.salted() ? transcript.receiveDigests("leaf-salts", positions.length) : new byte[0];
      byte[] siblings =
          transcript.receiveDigests("siblings", MerklePaths.siblingCount(height, positions));
      byte[] digests = leaves.digests(shape, positions, values, salts);
      byte[] found = MerklePaths.root(height, positions, digests, siblings);
      Checks.check(Check.MERKLE_ROOT, Arrays.equals(root, found), "opening");
      return values;
    }
  }
}
