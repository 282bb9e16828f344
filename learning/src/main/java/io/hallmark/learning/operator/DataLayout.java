package io.hallmark.learning.operator;

import java.util.List;

/// The columns of a part of a data set: `x [n0, row]`; the labels `y [row]` if there is one number
/// per record, a class of two or a single target, else `y [class, row]`, one-hot classes or several
/// targets; `group [group, row]`, one-hot, if the data set has a group column.
///
/// @param features number of features K
/// @param labels numbers of a label
/// @param groups number of groups, 0 without a group column
public record DataLayout(int features, int labels, int groups) {
  /// Label of the group of a record.
  public static final String GROUP = "group";

  /// The layout of classes without groups.
  public static DataLayout ofClasses(int features, int classes) {
    return new DataLayout(features, classes == 2 ? 1 : classes, 0);
  }

  /// Labels of the column y.
  List<String> labels(PartBuilder b) {
    return labels == 1 ? b.full("row") : b.full("class", "row");
  }
}
