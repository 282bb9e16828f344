package io.hallmark.proof.relation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column with some of its labels bound to vectors. Vectors are compared by identity, so requests
/// for the same contraction are equal.
///
/// @param column the column
/// @param phis one vector per label of the column, in the order of its labels, or null for a label
///   that stays
record Request(int column, List<@Nullable Phi> phis) {
  /// A request that binds those labels for which there is a vector.
  ///
  /// @param byLabel one vector or null per label of the part
  static Request of(PartIndex part, int column, @Nullable Phi[] byLabel) {
    Ids labels = part.labels(column);
    List<@Nullable Phi> own = new ArrayList<>(labels.size());
    for (int k = 0; k < labels.size(); k++) {
      own.add(byLabel[labels.get(k)]);
    }
    return new Request(column, Collections.unmodifiableList(own));
  }

  /// The whole column.
  static Request whole(PartIndex part, int column) {
    return of(part, column, new Phi[part.labelCount()]);
  }

  /// By label of the part, the vectors.
  @Nullable Phi[] byLabel(PartIndex part) {
    @Nullable Phi[] out = new Phi[part.labelCount()];
    for (int k = 0; k < phis.size(); k++) {
      out[part.labels(column).get(k)] = phis.get(k);
    }
    return out;
  }

  /// The labels that stay, in the order of the column.
  Ids free(PartIndex part) {
    List<Integer> free = new ArrayList<>();
    for (int k = 0; k < phis.size(); k++) {
      if (phis.get(k) == null) {
        free.add(part.labels(column).get(k));
      }
    }
    return Ids.of(free.stream().mapToInt(x -> x).toArray());
  }

  /// Whether no label is bound.
  boolean isWhole() {
    return phis.stream().noneMatch(x -> x != null);
  }

  /// The place of the first label that is bound, or -1.
  int firstBound() {
    for (int k = 0; k < phis.size(); k++) {
      if (phis.get(k) != null) {
        return k;
      }
    }
    return -1;
  }

  /// The same with one label bound less.
  Request without(int place) {
    List<@Nullable Phi> rest = new ArrayList<>(phis);
    rest.set(place, null);
    return new Request(column, Collections.unmodifiableList(rest));
  }
}
