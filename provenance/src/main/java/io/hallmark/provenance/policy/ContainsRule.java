package io.hallmark.provenance.policy;

import io.hallmark.learning.operator.PartBuilder;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// `contains`: every entry of a published list of fingerprints is in the set.
///
/// Constraint: the entries are looked up in the table of all records.
///
/// @param head common members
/// @param column a digest column of four limbs
/// @param list name of the list
public record ContainsRule(Rule.Head head, String column, String list) implements Rule {
  @Override
  public void emit(RulePart part) throws PolicyRefused {
    PolicyContext context = part.context();
    PartBuilder b = part.builder();
    String r = part.name();
    List<Integer> shards = context.shards(head.parts());
    context.schema().identifying(column);
    EntryList entries = context.published(list, column);
    List<Cells> limbs = WithinRule.fingerprints(entries, list);
    String e = b.label(r + ".e", entries.size());
    List<String> columns;
    List<String> at;
    if (shards.size() == 1) {
      columns = part.fingerprint(shards.getFirst(), column);
      at = List.of(RulePart.row(shards.getFirst()));
    } else {
      at = List.of(b.label(r + ".u", context.rows(shards)));
      columns = new ArrayList<>();
      for (int k = 0; k < 4; k++) {
        columns.add(joined(part, shards, at, k));
      }
    }
    b.table(r, columns, b.committed(r + ".m", at));
    List<String> asked = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      asked.add(b.constant(r + ".e." + k, List.of(e), limbs.get(k)));
    }
    b.lookup(r, asked, r);
  }

  /// One limb of the records of all shards, one after another.
  private String joined(RulePart part, List<Integer> shards, List<String> at, int limb)
      throws PolicyRefused {
    PolicyContext context = part.context();
    int all = context.rows(shards);
    List<Column.Term> terms = new ArrayList<>();
    int first = 0;
    for (int s : shards) {
      int from = first;
      int rows = context.shards().get(s).rows();
      int[] index =
          IntStream.range(0, all).map(j -> j >= from && j < from + rows ? j - from : -1).toArray();
      String source = part.digest(s, column, limb);
      terms.add(
          PartBuilder.term(
              1,
              part.builder()
                  .gather(
                      part.name(s) + "." + limb,
                      at,
                      source,
                      RulePart.row(s),
                      at,
                      Cells.ofInts(index))));
      first += rows;
    }
    return part.builder().affine(part.name() + "." + limb, at, 0, terms);
  }

  @Override
  public void record(RuleCells cells) {
    // The rule has no cells of its own.
  }

  @Override
  public void check(RuleData data, Breaches breaches) throws PolicyRefused {
    data.context().schema().identifying(column);
    Set<List<Long>> own = new HashSet<>();
    for (int s : data.context().shards(head.parts())) {
      long[][] limbs = data.digest(s, column);
      for (int r = 0; r < limbs[0].length; r++) {
        own.add(WithinRule.fingerprint(limbs, r));
      }
    }
    EntryList entries = data.entries(list);
    long[][] listed =
        IntStream.range(0, entries.width()).mapToObj(entries::limb).toArray(long[][]::new);
    for (int e = 0; e < entries.size(); e++) {
      if (!own.contains(WithinRule.fingerprint(listed, e))) {
        breaches.whole("entry " + (e + 1) + " of the list " + list + " is not in the data");
      }
    }
  }

  @Override
  public String inWords() {
    return "Every entry of the list %s is a %s in %s.".formatted(list, column, head.scope());
  }
}
