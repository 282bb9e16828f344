package io.hallmark.provenance.policy;

import io.hallmark.learning.operator.PartBuilder;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Column;
import io.hallmark.provenance.dataset.Fingerprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `includes`: one given fingerprint is in the set.
///
/// Constraint: marks `h` per record with `h·(f_k - c_k) = 0` for every limb and `Σ h = 1`. Some
/// mark is not zero, and its record equals the fingerprint; marks need not be bits.
///
/// @param head common members
/// @param column a digest column of four limbs
/// @param value the four limbs
@SuppressWarnings("ArrayRecordComponent") // arrays for their speed, never shared
public record IncludesRule(Rule.Head head, String column, long[] value) implements Rule {
  /// Copies the limbs.
  ///
  /// @throws IllegalArgumentException if there are not four
  public IncludesRule {
    value = value.clone();
    if (value.length != 4) {
      throw new IllegalArgumentException(value.length + " limbs");
    }
  }

  @Override
  public void emit(RulePart part) throws PolicyRefused {
    PartBuilder b = part.builder();
    String r = part.name();
    part.context().schema().identifying(column);
    List<Column.Term> marked = new ArrayList<>();
    for (int s : part.context().shards(head.parts())) {
      String n = part.name(s);
      List<String> at = List.of(RulePart.row(s));
      String h = b.committed(n + ".h", at);
      marked.add(PartBuilder.term(1, b.sum(n + ".n", h, RulePart.row(s))));
      for (int k = 0; k < 4; k++) {
        String z = b.affine(n + ".z" + k, at, 0, List.of());
        Column.Term f = PartBuilder.term(1, part.digest(s, column, k));
        String d = b.affine(n + ".d" + k, at, PartBuilder.element(-value[k]), List.of(f));
        b.requireProduct(n + ".p" + k, z, h, d);
      }
    }
    b.requireZero(b.affine(r + ".some", List.of(), PartBuilder.element(-1), marked));
  }

  @Override
  public void record(RuleCells cells) throws PolicyRefused {
    boolean done = false;
    for (int s : cells.context().shards(head.parts())) {
      int[] h = new int[cells.context().shards().get(s).rows()];
      int at = done ? -1 : find(cells.data().digest(s, column));
      if (at >= 0) {
        h[at] = 1;
        done = true;
      }
      cells.put(cells.name(s) + ".h", Cells.ofInts(h));
    }
  }

  private int find(long[][] limbs) {
    for (int r = 0; r < limbs[0].length; r++) {
      boolean equal = true;
      for (int k = 0; k < 4; k++) {
        equal &= limbs[k][r] == value[k];
      }
      if (equal) {
        return r;
      }
    }
    return -1;
  }

  @Override
  public void check(RuleData data, Breaches breaches) throws PolicyRefused {
    data.context().schema().identifying(column);
    for (int s : data.context().shards(head.parts())) {
      if (find(data.digest(s, column)) >= 0) {
        return;
      }
    }
    breaches.whole("no record has the " + column + " that is asked for");
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof IncludesRule r
        && head.equals(r.head)
        && column.equals(r.column)
        && Arrays.equals(value, r.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String inWords() {
    return "Some record of %s has the %s %s."
        .formatted(head.scope(), column, Fingerprint.digits(value));
  }
}
