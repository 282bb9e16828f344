package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Phi;
import java.util.ArrayList;
import java.util.List;

/// A factor of a vector along the row, over some of the variables of the place in the row. Pieces
/// are equal if they say the same in the same way.
sealed interface RowPiece {
  /// A bit of the place in which a column stands.
  record Bit(boolean one) implements RowPiece {}

  /// A variable of a point.
  record Coordinate(Ext value) implements RowPiece {}

  /// The first entries of eq of a point.
  record Cut(List<Ext> point, int length) implements RowPiece {}

  /// Entries of a vector, then zeros up to `2^variables`.
  record Slice(Phi phi, int from, int length, int variables) implements RowPiece {}

  /// Any entries, a power of two of them.
  record Table(ExtArray entries) implements RowPiece {}

  /// Appends a whole vector, in a canonical way: a point that is not cut variable by variable.
  static void append(Phi phi, List<RowPiece> to) {
    Ext[] point = phi.point();
    if (point == null) {
      to.add(new Slice(phi, 0, phi.length(), Label.bits(phi.length())));
    } else {
      append(List.of(point), phi.length(), to);
    }
  }

  /// Appends the first entries of eq of a point.
  static void append(List<Ext> point, int length, List<RowPiece> to) {
    if (length == 1L << point.size()) {
      point.forEach(x -> to.add(new Coordinate(x)));
    } else {
      to.add(new Cut(point, length));
    }
  }

  /// Number of variables.
  default int size() {
    return switch (this) {
      case Bit _, Coordinate _ -> 1;
      case Cut x -> x.point().size();
      case Slice x -> x.variables;
      case Table x -> Label.bits(x.entries().length());
    };
  }

  /// The entries, zeros at the end left out.
  default ExtArray entries() {
    return switch (this) {
      case Bit x -> ExtArray.of(x.one() ? Ext.ZERO : Ext.ONE, x.one() ? Ext.ONE : Ext.ZERO);
      case Coordinate x -> ExtArray.of(Ext.ONE.minus(x.value()), x.value());
      case Cut x -> Tables.eq(x.point().toArray(new Ext[0]), x.length());
      case Slice x -> x.phi().entries().copyOfRange(x.from(), x.from() + x.length());
      case Table x -> x.entries();
    };
  }

  /// The entries of the product of all pieces, those of neighbouring coordinates as one vector.
  static List<ExtArray> factors(List<RowPiece> pieces) {
    List<ExtArray> out = new ArrayList<>();
    List<Ext> point = new ArrayList<>();
    for (RowPiece piece : pieces) {
      if (piece instanceof Coordinate x) {
        point.add(x.value());
        continue;
      }
      flush(point, out);
      out.add(piece.entries());
    }
    flush(point, out);
    return out;
  }

  private static void flush(List<Ext> point, List<ExtArray> to) {
    if (!point.isEmpty()) {
      to.add(Tables.eq(point.toArray(new Ext[0])));
      point.clear();
    }
  }
}
