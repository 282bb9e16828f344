package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.ProductIndex;
import io.hallmark.proof.relation.Stage;
import io.hallmark.proof.wire.ElementStream;
import java.util.ArrayList;
import java.util.List;

/// The elements of the column `zk` of a part: P uniform pads from the stream (seed, 2, u), then one
/// product per triple.
///
/// - **Threads:** no state.
final class PartPads {
  private static final int PURPOSE = 2;

  private PartPads() {}

  /// Draws the elements.
  ///
  /// @param part the part
  /// @param number u
  /// @param seed seed of the trace
  static ExtArray draw(PartIndex part, int number, byte[] seed) {
    ElementStream stream = new ElementStream(seed, PURPOSE, number);
    ExtArray pads = Masks.draw(stream, part.pads());
    stream.erase();
    ExtArray z = pads.copyOfRange(0, part.pads() + part.triples());
    pads.fill(Ext.ZERO);
    for (Triple t : plan(part)) {
      z.set(t.q(), z.get(t.i()).times(z.get(t.j())));
    }
    return z;
  }

  /// The cells of `zk`: element i in cells 2i and 2i+1.
  static Cells cells(ExtArray z) {
    long[] out = new long[2 * z.length()];
    for (int i = 0; i < z.length(); i++) {
      out[2 * i] = z.a0()[i];
      out[2 * i + 1] = z.a1()[i];
    }
    return Cells.ofElements(out);
  }

  /// Which pads are multiplied, in order: a function of the part alone.
  static List<Triple> plan(PartIndex part) {
    List<int[]> pairs = new ArrayList<>();
    int at = 0;
    if (part.lookupDepth() > 0) {
      pairs.add(new int[] {0, 3});
      pairs.add(new int[] {1, 2});
      at = 4;
      for (int k = 1; k < part.lookupDepth(); k++) {
        at += 3 * k;
        pairs.add(new int[] {at, at + 3});
        pairs.add(new int[] {at + 1, at + 2});
        pairs.add(new int[] {at + 2, at + 3});
        at += 4;
      }
    }
    if (!part.products().isEmpty()) {
      at += 1 + 3 * part.productSchedule().rounds();
      at = operands(part.products(), at, pairs);
    }
    for (Stage stage : part.stages()) {
      at += stage.occurrences().size() + 3 * stage.schedule().rounds();
      at = operands(stage.occurrences(), at, pairs);
    }
    pairs.add(new int[] {part.pads() - 2, part.pads() - 1});
    List<Triple> out = new ArrayList<>();
    for (int[] pair : pairs) {
      out.add(new Triple(pair[0], pair[1], part.pads() + out.size()));
    }
    return out;
  }

  private static int operands(List<ProductIndex> products, int first, List<int[]> pairs) {
    int at = first;
    for (ProductIndex product : products) {
      if (product.needsTriple()) {
        pairs.add(new int[] {at, at + 1});
      }
      at += product.privateOperands();
    }
    return at;
  }
}
