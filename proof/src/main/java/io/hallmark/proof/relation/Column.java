package io.hallmark.proof.relation;

import io.hallmark.proof.commitment.Cells;
import java.util.List;

/// A column of a part: a table over named labels. Outside its index box it is zero by definition.
/// Names are those of labels and columns of the same part; whether they exist and fit is the matter
/// of REL_WELL_FORMED, not of these records.
public sealed interface Column {
  /// Name, unique within the part.
  String name();

  /// Names of its labels, first label most significant.
  List<String> labels();

  /// Cells of the part's own block of the trace.
  record Committed(String name, List<String> labels) implements Column {}

  /// Known values over the box.
  record Public(String name, List<String> labels, Cells values) implements Column {}

  /// `constant + sum of coefficient·source`; coefficients and constant are canonical elements.
  record Affine(String name, List<String> labels, long constant, List<Term> terms)
      implements Column {}

  /// One term of an affine column; the coefficient is a canonical element.
  record Term(long coefficient, String source) {}

  /// The source, repeated along `label`.
  record Broadcast(String name, List<String> labels, String source, String label)
      implements Column {}

  /// The source, summed over `label`.
  record Sum(String name, List<String> labels, String source, String label) implements Column {}

  /// `start[..] + c·sum over i < i_label of delta[i, ..]`; c is a canonical element.
  record Prefix(String name, List<String> labels, String start, String delta, String label, long c)
      implements Column {}

  /// `source[index(by), ..]` with public small indices over the labels `by`, -1 = none (value 0).
  record Gather(
      String name, List<String> labels, String source, String label, List<String> by, Cells index)
      implements Column {}

  /// The source with the labels `over` bound to challenge points; occurs only in lookups.
  record Fingerprint(String name, List<String> labels, String source, List<String> over)
      implements Column {}

  /// The source with label `from` called `to`.
  record Rename(String name, List<String> labels, String source, String from, String to)
      implements Column {}

  /// `sum over j of matrix[i_to][j]·source[j, ..]`, matrix row-major with `to` outer.
  record Operator(
      String name, List<String> labels, String source, String from, String to, Cells matrix)
      implements Column {}

  /// `vector[i_label]·source[..]`.
  record Scale(String name, List<String> labels, String source, String label, Cells vector)
      implements Column {}

  /// `sum over contracted labels of a·b`, never committed.
  record Product(String name, List<String> labels, String a, String b) implements Column {}

  /// `start + step·i` along its one label; canonical elements.
  record Counter(String name, List<String> labels, long start, long step) implements Column {}

  /// Cells of a column of an older commitment.
  record ImportOlder(String name, List<String> labels, String commitment, String column)
      implements Column {}

  /// Cells of a committed column of another part.
  record ImportPart(String name, List<String> labels, long part, String column) implements Column {}
}
