package io.hallmark.learning.trace;

import io.hallmark.proof.commitment.Cells;
import java.util.List;

/// Records of one part of a data set: features, feature-major; labels, class indices or targets;
/// groups, if there is such a column. Immutable; secret, so nothing prints its values.
public final class SampleTable {
  private final int features;
  private final int targets;
  private final int groups;
  private final int[] x;
  private final int[] y;
  private final int[] group;

  private SampleTable(int features, int targets, int groups, int[] x, int[] y, int[] group) {
    int rows = y.length / Math.max(1, targets);
    if (features < 1 || rows < 1 || x.length != (long) features * rows) {
      throw new IllegalArgumentException(
          features + " features, " + y.length + " labels, " + x.length + " cells");
    }
    this.features = features;
    this.targets = targets;
    this.groups = groups;
    this.x = x;
    this.y = y;
    this.group = group;
  }

  /// A table of classes; the arrays are copied.
  ///
  /// @param features number of features K
  /// @param x `x[i·rows + r]` is feature i of record r
  /// @param y class of every record
  /// @throws IllegalArgumentException if the sizes do not fit or there is no record
  public SampleTable(int features, int[] x, int[] y) {
    this(features, 0, 0, x.clone(), y.clone(), new int[0]);
  }

  /// A table of a regression; the arrays are copied.
  ///
  /// @param features number of features K
  /// @param targets number of targets of a record
  /// @param x `x[i·rows + r]` is feature i of record r
  /// @param y `y[o·rows + r]` is target o of record r
  /// @throws IllegalArgumentException if the sizes do not fit or there is no record
  public static SampleTable ofTargets(int features, int targets, int[] x, int[] y) {
    if (targets < 1 || y.length % targets != 0) {
      throw new IllegalArgumentException(y.length + " targets, " + targets + " per record");
    }
    return new SampleTable(features, targets, 0, x.clone(), y.clone(), new int[0]);
  }

  /// The records of several tables, one after the other.
  ///
  /// @param tables at least one
  /// @throws IllegalArgumentException if they have other features, targets or groups
  public static SampleTable concatenated(List<SampleTable> tables) {
    SampleTable first = tables.getFirst();
    if (tables.size() == 1) {
      return first;
    }
    int rows = 0;
    for (SampleTable t : tables) {
      if (t.features != first.features || t.targets != first.targets || t.groups != first.groups) {
        throw new IllegalArgumentException("tables of different shapes");
      }
      rows = Math.addExact(rows, t.rows());
    }
    int[] x = new int[Math.multiplyExact(first.features, rows)];
    int[] y = new int[Math.multiplyExact(Math.max(1, first.targets), rows)];
    int[] group = new int[first.groups > 0 ? rows : 0];
    int at = 0;
    for (SampleTable t : tables) {
      copy(t.x, t.rows(), x, rows, at);
      copy(t.y, t.rows(), y, rows, at);
      copy(t.group, t.rows(), group, rows, at);
      at += t.rows();
    }
    return new SampleTable(first.features, first.targets, first.groups, x, y, group);
  }

  /// Copies columns of `rows` cells to place `at` of columns of `all` cells.
  private static void copy(int[] from, int rows, int[] to, int all, int at) {
    for (int i = 0; i < from.length / rows; i++) {
      System.arraycopy(from, i * rows, to, i * all + at, rows);
    }
  }

  /// The same records with a group each.
  ///
  /// @param groups number of groups
  /// @param group group of every record, in `[0, groups)`
  /// @throws IllegalArgumentException if the sizes do not fit or a group does not exist
  public SampleTable withGroups(int groups, int[] group) {
    if (group.length != rows()) {
      throw new IllegalArgumentException(group.length + " groups of " + rows() + " records");
    }
    for (int g : group) {
      if (g < 0 || g >= groups) {
        throw new IllegalArgumentException("group " + g + " of " + groups);
      }
    }
    return new SampleTable(features, targets, groups, x, y, group.clone());
  }

  /// Number of features.
  public int features() {
    return features;
  }

  /// Number of targets of a record; 0 if labels are classes.
  public int targets() {
    return targets;
  }

  /// Number of groups; 0 without a group column.
  public int groups() {
    return groups;
  }

  /// Number of records.
  public int rows() {
    return y.length / Math.max(1, targets);
  }

  /// Feature i of record r.
  public int feature(int i, int r) {
    return x[i * rows() + r];
  }

  /// Class of record r.
  public int label(int r) {
    return y[r];
  }

  /// Target o of record r.
  public int target(int o, int r) {
    return y[o * rows() + r];
  }

  /// Group of record r.
  public int group(int r) {
    return group[r];
  }

  /// The features as cells `[n0, row]`.
  public Cells featureCells() {
    return Cells.ofInts(x);
  }

  /// The labels as cells: targets, or class indices `[row]` of two classes, else one-hot `[class,
  /// row]`.
  ///
  /// @param width numbers of a label
  /// @throws IllegalArgumentException if a label is no class, or there are other targets
  public Cells labelCells(int width) {
    if (targets > 0) {
      if (width != targets) {
        throw new IllegalArgumentException(targets + " targets, not " + width);
      }
      return Cells.ofInts(y);
    }
    int classes = width == 1 ? 2 : width;
    for (int r = 0; r < y.length; r++) {
      if (y[r] < 0 || y[r] >= classes) {
        throw new IllegalArgumentException("class " + y[r] + " of " + classes);
      }
    }
    return width == 1 ? Cells.ofInts(y) : oneHot(width, y);
  }

  /// The groups as cells, one-hot `[group, row]`.
  public Cells groupCells() {
    return oneHot(groups, group);
  }

  private static Cells oneHot(int width, int[] which) {
    int[] out = new int[Math.multiplyExact(width, which.length)];
    for (int r = 0; r < which.length; r++) {
      out[which[r] * which.length + r] = 1;
    }
    return Cells.ofInts(out);
  }

  /// The own array of the features, for reading only.
  int[] rawFeatures() {
    return x;
  }
}
