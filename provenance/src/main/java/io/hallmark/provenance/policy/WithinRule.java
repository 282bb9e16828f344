package io.hallmark.provenance.policy;

import io.hallmark.learning.operator.PartBuilder;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.provenance.policy.PolicyRefused.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// `within`: every record is in a list of fingerprints; `complete`: and each entry is there exactly
/// once.
///
/// Constraint: the four limbs are looked up in the table of the list; complete: its multiplicities
/// are all one.
///
/// @param head common members
/// @param column a digest column of four limbs
/// @param list name of the list
/// @param complete whether each entry occurs exactly once
public record WithinRule(Rule.Head head, String column, String list, boolean complete)
    implements Rule {
  @Override
  public void emit(RulePart part) throws PolicyRefused {
    PolicyContext context = part.context();
    PartBuilder b = part.builder();
    String r = part.name();
    context.schema().identifying(column);
    String m;
    context.requireComparable(list, column);
    if (context.list(list) instanceof ListSource.Committed c) {
      if (c.limbs() != 4) {
        throw new PolicyRefused(Code.LIST_FORMAT, list + " has entries of one limb");
      }
      List<String> at = List.of(b.label(r + ".row", c.rows()));
      List<String> columns =
          IntStream.range(0, 4)
              .mapToObj(k -> b.importOlder(r + ".list." + k, at, r + ".list", "e" + k))
              .toList();
      m = b.committed(r + ".m", at);
      b.table(r, columns, m);
    } else {
      m = b.rows(r, fingerprints(context.published(list, column), list));
    }
    for (int s : context.shards(head.parts())) {
      b.lookup(part.name(s), part.fingerprint(s, column), r);
    }
    if (complete) {
      long minusOne = PartBuilder.element(-1);
      b.requireZero(b.affine(r + ".one", b.at(m), minusOne, List.of(PartBuilder.term(1, m))));
    }
  }

  /// The limb columns of a list of fingerprints.
  static List<Cells> fingerprints(EntryList list, String name) throws PolicyRefused {
    if (list.width() != 4) {
      throw new PolicyRefused(Code.LIST_FORMAT, name + " has entries of one limb");
    }
    List<Cells> out = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      out.add(Cells.ofSigned(list.limb(k)));
    }
    return out;
  }

  @Override
  public void record(RuleCells cells) {
    // The rule has no cells of its own.
  }

  /// A fingerprint as a key of a map.
  static List<Long> fingerprint(long[][] limbs, int at) {
    return Arrays.stream(limbs).map(limb -> limb[at]).toList();
  }

  @Override
  public void check(RuleData data, Breaches breaches) throws PolicyRefused {
    data.context().schema().identifying(column);
    data.context().requireComparable(list, column);
    EntryList entries = data.entries(list);
    long[][] listed =
        IntStream.range(0, entries.width()).mapToObj(entries::limb).toArray(long[][]::new);
    Map<List<Long>, Integer> times = new HashMap<>();
    for (int e = 0; e < entries.size(); e++) {
      times.put(fingerprint(listed, e), 0);
    }
    for (int s : data.context().shards(head.parts())) {
      long[][] own = data.digest(s, column);
      for (int r = 0; r < own[0].length; r++) {
        List<Long> f = fingerprint(own, r);
        if (times.computeIfPresent(f, (_, n) -> n + 1) == null) {
          breaches.at(s, r, column + " is not in the list " + list);
        }
      }
    }
    if (complete) {
      long missing = times.values().stream().filter(n -> n == 0).count();
      long repeated = times.values().stream().filter(n -> n > 1).count();
      if (missing > 0) {
        breaches.whole(missing + " entries of the list " + list + " are not in the data");
      }
      if (repeated > 0) {
        breaches.whole(repeated + " entries of the list " + list + " are there more than once");
      }
    }
  }

  @Override
  public String inWords() {
    return "In %s, every %s is in the list %s%s."
        .formatted(head.scope(), column, list, complete ? ", and each entry is there once" : "");
  }
}
