package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Factor;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.ProductIndex;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The weights of a product in a sumcheck, `sum of scale·(tensor of one vector per shared label)`,
/// as a table over the padded cube of the first of its summed labels: those up to the last shared
/// one. Contracted labels behind it have the same weight everywhere.
final class ProductWeights {
  private static final int SHORT = 32; // preparing a factor would cost more

  private final PartIndex part;
  private final ProductIndex product;
  private final Ids labels;
  private final ExtArray table;
  private final ProductTools tools;

  ProductWeights(PartIndex part, ProductIndex product, ProductTools tools) {
    this.tools = tools;
    this.part = part;
    this.product = product;
    Ids leading = Ids.NONE;
    for (int k = 0; k < product.summed().size(); k++) {
      if (product.shared().contains(product.summed().get(k))) {
        leading = Ids.of(Arrays.copyOf(product.summed().toArray(), k + 1));
      }
    }
    this.labels = leading;
    this.table = new ExtArray(1 << part.variables(leading));
  }

  /// Adds `scale·(tensor of the vectors)`.
  ///
  /// @param vectors by label, those of the shared labels, at most as long as the padded extent
  void add(Ext scale, @Nullable ExtArray[] vectors) {
    ExtArray tensor = ExtArray.of(scale);
    for (int k = 0; k < labels.size(); k++) {
      ExtArray vector = vector(labels.get(k), vectors);
      int size = 1 << part.bits(labels.get(k));
      ExtArray next = k == labels.size() - 1 ? table : new ExtArray(tensor.length() * size);
      for (int i = 0; i < tensor.length(); i++) {
        Ext c = tensor.get(i);
        if (!c.isZero()) {
          if (vector.length() < SHORT) {
            Kernels.chosen().addScaled(next, i * size, c, vector, 0, vector.length());
          } else {
            tools.addScaled(next, i * size, new Factor(c), vector);
          }
        }
      }
      tensor = next;
    }
    if (labels.size() == 0) {
      table.add(0, scale);
    }
  }

  private ExtArray vector(int label, @Nullable ExtArray[] vectors) {
    ExtArray vector = product.shared().contains(label) ? vectors[label] : null;
    if (vector == null) {
      vector = new ExtArray(1 << part.bits(label));
      vector.fill(Ext.ONE);
    }
    return vector;
  }

  /// The table, which its user may change.
  ExtArray table() {
    return table;
  }
}
