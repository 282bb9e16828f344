package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.algebra.simd.FractionKernels;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.ColumnValues;
import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.LinearForm;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Phi;
import io.hallmark.proof.relation.ProductIndex;
import io.hallmark.proof.relation.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What the holder of a witness knows about one part: the values of its columns and the tables of
/// its sumchecks.
final class PartTables implements PartOracle {
  private final PartIndex part;
  private final IntFunction<Cells> cells;
  private final Map<String, Cells> given;
  private final ExtArray pads;
  private final ProductTools tools;
  private ColumnValues values;
  private @Nullable LookupTree tree;

  /// @param cells cells of every column that is cells, by its number
  /// @param given values of virtual columns that are known anyway
  /// @param pads the elements of `zk`
  PartTables(PartIndex part, IntFunction<Cells> cells, Map<String, Cells> given, ExtArray pads) {
    this.part = part;
    this.cells = cells;
    this.given = given;
    this.pads = pads;
    this.tools = new ProductTools(part.strips().isEmpty() ? 0 : 1L << part.lookupDepth());
    this.values = new ColumnValues(part, cells, new Phi[part.labelCount()]);
  }

  @Override
  public ExtArray lookupRoot(LookupChallenges challenges) {
    values = new ColumnValues(part, cells, challenges.points());
    values.give(given);
    long fractions = 1L << part.lookupDepth();
    LookupLeaves leaves =
        new LookupLeaves(part, values, challenges, () -> FractionKernels.chosen(fractions));
    LookupTree built = new LookupTree(leaves, challenges.betas().get(0));
    tree = built;
    return built.fractions(1, 0, 2);
  }

  @Override
  public RoundOracle lookupLayer(int layer, Ext[] point, Ext combine) {
    LookupTree built = Objects.requireNonNull(tree);
    if (layer + 1 == part.lookupDepth()) {
      tree = null; // the leaves are the last layer; the tree is not kept beyond its rounds
    }
    return built.rounds(layer, point, combine);
  }

  @Override
  public Ext value(List<ProductForm> forms) {
    Ext sum = Ext.ZERO;
    for (ProductForm form : forms) {
      List<Phi> phis = new ArrayList<>();
      Ids labels = part.labels(form.column());
      for (int k = 0; k < labels.size(); k++) {
        phis.add(Objects.requireNonNull(form.phi()[labels.get(k)]));
      }
      sum = sum.plus(form.coefficient().times(values.evaluate(form.column(), phis)));
    }
    return sum;
  }

  @Override
  public RoundOracle products(Ext[][] points, Ext combine) {
    @Nullable ExtArray[] vectors = new ExtArray[part.labelCount()];
    @Nullable Phi[] phi = new Phi[part.labelCount()];
    for (int label = 0; label < points.length; label++) {
      vectors[label] = Tables.eq(points[label]);
      phi[label] = Phi.point(points[label], part.extent(label));
    }
    ProductRounds rounds = new ProductRounds(part, part.productSchedule());
    Ext weight = Ext.ONE;
    for (ProductIndex product : part.products()) {
      LabelTable a = bound(product.a(), product, product.freeA(), phi);
      LabelTable b = bound(product.b(), product, product.freeB(), phi);
      ProductWeights weights = new ProductWeights(part, product, tools);
      weights.add(Ext.ONE, vectors);
      rounds.answerBy(rounds.size());
      rounds.add(product, new Summand(tools, weight, weights.table(), a, b));
      weight = weight.times(combine);
    }
    return rounds;
  }

  @Override
  public StageOracle stage(int number, List<LinearForm.Term> forms) {
    Stage stage = part.stages().get(number);
    return new StageTables(part, stage.schedule(), forms, values, this::bound, tools);
  }

  /// An operand with its free labels bound, over the padded cube of the summed labels.
  private LabelTable bound(int column, ProductIndex product, Ids free, @Nullable Phi[] phi) {
    @Nullable Phi[] own = new Phi[part.labelCount()];
    Ids rest = part.labels(column);
    for (int k = 0; k < free.size(); k++) {
      int label = free.get(k);
      own[label] = Objects.requireNonNull(phi[label]);
      rest = rest.without(label);
    }
    return LabelTable.of(part, rest, values.bound(column, own)).padded(product.summed());
  }

  @Override
  public RoundOracle triples(List<Triple> triples, Ext[] point) {
    return new TripleRounds(triples, point, pads);
  }
}
