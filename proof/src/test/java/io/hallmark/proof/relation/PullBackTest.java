package io.hallmark.proof.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.Maps;
import io.hallmark.proof.ProofException.Rejected;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Pull-back, prover's values and their agreement with the definition of every kind of column.
final class PullBackTest {
  private static final Class<?>[] KINDS =
      Arrays.stream(Column.class.getPermittedSubclasses())
          .filter(c -> c != Column.Term.class)
          .toArray(Class<?>[]::new);

  private static Ext random(SplittableRandom random) {
    return new Ext(Goldilocks.reduce(random.nextLong()), Goldilocks.reduce(random.nextLong()));
  }

  private static Ext[] point(SplittableRandom random, int variables) {
    Ext[] out = new Ext[variables];
    for (int k = 0; k < variables; k++) {
      out[k] = random(random);
    }
    return out;
  }

  private static Phi phi(SplittableRandom random, PartIndex part, int label) {
    int n = part.extent(label);
    return switch (random.nextInt(3)) {
      case 0 -> Phi.ones(n);
      case 1 -> Phi.point(point(random, part.bits(label)), n);
      default -> Phi.of(ExtArray.of(point(random, n)));
    };
  }

  /// Everything about one random part.
  private static final class Setting {
    final PartIndex part;
    final NaiveColumns naive;
    final ColumnValues values;
    final ColumnValues inRanges;
    final @Nullable Phi[] points;

    Setting(RandomRun run, int u, SplittableRandom random) {
      part = run.index().parts().get(u);
      points = new Phi[part.labelCount()];
      for (int k = 0; k < part.fingerprintLabels().size(); k++) {
        int label = part.fingerprintLabels().get(k);
        points[label] = Phi.point(PullBackTest.point(random, part.bits(label)), part.extent(label));
      }
      Map<String, Cells> cells = run.cells(u);
      naive = new NaiveColumns(part.part(), cells, this::point);
      values = new ColumnValues(part, c -> Maps.get(cells, part.columnName(c)), points);
      inRanges = new ColumnValues(part, c -> Maps.get(cells, part.columnName(c)), points, 2);
    }

    Ext[] point(String label) {
      for (int k = 0; k < part.labelCount(); k++) {
        if (part.labelName(k).equals(label)) {
          return Objects.requireNonNull(Objects.requireNonNull(points[k]).point());
        }
      }
      throw new AssertionError(label);
    }
  }

  @Test
  void valuesOfEveryKindFollowTheirDefinition() {
    Set<Class<?>> kinds = new HashSet<>();
    for (int seed = 0; seed < 60; seed++) {
      RandomRun run = RandomRun.of(seed);
      for (int u = 0; u < run.run().parts().size(); u++) {
        Setting s = new Setting(run, u, new SplittableRandom(seed));
        for (int c = 0; c < s.part.zkColumn(); c++) {
          kinds.add(s.part.column(c).getClass());
          List<Ext> expected = s.naive.values(s.part.columnName(c));
          BoxTable table = s.values.of(c);
          assertEquals(expected.size(), table.size());
          for (int i = 0; i < table.size(); i++) {
            assertEquals(expected.get(i), table.get(i), s.part.column(c).toString());
          }
        }
      }
    }
    assertEquals(Set.of(KINDS), kinds);
  }

  /// Whatever labels are bound, and however small the ranges in which products are computed.
  @Test
  void boundValuesOfEveryKindFollowTheirDefinition() {
    Set<Class<?>> kinds = new HashSet<>();
    for (int seed = 0; seed < 120; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      RandomRun run = RandomRun.of(seed);
      Setting s = new Setting(run, run.run().parts().size() - 1, random);
      @Nullable Phi[] shared = new Phi[s.part.labelCount()];
      for (int label = 0; label < s.part.zkLabel(); label++) {
        shared[label] = phi(random, s.part, label);
      }
      for (int k = 0; k < 3 * s.part.zkColumn(); k++) {
        int c = random.nextInt(s.part.zkColumn());
        @Nullable Phi[] phi = new Phi[s.part.labelCount()];
        Ids free = s.part.labels(c);
        for (int label = 0; label < phi.length; label++) {
          if (s.part.labels(c).contains(label) && random.nextInt(3) > 0) {
            phi[label] = random.nextBoolean() ? shared[label] : phi(random, s.part, label);
            free = free.without(label);
          }
        }
        kinds.add(s.part.column(c).getClass());
        BoxTable table = s.values.bound(c, phi);
        assertEquals(bound(s, c, phi), list(table), s.part.column(c).toString());
        assertEquals(s.part.boxSize(free), table.size());
        assertEquals(list(s.values.of(c)), list(s.inRanges.of(c)), s.part.column(c).toString());
        s.inRanges.release(c);
      }
    }
    assertEquals(Set.of(KINDS), kinds);
  }

