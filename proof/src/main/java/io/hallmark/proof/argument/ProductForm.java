package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.proof.relation.Phi;
import org.jspecify.annotations.Nullable;

/// A product form on any column of a part, before its pull-back.
///
/// @param coefficient the coefficient
/// @param column the column
/// @param phi by label, the vectors; those of labels that the column lacks are not read
@SuppressWarnings("ArrayRecordComponent") // passed on at once, compared by nobody
record ProductForm(Ext coefficient, int column, @Nullable Phi[] phi) {
  /// A form with coefficient 1.
  static ProductForm of(int column, @Nullable Phi[] phi) {
    return new ProductForm(Ext.ONE, column, phi);
  }
}
