package io.hallmark.proof.argument;

import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.Maps;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.BlockCells;
import io.hallmark.proof.commitment.BlockLayout;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.RowCommitment;
import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.transcript.ProverTranscript;
import io.hallmark.proof.transcript.Transcript;
import io.hallmark.proof.wire.ProofWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The honest prover under programmed challenges, with each kind of randomness from a seed of its
/// own: what one cannot do with the product, whose attempts have one seed.
///
/// @param statement the statement
/// @param witness own columns of every part
/// @param older the older commitments
/// @param challenges the challenges
record ProgrammedProver(
    Statement statement,
    List<Map<String, Cells>> witness,
    Map<String, CommittedColumns> older,
    ProgrammedChallenges challenges) {

  /// Seeds of an attempt.
  ///
  /// @param pads of the pads in the trace
  /// @param masks of the masks
  /// @param slack of slack and salts
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Seeds(byte[] pads, byte[] masks, byte[] slack) {
    static Seeds of(byte[] seed) {
      return new Seeds(seed, seed, seed);
    }
  }

  /// What was said.
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Proof(byte[] bytes, List<Message> messages) {}

  /// Proves.
  Proof prove(Seeds seeds) {
    return prove(seeds, true);
  }

  /// Proves.
  ///
  /// @param masked whether the messages of the parts are masked by the pads; if not, their values
  ///   are sent
  Proof prove(Seeds seeds, boolean masked) {
    RunIndex run = statement.run();
    Witness known = new Witness(run, WitnessSource.of(witness), older);
    List<ExtArray> pads = new ArrayList<>();
    List<ExtArray> used = new ArrayList<>();
    List<BlockLayout> layouts = new ArrayList<>();
    List<BlockCells> blocks = new ArrayList<>();
    for (int u = 0; u < run.parts().size(); u++) {
      ExtArray z = PartPads.draw(run.parts().get(u), u, seeds.pads());
      pads.add(z);
      used.add(masked ? z : new ExtArray(z.length()));
      List<Cells> columns = new ArrayList<>();
      Ids own = run.parts().get(u).ownCommitted();
      for (int k = 0; k < own.size(); k++) {
        columns.add(cells(known, u, own.get(k), z));
      }
      layouts.add(run.partBlock(u).layout());
      blocks.add(new BlockCells(layouts.getLast(), columns));
    }
    Masks masks = new Masks(run, seeds.masks());
    List<RowCommitment> commitments = new ArrayList<>();
    commitments.add(
        new RowCommitment(
            run.run().trace(),
            layouts,
            blocks::get,
            seeds.slack(),
            List.of(masks.row(0), masks.s(), masks.gs())));
    for (Run.OlderCommitment x : run.run().older()) {
      commitments.add(Maps.get(older, x.name()).rows());
    }
    OpeningTables opening =
        new OpeningTables(run, statement.parameters(), commitments, masks, seeds.masks());
    RunOracle oracle =
        new RunOracle() {
          @Override
          public byte[] traceRoot() {
            return commitments.getFirst().root();
          }

          @Override
          public PartOracle part(int u) {
            ExtArray z = pads.get(u);
            return new PartTables(run.parts().get(u), c -> cells(known, u, c, z), Map.of(), z);
          }

          @Override
          public OpeningOracle opening() {
            return opening;
          }
        };
    ProofWriter proof = new ProofWriter();
    proof.put(ProofHeader.bytes());
    ProverTranscript transcript =
        new ProverTranscript(Transcript.start(Transcript.PROTOCOL), proof);
    List<Message> messages = new ArrayList<>();
    PhaseClock clock = new PhaseClock(ProofPhase.COMMIT);
    Channel end = new ProverChannel(transcript, used, MessageFilter.HONEST, clock, PartWork.PLAIN);
    Channel channel = new Recorder(new ProgrammedChannel(end, challenges), messages);
    try {
      RunArgument.run(statement, channel, oracle, RunArgument.Listener.SILENT);
    } catch (ProofException e) {
      throw new AssertionError("a prover checks nothing", e);
    }
    return new Proof(proof.toBytes(), messages);
  }

  private Cells cells(Witness known, int part, int column, ExtArray pads) {
    boolean own = column == statement.run().parts().get(part).zkColumn();
    return own ? PartPads.cells(pads) : known.cells(part, column);
  }
}
