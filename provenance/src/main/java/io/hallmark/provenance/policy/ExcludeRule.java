package io.hallmark.provenance.policy;

import io.hallmark.learning.operator.Limbs;
import io.hallmark.learning.operator.NonZero;
import io.hallmark.learning.operator.PartBuilder;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// `exclude`: no record's key is in a list.
///
/// Constraints: with at most four published keys, the difference to each has an inverse. With more,
/// every record names a free interval `(a, b)` of the complement with `key - a` and `b - key` in
/// range: `(key - lo, key + hi)` is looked up among the intervals. A private list gives the gaps
/// between its committed entries, which its list proof shows to be ascending.
///
/// @param head common members
/// @param column a digest column
/// @param list name of the list
public record ExcludeRule(Rule.Head head, String column, String list) implements Rule {
  private static final int FEW = 4;

  @Override
  public void emit(RulePart part) throws PolicyRefused {
    PolicyContext context = part.context();
    List<Integer> shards = context.shards(head.parts());
    context.schema().digest(column);
    int width = context.format().key();
    if (context.list(list) instanceof ListSource.Committed c) {
      context.requireComparable(list, column);
      emitGaps(part, c.rows());
    } else {
      long[] keys = context.published(list, column).keys();
      if (keys.length <= FEW) {
        for (int s : shards) {
          for (int k = 0; k < keys.length; k++) {
            nonZero(part.name(s), k).emit(part.builder(), part.key(s, column), keys[k]);
          }
        }
        return;
      }
      part.builder().rows(part.name(), Intervals.cut(keys, context.format()).columns());
      width = context.format().cut();
    }
    for (int s : shards) {
      emitInside(part, s, width);
    }
  }

  private static NonZero nonZero(String name, int k) {
    return new NonZero(name + ".i" + k, name + ".o" + k, name + ".d" + k, name + ".x" + k);
  }

  private static Limbs limbs(String name, String side, int width, PolicyFormat format) {
    return new Limbs(name + "." + side, width, format.limb());
  }

  private void emitInside(RulePart part, int s, int width) throws PolicyRefused {
    PartBuilder b = part.builder();
    PolicyFormat format = part.context().format();
    String n = part.name(s);
    String key = part.key(s, column);
    List<String> at = b.at(key);
    List<Column.Term> low = new ArrayList<>();
    low.add(PartBuilder.term(1, key));
    for (Column.Term t : limbs(n, "lo", width, format).emitAll(b, at)) {
      low.add(PartBuilder.negated(t));
    }
    String a = b.affine(n + ".a", at, 0, low);
    List<Column.Term> high = new ArrayList<>();
    high.add(PartBuilder.term(1, key));
    high.addAll(limbs(n, "hi", width, format).emitAll(b, at));
    b.lookup(n, List.of(a, b.affine(n + ".b", at, 0, high)), part.name());
  }

  /// The table of gaps between the entries of a private list.
  private void emitGaps(RulePart part, int rows) {
    PartBuilder b = part.builder();
    String r = part.name();
    String entry = b.label(r + ".row", rows);
    String gap = b.label(r + ".e", rows + 1L);
    List<String> at = List.of(gap);
    String key = b.importOlder(r + ".list.0", List.of(entry), r + ".list", "e0");
    String ga = b.gather(r + ".ga", at, key, entry, at, places(rows, -1));
    String gb = b.gather(r + ".gb", at, key, entry, at, places(rows, 0));
    long[] below = new long[rows + 1];
    Arrays.fill(below, 1, rows + 1, 1);
    long[] above = new long[rows + 1];
    Arrays.fill(above, -1);
    above[rows] = (1L << part.context().format().key()) - 1;
    String ka = b.constant(r + ".ka", at, Cells.ofSigned(below));
    String kb = b.constant(r + ".kb", at, Cells.ofSigned(above));
    String ta =
        b.affine(r + ".ta", at, 0, List.of(PartBuilder.term(1, ga), PartBuilder.term(1, ka)));
    String tb =
        b.affine(r + ".tb", at, 0, List.of(PartBuilder.term(1, gb), PartBuilder.term(1, kb)));
    b.table(r, List.of(ta, tb), b.committed(r + ".m", at));
  }

  private static Cells places(int rows, int shift) {
    return Cells.ofInts(
        IntStream.rangeClosed(0, rows)
            .map(j -> j + shift >= 0 && j + shift < rows ? j + shift : -1)
            .toArray());
  }

  @Override
  public void record(RuleCells cells) throws PolicyRefused {
    PolicyContext context = cells.context();
    PolicyFormat format = context.format();
    boolean isPrivate = context.list(list) instanceof ListSource.Committed;
    long[] keys = cells.data().entries(list).keys();
    List<Integer> shards = context.shards(head.parts());
    if (!isPrivate && keys.length <= FEW) {
      for (int s : shards) {
        long[] own = cells.data().keys(s, column);
        for (int k = 0; k < keys.length; k++) {
          cells.put(nonZero(cells.name(s), k).inverse(), NonZero.inverses(own, keys[k]));
        }
      }
      return;
    }
    int width = isPrivate ? format.key() : format.cut();
    Intervals free = isPrivate ? Intervals.gaps(keys, format) : Intervals.cut(keys, format);
    for (int s : shards) {
      long[] own = cells.data().keys(s, column);
      long[] low = new long[own.length];
      long[] high = new long[own.length];
      for (int j = 0; j < own.length; j++) {
        int k = free.find(own[j]);
        if (k < 0) {
          throw new IllegalArgumentException("row " + j + " of shard " + s + " is in " + list);
        }
        low[j] = own[j] - free.low()[k];
        high[j] = free.high()[k] - own[j];
      }
      cells.limbs(limbs(cells.name(s), "lo", width, format), low);
      cells.limbs(limbs(cells.name(s), "hi", width, format), high);
    }
  }

  @Override
  public void check(RuleData data, Breaches breaches) throws PolicyRefused {
    long[] listed = data.entries(list).keys();
    data.context().requireComparable(list, column);
    for (int s : data.context().shards(head.parts())) {
      long[] keys = data.keys(s, column);
      for (int r = 0; r < keys.length; r++) {
        if (Arrays.binarySearch(listed, keys[r]) >= 0) {
          breaches.at(s, r, column + " is in the list " + list);
        }
      }
    }
  }

  @Override
  public String inWords() {
    return "In %s, no %s is in the list %s.".formatted(head.scope(), column, list);
  }
}
