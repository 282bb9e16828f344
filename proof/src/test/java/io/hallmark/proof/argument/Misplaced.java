package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.commitment.BlockCells;
import io.hallmark.proof.commitment.Cells;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Liars that live on parts being confused with each other, and the confusions: changes of the one
/// method that keeps parts apart.
final class Misplaced {
  private Misplaced() {}

  /// Starts the powers of theta anew in every part, in the constructor of [JointForm].
  static final class RestartedTheta implements CodeTransform {
    private @Nullable FieldInstruction last;
    private int power = -1;

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      if (power < 0 && last != null && element instanceof StoreInstruction store) {
        power = store.slot();
      }
      last = null;
      if (element instanceof FieldInstruction f
          && f.opcode() == Opcode.GETSTATIC
          && f.name().equalsString("ONE")) {
        last = f;
        one = one == null ? f : one;
      }
      if (element instanceof InvokeInstruction call && call.name().equalsString("parts")) {
        FieldInstruction constant = one;
        if (constant == null || power < 0) {
          throw new IllegalStateException("another shape of code");
        }
        builder.with(constant).astore(power);
      }
      builder.with(element);
    }

    private @Nullable FieldInstruction one;
  }

  /// Looks for the pads of every part in part 0, in the constructor of [JointForm].
  static final class PadsOfPartZero implements CodeTransform {
    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      if (element instanceof InvokeInstruction call && call.name().equalsString("place")) {
        int column = builder.allocateLocal(TypeKind.INT);
        builder.istore(column).pop().iconst_0().iload(column);
      }
      builder.with(element);
    }
  }

  /// Starts every block at row 0, where blocks are given their rows.
  static final class AllAtRowZero implements CodeTransform {
    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      if (element instanceof InvokeInstruction call
          && call.opcode() == Opcode.INVOKESPECIAL
          && call.owner().asInternalName().endsWith("/Block")) {
        builder.pop2().lconst_0();
      }
      builder.with(element);
    }
  }

  /// A wrong product of pads in part 0 is balanced by equal and opposite lies in the triple values
  /// of both parts.
  static final class Cancelling implements Callable<String> {
    @Override
    public String call() {
      LyingProver prover = ClaimLie.FALSE_TRIPLE.prover(0);
      Bends plan =
          prover.solve(
              ClaimLie.FALSE_TRIPLE.bends(prover, 0),
              List.of(
                  LyingProver.Unknown.element(0, "triple-values", 0, 0),
                  LyingProver.Unknown.element(1, "triple-values", 0, 0)),
              List.of(both("TRIPLE_A"), both("TRIPLE_FINAL")));
      return prover.verdict(prover.prove(plan));
    }

    private static LyingProver.Target both(String claim) {
      return x -> x.falsity(0, claim).plus(x.falsity(1, claim));
    }
  }

  /// Uses the pads of part 0 for the messages of part 1 as well.
  static final class SharedPads implements Callable<String> {
    @Override
    public String call() {
      LyingProver prover = prover();
      return prover.verdict(prover.prove(Bends.NONE));
    }

    static LyingProver prover() {
      Map<String, Cells> other = TinyPart.PRODUCT.changed("b", 0, 3);
      other = TinyPart.added(other, "norm", 0, 6);
      return TinyPart.PRODUCT.twice(
          1,
          other,
          new LyingProver.Pads() {
            @Override
            public ExtArray of(int part, ExtArray drawn) {
              return drawn;
            }

            @Override
            public int source(int part) {
              return 0;
            }
          });
    }
  }

  /// Commits to nothing but zeros for part 1 and lets the block of part 0 stand for both.
  static final class OneBlockForTwo implements Callable<String> {
    @Override
    public String call() {
      Map<String, Cells> zeros = Map.of("x", Cells.ofInts(0, 0, 0, 0));
      LyingProver prover =
          TinyPart.LINEAR.twice(
              1,
              zeros,
              new LyingProver.Pads() {
                @Override
                public ExtArray of(int part, ExtArray drawn) {
                  return part == 0 ? drawn : new ExtArray(drawn.length());
                }

                @Override
                public int source(int part) {
                  return 0;
                }
              });
      Rehearsal heard = prover.rehearse(Bends.NONE);
      Ext missing = missing(heard);
      Bends plan =
          Bends.NONE.plus(new Bends.Place(-1, "row-round", 0), ExtArray.of(missing, missing));
      return prover.verdict(prover.prove(plan));
    }

    /// What the claims of part 1 add to the one row round, if they weigh the row of part 0.
    private static Ext missing(Rehearsal heard) {
      Ext theta = heard.heard().challenges(-1, "claims")[0];
      Ext eps = heard.heard().challenges(-1, "mask-combine")[0];
      Ext[] first = {Ext.ZERO};
      ExtArray all = new JointForm(heard.run(), heard.claims(), theta).atRow(0, first).expand();
      List<List<PartClaim>> alone = List.of(heard.claims().getFirst(), List.of());
      ExtArray own = new JointForm(heard.run(), alone, theta).atRow(0, first).expand();
      List<Cells> columns =
          List.of(heard.witness().cells(0, 0), PartPads.cells(heard.pads().getFirst()));
      long[] row = new long[all.length()];
      new BlockCells(heard.run().partBlock(0).layout(), columns).read(0, 0, row.length, row, 0);
      Ext sum = Ext.ZERO;
      for (int j = 0; j < row.length; j++) {
        sum = sum.plus(all.get(j).minus(own.get(j)).times(row[j]));
      }
      return eps.times(sum);
    }
  }

  /// Honest messages about cells that are true, or false in one place.
  static final class Padded implements Callable<String> {
    private final TinyPart part;
    private final boolean honest;

    Padded(String part, String honest) {
      this.part = TinyPart.valueOf(part);
      this.honest = Boolean.parseBoolean(honest);
    }

    @Override
    public String call() {
      String column = part == TinyPart.PRODUCT ? "norm" : part == TinyPart.LOOKUP ? "x" : "c";
      Map<String, Cells> cells = honest ? part.cells() : part.changed(column, 0, 8);
      LyingProver prover = part.twice(1, cells, LyingProver.Pads.HONEST);
      return prover.verdict(prover.prove(Bends.NONE));
    }
  }
}
