package io.hallmark.learning.operator;

import java.util.List;

/// The columns of a part of a data set: `x [n0, row]`; the labels `y [row]` if there is one number
/// per record, a class of two or a single target, else `y [class, row]`, one-hot classes or several
/// targets; `group [group, row]`, one-hot, if the data set has a group column; tags and limbs of
/// digests `[row]`, which policies read and trainings do not.
///
/// @param features number of features K
/// @param labels numbers of a label
/// @param groups number of groups, 0 without a group column
/// @param tags names of the columns of tags and digests, in order
public record DataLayout(int features, int labels, int groups, List<String> tags) {
  /// Copies the list.
  public DataLayout {
    tags = List.copyOf(tags);
  }

  /// A layout without tags.
  public DataLayout(int features, int labels, int groups) {
    this(features, labels, groups, List.of());
  }

  /// Label of the group of a record.
  public static final String GROUP = "group";

  /// The layout of classes without groups.
  public static DataLayout ofClasses(int features, int classes) {
    return new DataLayout(features, classes == 2 ? 1 : classes, 0);
  }

  /// The same with tags.
  public DataLayout withTags(List<String> names) {
    return new DataLayout(features, labels, groups, names);
  }

  /// Labels of the column y.
  ///
  /// @param row label of the records
  List<String> labels(PartBuilder b, String row) {
    return labels == 1 ? b.full(row) : b.full("class", row);
  }
}