  private static List<Ext> list(BoxTable table) {
    List<Ext> out = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      out.add(table.get(i));
    }
    return out;
  }

  /// The definition, cell by cell.
  private static List<Ext> bound(Setting s, int c, @Nullable Phi[] phi) {
    Ids labels = s.part.labels(c);
    List<String> free = new ArrayList<>();
    for (int k = 0; k < labels.size(); k++) {
      if (phi[labels.get(k)] == null) {
        free.add(s.part.labelName(labels.get(k)));
      }
    }
    Map<Map<String, Integer>, Ext> sums = new LinkedHashMap<>();
    s.naive.box(free).forEach(i -> sums.put(i, Ext.ZERO));
    for (Map<String, Integer> i : s.naive.box(s.part.column(c).labels())) {
      Ext w = s.naive.value(s.part.columnName(c), i);
      Map<String, Integer> rest = new HashMap<>(i);
      for (int k = 0; k < labels.size(); k++) {
        Phi vector = phi[labels.get(k)];
        String name = s.part.labelName(labels.get(k));
        if (vector != null) {
          rest.remove(name);
          w = w.times(vector.entries().get(Maps.get(i, name)));
        }
      }
      sums.merge(rest, w, Ext::plus);
    }
    return List.copyOf(sums.values());
  }

  @Test
  void thePulledBackFormHasTheValueOfTheForm() {
    for (int seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      RandomRun run = RandomRun.of(seed);
      Setting s = new Setting(run, run.run().parts().size() - 1, random);
      PullBack pullBack = new PullBack(s.part, s.points);
      for (int c = 0; c < s.part.zkColumn(); c++) {
        @Nullable Phi[] phi = new Phi[s.part.labelCount()];
        List<Phi> own = new ArrayList<>();
        for (int k = 0; k < s.part.labels(c).size(); k++) {
          int label = s.part.labels(c).get(k);
          phi[label] = phi(random, s.part, label);
          own.add(phi[label]);
        }
        Ext coefficient = random(random);
        LinearForm form = new LinearForm();
        pullBack.add(coefficient, c, phi, form);
        Ext value = form.constant();
        for (LinearForm.Term term : form.terms()) {
          assertTrue(s.part.isCells(term.column()) || s.part.isProduct(term.column()));
          value =
              value.plus(term.coefficient().times(s.values.evaluate(term.column(), term.phis())));
        }
        assertEquals(brute(s, c, own).times(coefficient), value, s.part.column(c).toString());
        assertEquals(brute(s, c, own), s.values.evaluate(c, own));
        assertEquals(s.part.isPublic(c), form.terms().isEmpty(), "public means constant");
      }
    }
  }

  private static Ext brute(Setting s, int c, List<Phi> phis) {
    List<String> labels = s.part.column(c).labels();
    Ext sum = Ext.ZERO;
    for (Map<String, Integer> i : s.naive.box(labels)) {
      Ext w = s.naive.value(s.part.columnName(c), i);
      for (int k = 0; k < labels.size(); k++) {
        Phi phi = phis.get(k);
        int at = Maps.get(i, labels.get(k));
        Ext[] point = phi.point();
        w = w.times(point == null ? phi.entries().get(at) : NaiveColumns.eq(point, at));
      }
      sum = sum.plus(w);
    }
    return sum;
  }

  @Test
  void prefixPullsBackToTheSumsOfTheLaterEntries() throws Rejected {
    Part part =
        new Part(
            List.of(new Label("t", 3)),
            List.of(
                new Column.Committed("s", List.of()),
                new Column.Committed("d", List.of("t")),
                new Column.Prefix("w", List.of("t"), "s", "d", "t", Goldilocks.P - 1)),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    PartIndex index = PartIndex.of(part);
    PullBack pullBack = new PullBack(index, new Phi[index.labelCount()]);
    @Nullable Phi[] phi = new Phi[index.labelCount()];
    phi[0] = Phi.of(ExtArray.ofBase(1, 10, 100));
    LinearForm form = new LinearForm();
    pullBack.add(Ext.ONE, 2, phi, form);
    assertEquals(2, form.terms().size());
    assertEquals(Ext.of(111), form.terms().get(0).coefficient());
    assertEquals(0, form.terms().get(0).column());
    assertEquals(Ext.ONE.negate(), form.terms().get(1).coefficient());
    Phi later = form.terms().get(1).phis().get(0);
    assertEquals(ExtArray.ofBase(110, 100, 0), later.entries());
    LinearForm again = new LinearForm();
    pullBack.add(Ext.X, 2, phi, again);
    assertSame(later, again.terms().get(1).phis().get(0), "derived once");
  }

  /// However many columns have the operator, its P² products are taken once per vector.
  @Test
  void equalOperatorsShareWhatTheyDerive() throws Rejected {
    List<Column> columns = new ArrayList<>();
    for (String x : List.of("x", "y")) {
      columns.add(new Column.Committed(x, List.of("t")));
      columns.add(
          new Column.Operator(x + ".k", List.of("t"), x, "t", "t", Cells.ofInts(0, 2, -1, 3)));
      columns.add(new Column.Scale(x + ".s", List.of("t"), x, "t", Cells.ofInts(4, 5)));
    }
    PartIndex index =
        PartIndex.of(
            new Part(
                List.of(new Label("t", 2)), columns, List.of(), List.of(), List.of(), List.of()));
    PullBack pullBack = new PullBack(index, new Phi[index.labelCount()]);
    @Nullable Phi[] phi = new Phi[index.labelCount()];
    phi[0] = Phi.of(ExtArray.ofBase(7, 9));
    LinearForm form = new LinearForm();
    for (int c : new int[] {1, 4, 2, 5}) {
      pullBack.add(Ext.ONE, c, phi, form);
    }
    List<Phi> derived = form.terms().stream().map(t -> t.phis().get(0)).toList();
    assertSame(derived.get(0), derived.get(1));
    assertSame(derived.get(2), derived.get(3));
    assertEquals(ExtArray.ofBase(Goldilocks.P - 9, 41), derived.get(0).entries());
    assertEquals(ExtArray.ofBase(28, 45), derived.get(2).entries());
  }
}
