package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.Check;
import io.hallmark.proof.Checks;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.MerklePaths;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.transcript.Grinding;
import io.hallmark.proof.transcript.MessageType;
import io.hallmark.proof.transcript.Transcript;
import io.hallmark.proof.transcript.VerifierTranscript;
import io.hallmark.proof.wire.ProofReader;
import java.util.Arrays;
import java.util.List;
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
    Channel channel =
        new End(transcript, challenges, challenges.new Fork(ProgrammedChallenges.OPENING), leaves);
    RunArgument.run(statement, channel, new NoOracle(), RunArgument.Listener.SILENT);
    reader.finish();
  }

  /// The receiving end.
  private static final class End implements Channel {
    private final VerifierTranscript transcript;
    private final VerifierChannel real;
    private final ProgrammedChallenges challenges;
    private final ProgrammedChallenges.Fork own;
    private final ProgrammedLeaves leaves;

    End(
        VerifierTranscript transcript,
        ProgrammedChallenges challenges,
        ProgrammedChallenges.Fork own,
        ProgrammedLeaves leaves) {
      this.transcript = transcript;
      this.real = new VerifierChannel(transcript);
      this.challenges = challenges;
      this.own = own;
      this.leaves = leaves;
    }

    @Override
    public Channel fork(int part) {
      return new End(transcript.fork(part), challenges, challenges.new Fork(part), leaves);
    }

    @Override
    public byte[] state() {
      return real.state();
    }

    @Override
    public void join(List<byte[]> states) {
      real.join(states);
    }

    @Override
    public void absorb(MessageType type, String label, byte[] payload) {
      real.absorb(type, label, payload);
    }

    @Override
    public ExtArray hidden(String label, int count, int firstPad, Supplier<ExtArray> values)
        throws ProofException {
      return real.hidden(label, count, firstPad, values);
    }

    @Override
    public ExtArray clear(String label, int count, Supplier<ExtArray> values)
        throws ProofException {
      return real.clear(label, count, values);
    }

    @Override
    public byte[] digests(String label, int count, Supplier<byte[]> values) throws ProofException {
      return real.digests(label, count, values);
    }

    /// As the product's verifier, but for the digests of the leaves.
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

    @Override
    public Ext[] challenge(String label, int count) {
      Ext[] unused = real.challenge(label, count);
      return own.elements(label, unused.length);
    }

    @Override
    public long[] indices(String label, int count, int nu) {
      long[] unused = real.indices(label, count, nu);
      return own.indices(label, unused.length, nu);
    }

    @Override
    public void grind(Grinding place, int bits) throws ProofException {
      real.grind(place, bits);
    }

    @Override
    public boolean receives() {
      return true;
    }
  }
}
