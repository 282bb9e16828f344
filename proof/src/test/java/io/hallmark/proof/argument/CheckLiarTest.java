package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.Check;
import io.hallmark.proof.Claim;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.WeakenedVerifier;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.transcript.Grinding;
import io.hallmark.proof.wire.Hashes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// Liars that the verifier accepts when the calls for one name are taken out, and refuses by that
/// name when they are in.
final class CheckLiarTest {
  private static void assertGuards(Check check, Class<? extends Callable<String>> liar)
      throws Exception {
    assertEquals(check.name(), WeakenedVerifier.strong(liar));
    assertEquals("accepted", WeakenedVerifier.without("check", check, liar));
  }

  /// A claim that is taken out is taken out at both ends; the verifier then accepts.
  private static void assertClaims(Claim claim, Class<? extends Callable<String>> liar)
      throws Exception {
    assertEquals("OPEN_LINEAR", WeakenedVerifier.strong(liar));
    assertEquals("accepted", WeakenedVerifier.without("claim", claim, liar));
  }

  /// Proves the example and tells what the verifier says.
  abstract static class Liar implements Callable<String>, MessageFilter {
    int tail() {
      return 1;
    }

    List<Map<String, Cells>> witness() {
      return ExampleWitness.parts();
    }

    byte[] bend(byte[] proof) {
      return proof;
    }

    @Override
    public String call() throws ProofException {
      RunIndex run = ExampleProof.run();
      Map<String, CommittedColumns> older = ExampleWitness.older();
      Statement statement =
          Statement.of(
              run,
              ExampleProof.parameters(tail()),
              TestProver.roots(run.run(), older),
              ExampleProof.PUBLIC);
      MessageFilter own = this;
      Attempt attempt =
          new Attempt(
              statement, new Witness(run, witness(), older), older, new byte[Hashes.DIGEST_BYTES]) {
            @Override
            MessageFilter filter() {
              return own;
            }
          };
      byte[] proof = bend(attempt.prove(RunArgument.Listener.SILENT));
      try {
        ExampleProof.verify(tail(), proof);
        return "accepted";
      } catch (ProofException.Rejected e) {
        return e.check().name();
      }
    }
  }

  /// Adds 1 to one entry of the first message with a label.
  abstract static class Adder extends Liar {
    private final String label;
    private final int entry;
    private boolean told;

    Adder(String label, int entry) {
      this.label = label;
      this.entry = entry;
    }

    @Override
    public ExtArray elements(int part, String spoken, ExtArray values) {
      if (spoken.equals(label) && !told) {
        told = true;
        values.add(entry, Ext.ONE);
      }
      return values;
    }
  }

  static final class FalseMaskSum extends Adder {
    FalseMaskSum() {
      super("mask-sum", 0);
    }
  }

  static final class FalseMaskSlack extends Adder {
    FalseMaskSlack() {
      super("mask-opening", 20); // beyond 2·kappa + 1 = 17
    }
  }

  static final class FalseRowSlack extends Adder {
    FalseRowSlack() {
      super("folded-row", 20); // beyond M = 16
    }
  }

  static final class FalseLevelRound extends Adder {
    FalseLevelRound() {
      super("level-round", 0);
    }

    @Override
    int tail() {
      return 2;
    }
  }

  @Test
  void openLinear() throws Exception {
    assertGuards(Check.OPEN_LINEAR, FalseMaskSum.class);
  }

  @Test
  void maskFold() throws Exception {
    assertGuards(Check.MASK_FOLD, FalseMaskSlack.class);
  }

  @Test
  void rowFold() throws Exception {
    assertGuards(Check.ROW_FOLD, FalseRowSlack.class);
  }

  @Test
  void finalLinear() throws Exception {
    assertGuards(Check.FINAL_LINEAR, FalseLevelRound.class);
  }

  static final class FalseSalt extends Liar {
    @Override
    public Opening opening(long[] positions, Opening opening) {
      byte[] salts = opening.salts().clone();
      if (salts.length > 0) {
        salts[0] ^= 1;
      }
      return new Opening(opening.values(), salts, opening.siblings());
    }
  }

  @Test
  void merkleRoot() throws Exception {
    assertGuards(Check.MERKLE_ROOT, FalseSalt.class);
  }

  abstract static class NoWork extends Liar {
    private final Grinding place;

    NoWork(Grinding place) {
      this.place = place;
    }

    @Override
    int tail() {
      return 2;
    }

    @Override
    public boolean grinds(int part, Grinding asked) {
      return asked != place;
    }

    @Override
    public long nonce(int part, Grinding asked) {
      return 77;
    }
  }

  static final class NoLookupWork extends NoWork {
    NoLookupWork() {
      super(Grinding.LOOKUP);
    }
  }

  static final class NoFoldWork extends NoWork {
    NoFoldWork() {
      super(Grinding.FOLD);
    }
  }

  static final class NoQueryWork extends NoWork {
    NoQueryWork() {
      super(Grinding.QUERY);
    }
  }

  static final class NoLevelWork extends NoWork {
    NoLevelWork() {
      super(Grinding.LEVEL);
    }
  }

  @Test
  void nonces() throws Exception {
    assertGuards(Check.POW_LOOKUP, NoLookupWork.class);
    assertGuards(Check.POW_FOLD, NoFoldWork.class);
    assertGuards(Check.POW_QUERY, NoQueryWork.class);
    assertGuards(Check.POW_LEVEL, NoLevelWork.class);
  }

  static final class Appended extends Liar {
    @Override
    byte[] bend(byte[] proof) {
      return Arrays.copyOf(proof, proof.length + 1);
    }
  }

  static final class ForeignMagic extends Liar {
    @Override
    byte[] bend(byte[] proof) {
      proof[7]++;
      return proof;
    }
  }

  @Test
  void frame() throws Exception {
    assertGuards(Check.ENC_TRAILING, Appended.class);
    assertGuards(Check.HDR_MAGIC, ForeignMagic.class);
  }

  /// One cell of part 0 changed.
  abstract static class FalseCell extends Liar {
    private final String column;

    FalseCell(String column) {
      this.column = column;
    }

    @Override
    List<Map<String, Cells>> witness() {
      List<Map<String, Cells>> parts = ExampleWitness.parts();
      Map<String, Cells> own = new HashMap<>(parts.get(0));
      long[] cells = Objects.requireNonNull(own.get(column)).toElements();
      cells[0]++;
      own.put(column, Cells.ofElements(cells));
      parts.set(0, own);
      return parts;
    }
  }

  static final class FalseLinear extends FalseCell {
    FalseLinear() {
      super("long");
    }
  }

  static final class FalseProduct extends FalseCell {
    FalseProduct() {
      super("gram");
    }
  }

  static final class FalseMultiplicity extends FalseCell {
    FalseMultiplicity() {
      super("m_small");
    }
  }

  @Test
  void claims() throws Exception {
    assertClaims(Claim.LINEAR, FalseLinear.class);
    assertClaims(Claim.PRODUCT_FINAL, FalseProduct.class);
    assertClaims(Claim.LOOKUP_ROOT, FalseMultiplicity.class);
  }
}
