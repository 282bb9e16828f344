package io.hallmark.proof.relation;

import java.util.Arrays;

/// An immutable list of small numbers of labels or columns. Numbers follow the declared order; -1
/// stands for a name that is not declared.
public final class Ids {
  /// No ids.
  public static final Ids NONE = new Ids(new int[0]);

  private final int[] ids;

  private Ids(int[] ids) {
    this.ids = ids;
  }

  /// A list of these ids. The array is copied.
  public static Ids of(int... ids) {
    return ids.length == 0 ? NONE : new Ids(ids.clone());
  }

  /// How many.
  public int size() {
    return ids.length;
  }

  /// The i-th.
  public int get(int i) {
    return ids[i];
  }

  /// Whether `id` is among them.
  public boolean contains(int id) {
    return indexOf(id) >= 0;
  }

  /// The first place of `id`, or -1.
  public int indexOf(int id) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == id) {
        return i;
      }
    }
    return -1;
  }

  /// Whether all are declared and no two are equal.
  public boolean areDistinctAndKnown() {
    int[] sorted = ids.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] < 0 || (i > 0 && sorted[i] == sorted[i - 1])) {
        return false;
      }
    }
    return true;
  }

  /// The list without every occurrence of `id`.
  public Ids without(int id) {
    return of(Arrays.stream(ids).filter(x -> x != id).toArray());
  }

  /// The list without the ids of another.
  public Ids minus(Ids other) {
    return of(Arrays.stream(ids).filter(x -> !other.contains(x)).toArray());
  }

  /// The list followed by `id`.
  public Ids with(int id) {
    int[] out = Arrays.copyOf(ids, ids.length + 1);
    out[ids.length] = id;
    return new Ids(out);
  }

  /// The list followed by another.
  public Ids with(Ids other) {
    int[] out = Arrays.copyOf(ids, ids.length + other.ids.length);
    System.arraycopy(other.ids, 0, out, ids.length, other.ids.length);
    return new Ids(out);
  }

  /// The ids in declared order, each once.
  public Ids inDeclaredOrder() {
    return of(Arrays.stream(ids).sorted().distinct().toArray());
  }

  /// Whether both hold the same ids, order and repetitions aside.
  public boolean sameSet(Ids other) {
    return Arrays.equals(inDeclaredOrder().ids, other.inDeclaredOrder().ids);
  }

  /// Whether every id is in one of the two lists.
  public boolean isWithin(Ids a, Ids b) {
    for (int id : ids) {
      if (!a.contains(id) && !b.contains(id)) {
        return false;
      }
    }
    return true;
  }

  /// A copy as an array.
  public int[] toArray() {
    return ids.clone();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Ids other && Arrays.equals(ids, other.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return Arrays.toString(ids);
  }
}
