package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.transcript.Grinding;
import io.hallmark.proof.transcript.MessageType;
import io.hallmark.proof.transcript.ProverTranscript;
import io.hallmark.proof.transcript.Transcript;
import io.hallmark.proof.wire.ProofWriter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The simulator of zero knowledge: it writes a proof without any witness, for challenges that it
/// may program.
///
/// In the parts every message is a uniform element; the claims that follow from messages and
/// challenges are derived by the product's own code, with the product's oracle that knows nothing
/// and throws when it is asked. The joint opening is a [SimulatedOpening].
final class Simulator {
  private Simulator() {}

  /// A simulated proof.
  static byte[] prove(Simulation input) {
    return prove(input, null);
  }

  /// The same with one equation left unsolved: what it writes must be refused.
  static byte[] prove(Simulation input, SimulatedOpening.@Nullable Equation unsolved) {
    ProofWriter proof = new ProofWriter();
    proof.put(ProofHeader.bytes());
    ProverTranscript transcript =
        new ProverTranscript(Transcript.start(Transcript.PROTOCOL), proof);
    SimulatedOpening opening = new SimulatedOpening(input, unsolved);
    RunOracle oracle =
        new RunOracle() {
          @Override
          public byte[] traceRoot() {
            return opening.traceRoot();
          }

          @Override
          public PartOracle part(int part) {
            return new NoOracle();
          }

          @Override
          public OpeningOracle opening() {
            return opening;
          }
        };
    Channel end =
        new ProgrammedChannel(
            new End(transcript, ProgrammedChallenges.OPENING, input.coins()), input.challenges());
    try {
      RunArgument.run(input.statement(), end, oracle, RunArgument.Listener.SILENT);
    } catch (ProofException e) {
      throw new AssertionError("this end checks nothing", e);
    }
    return proof.toBytes();
  }

  /// The end that speaks.
  private static final class End implements Channel {
    private final ProverTranscript transcript;
    private final int part;
    private final SplittableRandom coins;

    End(ProverTranscript transcript, int part, SplittableRandom coins) {
      this.transcript = transcript;
      this.part = part;
      this.coins = coins;
    }

    @Override
    public Channel fork(int u) {
      return new End(transcript.fork(u), u, coins);
    }

    @Override
    public byte[] state() {
      return transcript.transcript().state();
    }

    @Override
    public void join(List<byte[]> states) {
      transcript.transcript().join(states);
    }

    @Override
    public void absorb(MessageType type, String label, byte[] payload) {
      transcript.transcript().absorb(type, label, payload);
    }

    @Override
    public ExtArray hidden(String label, int count, int firstPad, Supplier<ExtArray> values) {
      return uniform(label, count);
    }

    /// In the parts only the values of the triple check are clear, and they are uniform too.
    @Override
    public ExtArray clear(String label, int count, Supplier<ExtArray> values) {
      if (part != ProgrammedChallenges.OPENING) {
        return uniform(label, count);
      }
      ExtArray out = values.get();
      transcript.sendExt(label, out);
      return out;
    }

    private ExtArray uniform(String label, int count) {
      ExtArray out = new ExtArray(count);
      for (int i = 0; i < count; i++) {
        out.set(i, ProgrammedChallenges.element(coins));
      }
      transcript.sendExt(label, out);
      return out;
    }

    @Override
    public byte[] digests(String label, int count, Supplier<byte[]> values) {
      byte[] out = values.get();
      transcript.sendDigests(label, out);
      return out;
    }

    @Override
    public long[] open(
        LeafShape shape, int height, byte[] root, long[] positions, Supplier<Opening> opening) {
      Opening out = opening.get();
      transcript.sendBase("leaf-values", out.values());
      if (shape.salted()) {
        transcript.sendDigests("leaf-salts", out.salts());
      }
      transcript.sendDigests("siblings", out.siblings());
      return out.values();
    }

    @Override
    public Ext[] challenge(String label, int count) {
      return transcript.transcript().challenge(label, count);
    }

    @Override
    public long[] indices(String label, int count, int nu) {
      return transcript.transcript().indices(label, count, nu);
    }

    @Override
    public void grind(Grinding place, int bits) {
      transcript.grind(place, bits);
    }

    @Override
    public boolean receives() {
      return false;
    }
  }
}
