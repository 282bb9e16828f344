package io.hallmark.provenance.policy;

import io.hallmark.provenance.policy.PolicyRefused.Code;
import io.hallmark.provenance.policy.PolicySchema.Tuple;
import io.hallmark.provenance.policy.Requirement.Amount;
import io.hallmark.provenance.policy.Requirement.Group;
import io.hallmark.provenance.policy.Requirement.Kinds;
import io.hallmark.provenance.policy.Requirement.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The requirements of a count rule as integer inequalities over the histogram `m` of all tuples
/// and the number of records N: every form is at least 0.
///
/// @param tuples all tuples, lexicographic
/// @param rows `Σ coefficients·m + constant + perRecord·N`
/// @param each for every tuple at once: `coefficient·m + sum·Σ_to m + constant + perRecord·N`
/// @param kinds at least so many of the members have at least so many records
record Inequalities(List<Tuple> tuples, List<Row> rows, List<Each> each, List<Marked> kinds) {
  /// One form over the histogram.
  @SuppressWarnings("ArrayRecordComponent") // arrays for their speed, never shared
  record Row(long[] coefficients, long constant, long perRecord) {
    @Override
    public boolean equals(Object o) {
      return o instanceof Row r
          && Arrays.equals(coefficients, r.coefficients)
          && constant == r.constant
          && perRecord == r.perRecord;
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(coefficients);
    }

    @Override
    public String toString() {
      return Arrays.toString(coefficients) + " + " + constant + " + " + perRecord + " N";
    }
  }

  /// One form per tuple.
  record Each(long coefficient, Optional<Set<Tuple>> to, long sum, long constant, long perRecord) {}

  /// Tuples of which some must occur often enough.
  record Marked(int kinds, long with, Set<Tuple> members) {}

  /// Translates requirements.
  ///
  /// @param records N, or the size of the largest window
  static Inequalities of(
      PolicySchema schema, List<String> columns, List<Requirement> require, long records)
      throws PolicyRefused {
    Translation t = new Translation(schema, columns, schema.tuples(columns), records);
    for (Requirement r : require) {
      switch (r) {
        case Kinds k -> t.kinds(k);
        case Amount n -> t.amount(n);
        case Share s -> t.share(s);
      }
    }
    List<Row> rows = t.rows.stream().distinct().toList();
    return new Inequalities(t.tuples, rows, List.copyOf(t.each), List.copyOf(t.kinds));
  }

  private static final class Translation {
    private final PolicySchema schema;
    private final List<String> columns;
    private final List<Tuple> tuples;
    private final long records;
    private final Map<Tuple, Integer> place = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Each> each = new ArrayList<>();
    private final List<Marked> kinds = new ArrayList<>();

    Translation(PolicySchema schema, List<String> columns, List<Tuple> tuples, long records) {
      this.schema = schema;
      this.columns = columns;
      this.tuples = tuples;
      this.records = records;
      tuples.forEach(t -> place.put(t, place.size()));
    }

    private List<Tuple> members(Group group) throws PolicyRefused {
      return group.values().isEmpty() ? tuples : schema.pick(columns, group.values().get());
    }

    void kinds(Kinds k) throws PolicyRefused {
      List<Tuple> of = members(k.of());
      if (k.kinds() < 1 || k.kinds() > of.size() || k.with() < 1 || k.with() > records) {
        throw new PolicyRefused(
            Code.POLICY_BOUND,
            "%d kinds with %d records, of %d values and %d records"
                .formatted(k.kinds(), k.with(), of.size(), records));
      }
      kinds.add(new Marked(k.kinds(), k.with(), new HashSet<>(of)));
    }

    void amount(Amount n) throws PolicyRefused {
      long least = n.atLeast().orElse(0L);
      long most = n.atMost().orElse(records);
      if (least < 0 || least > most || most > records) {
        throw new PolicyRefused(
            Code.POLICY_BOUND,
            "%d to %d records of %d".formatted(least, n.atMost().orElse(records), records));
      }
      for (Optional<List<Tuple>> group : groups(n.each(), n.subject())) {
        n.atLeast().ifPresent(a -> add(group, 1, Optional.empty(), 0, -a, 0));
        n.atMost().ifPresent(a -> add(group, -1, Optional.empty(), 0, a, 0));
      }
    }

    void share(Share s) throws PolicyRefused {
      if (s.atLeast().isPresent()
          && s.atMost().isPresent()
          && s.atLeast().get().isAbove(s.atMost().get())) {
        throw new PolicyRefused(
            Code.POLICY_BOUND, s.atLeast().get() + " is above " + s.atMost().get());
      }
      Optional<Set<Tuple>> to =
          s.to().isAll() ? Optional.empty() : Optional.of(new HashSet<>(members(s.to())));
      List<Optional<List<Tuple>>> groups = groups(s.each(), s.subject());
      if (to.isPresent()) {
        for (Optional<List<Tuple>> group : groups) {
          checkOverlap(group, to.get());
        }
        rows.add(row(0, List.of(), 1, to.get(), -1, 0));
      }
      for (Optional<List<Tuple>> group : groups) {
        s.atLeast().ifPresent(r -> share(group, 1, to, r));
        s.atMost().ifPresent(r -> share(group, -1, to, r));
      }
    }

    private void checkOverlap(Optional<List<Tuple>> group, Set<Tuple> to) throws PolicyRefused {
      if (group.isEmpty()) {
        return;
      }
      long inside = group.get().stream().filter(to::contains).count();
      if (inside != 0 && inside != group.get().size()) {
        throw new PolicyRefused(
            Code.POLICY_OVERLAP, "a group lies partly inside the whole that it is a share of");
      }
    }

    /// One group, every value by itself, or nothing for all values at once.
    private List<Optional<List<Tuple>>> groups(boolean byValue, Group subject)
        throws PolicyRefused {
      if (!byValue) {
        return List.of(Optional.of(members(subject)));
      }
      if (subject.isAll()) {
        return List.of(Optional.empty());
      }
      return members(subject).stream().map(t -> Optional.of(List.of(t))).toList();
    }

    private void share(Optional<List<Tuple>> group, int sign, Optional<Set<Tuple>> to, Ratio r) {
      long whole = -sign * r.numerator();
      boolean all = to.isEmpty();
      add(group, sign * r.denominator(), to, all ? 0 : whole, 0, all ? whole : 0);
    }

    private void add(
        Optional<List<Tuple>> group,
        long coefficient,
        Optional<Set<Tuple>> to,
        long sum,
        long constant,
        long perRecord) {
      if (group.isEmpty()) {
        each.add(new Each(coefficient, sum == 0 ? Optional.empty() : to, sum, constant, perRecord));
      } else {
        rows.add(row(coefficient, group.get(), sum, to.orElse(Set.of()), constant, perRecord));
      }
    }

    private Row row(
        long coefficient,
        List<Tuple> group,
        long sum,
        Set<Tuple> to,
        long constant,
        long perRecord) {
      long[] out = new long[tuples.size()];
      group.forEach(t -> out[at(t)] += coefficient);
      if (sum != 0) {
        to.forEach(t -> out[at(t)] += sum);
      }
      return new Row(out, constant, perRecord);
    }

    private int at(Tuple t) {
      return place.getOrDefault(t, -1);
    }
  }
}
