package io.hallmark.proof.argument;

import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.BlockCells;
import io.hallmark.proof.commitment.BlockLayout;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.RowCommitment;
import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.transcript.ProverTranscript;
import io.hallmark.proof.transcript.Transcript;
import io.hallmark.proof.wire.Hashes;
import io.hallmark.proof.wire.ProofWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// One attempt at a proof: its seed, pads, masks and trace.
///
/// The seed is `H(0x23, 32 fresh bytes, u64 length of the parameter words, the words, run digest,
/// u64 number of older roots, older roots, public digest)`: other inputs have an unrelated seed.
///
/// The methods that are not private are seams for the liars of the tests; an honest attempt
/// overrides none.
///
/// - **Threads:** one attempt belongs to one thread.
class Attempt {
  private final Statement statement;
  private final RunIndex run;
  private final Witness witness;
  private final Map<String, CommittedColumns> older;
  private final byte[] seed;
  private final List<ExtArray> pads = new ArrayList<>();
  private final Masks masks;
  private final RowCommitment trace;
  private final PhaseClock clock = new PhaseClock(ProofPhase.COMMIT);
  private final PartWork work;

  /// Draws pads and masks and commits to the trace. What was drawn is erased if that fails.
  ///
  /// @param fresh 32 bytes; erased by their owner
  /// @throws IllegalArgumentException if cells are missing or are not as many as their box
  Attempt(Statement statement, Witness witness, Map<String, CommittedColumns> older, byte[] fresh) {
    this(statement, witness, older, fresh, PartWork.PLAIN);
  }

  /// Draws pads and masks and commits to the trace, part by part as far as the work was not done
  /// before.
  ///
  /// @param work how the parts are worked off
  Attempt(
      Statement statement,
      Witness witness,
      Map<String, CommittedColumns> older,
      byte[] fresh,
      PartWork work) {
    this.work = work;
    this.statement = statement;
    this.run = statement.run();
    this.witness = witness;
    this.older = older;
    this.seed = seed(statement, fresh);
    for (int u = 0; u < run.parts().size(); u++) {
      pads.add(drawPads(u, seed));
    }
    this.masks = new Masks(run, seed);
    List<BlockLayout> layouts =
        IntStream.range(0, run.parts().size()).mapToObj(u -> run.partBlock(u).layout()).toList();
    List<ExtArray> inLeaves = List.of(masks.row(0), masks.s(), masks.gs());
    try {
      this.trace =
          new RowCommitment(run.run().trace(), layouts, rows(), seed, inLeaves, work.room());
    } catch (RuntimeException | Error e) {
      eraseDrawn();
      throw e;
    }
  }

  /// The seed of a trace.
  static byte[] seed(Statement statement, byte[] fresh) {
    byte[] words = statement.parameterWords();
    return Hashes.tagged(
        0x23,
        fresh,
        Hashes.u64(words.length),
        words,
        statement.runDigest(),
        Hashes.u64(statement.olderRoots().size()),
        statement.joinedRoots(),
        statement.publicDigest());
  }

  /// The elements of `zk` of a part.
  ExtArray drawPads(int part, byte[] traceSeed) {
    return PartPads.draw(run.parts().get(part), part, traceSeed);
  }

  /// What is said in place of what was computed.
  MessageFilter filter() {
    return MessageFilter.HONEST;
  }

  /// The pads that the messages of the parts use.
  List<ExtArray> messagePads() {
    return pads;
  }

  /// The end of the conversation that speaks.
  Channel channel(ProverTranscript transcript) {
    return new ProverChannel(transcript, messagePads(), filter(), clock, work);
  }

  /// What is known about the run, and so what is computed.
  RunOracle oracle(RunOracle computed) {
    return computed;
  }

  private RowCommitment.Source rows() {
    return new RowCommitment.Source() {
      @Override
      public BlockCells block(int number) {
        return Attempt.this.block(number);
      }

      @Override
      public Optional<byte[]> digests(int number, int bytes) {
        return work.digests(number, () -> columns(number), bytes);
      }

      @Override
      public void digested(int number, byte[] digests) {
        work.keepDigests(number, () -> columns(number), digests);
      }
    };
  }

  private BlockCells block(int u) {
    return new BlockCells(run.partBlock(u).layout(), columns(u));
  }

  /// The own cells of a part, `zk` included, in the order of its block.
  private List<Cells> columns(int u) {
    PartIndex part = run.parts().get(u);
    List<Cells> columns = new ArrayList<>();
    Ids own = part.ownCommitted();
    for (int k = 0; k < own.size(); k++) {
      columns.add(cells(witness, u, own.get(k)));
    }
    return columns;
  }

  private Cells cells(Witness known, int u, int column) {
    return column == run.parts().get(u).zkColumn()
        ? PartPads.cells(pads.get(u))
        : known.cells(u, column);
  }

  /// Where the time of this attempt goes.
  PhaseClock clock() {
    return clock;
  }

  /// The root of the trace.
  byte[] traceRoot() {
    return trace.root();
  }

  /// Says the whole proof.
  byte[] prove(RunArgument.Listener listener) throws ProofException {
    ProofWriter proof = new ProofWriter();
    proof.put(ProofHeader.bytes());
    ProverTranscript transcript =
        new ProverTranscript(Transcript.start(Transcript.PROTOCOL), proof);
    Channel channel = channel(transcript);
    List<RowCommitment> commitments = new ArrayList<>();
    commitments.add(trace);
    for (Run.OlderCommitment x : run.run().older()) {
      CommittedColumns own = older.get(x.name());
      if (own == null) {
        throw new IllegalArgumentException("no older commitment " + x.name());
      }
      commitments.add(own.rows());
    }
    witness.release();
    OpeningTables opening =
        new OpeningTables(run, statement.parameters(), commitments, masks, seed);
    RunOracle oracle =
        new RunOracle() {
          @Override
          public byte[] traceRoot() {
            return trace.root();
          }

          @Override
          public PartOracle part(int u) {
            Witness own = witness.view();
            return new PartTables(
                run.parts().get(u), c -> cells(own, u, c), own.part(u), messagePads().get(u));
          }

          @Override
          public OpeningOracle opening() {
            return opening;
          }
        };
    try {
      RunArgument.run(statement, channel, oracle(oracle), listener);
      return proof.toBytes();
    } finally {
      opening.erase();
    }
  }

  /// Overwrites seed, pads, masks, slack and codewords; the attempt is of no use afterwards.
  void erase() {
    eraseDrawn();
    trace.erase();
  }

  private void eraseDrawn() {
    Arrays.fill(seed, (byte) 0);
    for (ExtArray z : pads) {
      Arrays.fill(z.a0(), 0);
      Arrays.fill(z.a1(), 0);
    }
    masks.erase();
  }
}
