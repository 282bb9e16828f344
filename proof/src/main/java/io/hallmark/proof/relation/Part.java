package io.hallmark.proof.relation;

import io.hallmark.proof.commitment.Label;
import java.util.List;

/// A part of a run as written: labels, columns, constraints and lookups in declared order, without
/// the system column `zk`. A plain value: [PartIndex] checks it and derives everything else.
///
/// @param labels labels with extents; their order is the sumcheck schedule
/// @param columns columns
/// @param products PRODUCT constraints
/// @param linears names of the columns that are zero everywhere
/// @param lookups lookups
/// @param tables lookup tables
public record Part(
    List<Label> labels,
    List<Column> columns,
    List<ProductConstraint> products,
    List<String> linears,
    List<Lookup> lookups,
    List<LookupTable> tables) {
  /// Copies the lists.
  public Part {
    labels = List.copyOf(labels);
    columns = List.copyOf(columns);
    products = List.copyOf(products);
    linears = List.copyOf(linears);
    lookups = List.copyOf(lookups);
    tables = List.copyOf(tables);
  }

  /// `lhs[O] = sum over contracted labels of a·b` for every index of the labels of lhs.
  public record ProductConstraint(String name, String lhs, String a, String b) {}

  /// Each tuple of the expressions over the labels is an entry of the lookup table.
  public record Lookup(String name, List<String> labels, List<String> expressions, String table) {}

  /// Columns over the labels, and one own committed multiplicity column over the same labels.
  public record LookupTable(
      String name, List<String> labels, List<String> columns, String multiplicity) {}
}
