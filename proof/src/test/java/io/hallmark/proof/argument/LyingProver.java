package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunBytes;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.transcript.ProverTranscript;
import io.hallmark.proof.transcript.Transcript;
import io.hallmark.proof.transcript.VerifierTranscript;
import io.hallmark.proof.wire.ProofReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// A prover that runs the whole protocol on any cells, and adds what it likes to its messages and
/// to its pads; everything else follows from that. It can rehearse: run the conversation to see
/// what it would have said and which challenges it would have got.
final class LyingProver {
  private static final byte[] PUBLIC = {5};

  private final RunIndex run;
  private final Parameters parameters;
  private final Map<String, CommittedColumns> older;
  private final List<Map<String, Cells>> witness;
  private final Pads pads;
  private Ext maskShift = Ext.ZERO;
  private UnaryOperator<MessageFilter> twist = UnaryOperator.identity();

  /// What a liar does to the elements of `zk` of a part before it commits to them.
  interface Pads {
    /// Honest pads.
    Pads HONEST = (_, z) -> z;

    /// The elements to commit to.
    ExtArray of(int part, ExtArray drawn);

    /// The part whose elements the messages of a part use.
    default int source(int part) {
      return part;
    }
  }

  LyingProver(
      RunIndex run,
      Parameters parameters,
      Map<String, Map<String, Cells>> contents,
      List<Map<String, Cells>> witness,
      Pads pads) {
    this.run = run;
    this.parameters = parameters;
    this.older = new TestProver(run, parameters, contents).older();
    this.witness = witness;
    this.pads = pads;
  }

  RunIndex run() {
    return run;
  }

  Statement statement() {
    return Statement.of(run, parameters, TestProver.roots(run.run(), older), PUBLIC);
  }

  /// From now on commits to the mask of group 1 with a constant added.
  void shiftMask(Ext shift) {
    maskShift = shift;
  }

  /// From now on says what this makes of what it would have said.
  void twist(UnaryOperator<MessageFilter> other) {
    twist = other;
  }

  /// Runs the conversation.
  Rehearsal rehearse(Bends bends) {
    return rehearse(statement(), bends);
  }

  /// Runs the conversation about any statement.
  Rehearsal rehearse(Statement statement, Bends bends) {
    Heard heard = new Heard();
    List<List<PartClaim>> claims = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    List<ExtArray> committed = new ArrayList<>();
    byte[] fresh = new byte[32];
    Arrays.fill(fresh, (byte) 7);
    Attempt attempt =
        new Attempt(statement, new Witness(run, WitnessSource.of(witness), older), older, fresh) {
          @Override
          ExtArray drawPads(int part, byte[] seed) {
            ExtArray z = pads.of(part, super.drawPads(part, seed));
            committed.add(z);
            return z;
          }

          @Override
          List<ExtArray> messagePads() {
            List<ExtArray> out = new ArrayList<>();
            for (int u = 0; u < committed.size(); u++) {
              out.add(committed.get(pads.source(u)));
            }
            return out;
          }

          @Override
          MessageFilter filter() {
            MessageFilter said = twist.apply(bends.filter(heard));
            if (maskShift.isZero()) {
              return said;
            }
            byte[] seed = Attempt.seed(statement, fresh);
            int nu = (int) run.groups().get(1).geometry().nu();
            return ShiftedMask.of(said, new Masks(run, seed).row(1), nu, maskShift, seed);
          }

          @Override
          Channel channel(ProverTranscript transcript) {
            return new HeardChannel(super.channel(transcript), -1, heard);
          }
        };
    RunArgument.Listener listener =
        new RunArgument.Listener() {
          @Override
          public void partEnded(int part, List<PartClaim> emitted, byte[] state) {
            claims.add(emitted);
            ends.add(heard.length());
          }
        };
    try {
      byte[] proof = attempt.prove(listener);
      Witness cells = new Witness(run, WitnessSource.of(witness), older);
      return new Rehearsal(run, cells, committed, heard, claims, ends, proof);
    } catch (ProofException e) {
      throw new AssertionError("a prover checks nothing", e);
    }
  }

  /// The proof.
  byte[] prove(Bends bends) {
    return rehearse(bends).proof();
  }

  /// What the verifier says: `accepted`, or the name of the check that refuses.
  String verdict(byte[] proof) {
    return verdict(run, parameters, PUBLIC, proof);
  }

  /// What the verifier of another run, with other parameters or public bytes, says.
  String verdict(RunIndex other, Parameters others, byte[] publicBytes, byte[] proof) {
    Map<String, byte[]> roots = new HashMap<>();
    for (Run.OlderCommitment x : other.run().older()) {
      roots.put(x.name(), Objects.requireNonNull(older.get(x.name())).root());
    }
    try {
      RunVerifier.verifyWithoutFloor(other, others, roots, publicBytes, proof);
      return "accepted";
    } catch (ProofException.Rejected e) {
      return e.check().name();
    } catch (ProofException e) {
      throw new AssertionError(e);
    }
  }

  /// The statement with the digest of another run: a liar that only looks elsewhere for the cells.
  Statement disguised(RunIndex as) {
    Statement own = statement();
    byte[] digest = RunBytes.digests(as.run()).run();
    return new Statement(run, parameters, digest, own.olderRoots(), own.publicDigest());
  }

  /// What a verifier says that reads the proof as one of this statement.
  static String verdict(Statement statement, byte[] proof) {
    ProofReader reader = new ProofReader(proof);
    try {
      reader.take(ProofHeader.LENGTH, "magic");
      Transcript start = Transcript.start(Transcript.PROTOCOL);
      RunArgument.run(
          statement,
          new VerifierChannel(new VerifierTranscript(start, reader)),
          new NoOracle(),
          RunArgument.Listener.SILENT);
      reader.finish();
      return "accepted";
    } catch (ProofException.Rejected e) {
      return e.check().name();
    } catch (ProofException e) {
      throw new AssertionError(e);
    }
  }

  /// A message of which a liar can change something, in a direction that may depend on what it has
  /// heard.
  record Unknown(Bends.Place place, Direction direction) {
    /// One element of a message.
    static Unknown element(int part, String label, int occurrence, int element) {
      return new Unknown(
          new Bends.Place(part, label, occurrence),
          heard -> {
            ExtArray out = new ExtArray(heard.messages(part, label).get(occurrence).length());
            out.set(element, Ext.ONE);
            return out;
          });
    }
  }

  /// A direction in which a message can be changed.
  interface Direction {
    ExtArray of(Heard heard);
  }

  /// Something that a liar wants to be zero; it must be affine in the unknowns.
  interface Target {
    Ext of(Rehearsal rehearsal);
  }

  /// Solves for the unknowns by rehearsing: as many targets as unknowns become zero.
  Bends solve(Bends start, List<Unknown> unknowns, List<Target> targets) {
    int n = unknowns.size();
    Rehearsal now = rehearse(start);
    Ext[][] system = new Ext[n][n + 1];
    List<ExtArray> directions = new ArrayList<>();
    for (int j = 0; j < n; j++) {
      directions.add(unknowns.get(j).direction().of(now.heard()));
      Rehearsal moved = rehearse(start.plus(unknowns.get(j).place(), directions.get(j)));
      for (int i = 0; i < n; i++) {
        system[i][j] = targets.get(i).of(moved).minus(targets.get(i).of(now));
        system[i][n] = targets.get(i).of(now).negate();
      }
    }
    Ext[] solution = solve(system);
    Bends out = start;
    for (int j = 0; j < n; j++) {
      ExtArray delta = directions.get(j);
      for (int i = 0; i < delta.length(); i++) {
        delta.set(i, delta.get(i).times(solution[j]));
      }
      out = out.plus(unknowns.get(j).place(), delta);
    }
    return out;
  }

  private static Ext[] solve(Ext[][] a) {
    int n = a.length;
    for (int c = 0; c < n; c++) {
      int pivot = c;
      while (a[pivot][c].isZero()) {
        pivot++;
      }
      Ext[] row = a[pivot];
      a[pivot] = a[c];
      a[c] = row;
      Ext inverse = row[c].inverse();
      for (int j = c; j <= n; j++) {
        row[j] = row[j].times(inverse);
      }
      for (int i = 0; i < n; i++) {
        Ext factor = a[i][c];
        for (int j = c; i != c && j <= n; j++) {
          a[i][j] = a[i][j].minus(factor.times(row[j]));
        }
      }
    }
    return Arrays.stream(a).map(row -> row[n]).toArray(Ext[]::new);
  }
}
