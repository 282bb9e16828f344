package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.algebra.simd.Kernels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A vector along the row as a sum of products of pieces: the weights of a group with the row bound
/// to a point. Variables can be bound without expanding it. Immutable.
///
/// - **Cost:** expanding takes one multiplication per term and entry, binding a variable one per
///   term, and one per entry of a cut point or of a vector that is no point.
final class RowForm {
  /// `coefficient·(product of the pieces)`.
  private record Term(Ext coefficient, List<RowPiece> pieces) {}

  private final int variables;
  private final List<Term> terms;

  private RowForm(int variables, List<Term> terms) {
    this.variables = variables;
    this.terms = terms;
  }

  /// The sum of no terms.
  static RowForm zero(int variables) {
    return new RowForm(variables, List.of());
  }

  /// `sum over rows l of eq(alpha, l)·w[l, ·]`.
  ///
  /// @param m log2 of the row length
  /// @param tensors the weights of a group
  /// @param alpha one coordinate per variable of the row number of the group
  static RowForm at(int m, List<Tensor> tensors, Ext[] alpha) {
    Map<List<RowPiece>, Ext> sums = new LinkedHashMap<>();
    for (Tensor tensor : tensors) {
      for (RowSplit split : RowSplit.of(tensor)) {
        sums.merge(split.pieces(), split.at(alpha), Ext::plus);
      }
    }
    List<Term> terms = new ArrayList<>();
    sums.forEach((pieces, coefficient) -> terms.add(new Term(coefficient, pieces)));
    return new RowForm(m, terms);
  }

  /// Log2 of the number of entries.
  int variables() {
    return variables;
  }

  /// The same vector with zeros after it.
  ///
  /// @param more variables of the new number of entries
  RowForm widened(int more) {
    List<Term> out = new ArrayList<>();
    for (Term term : terms) {
      List<RowPiece> pieces = new ArrayList<>();
      for (int k = variables; k < more; k++) {
        pieces.add(new RowPiece.Bit(false));
      }
      pieces.addAll(term.pieces());
      out.add(new Term(term.coefficient(), pieces));
    }
    return new RowForm(more, out);
  }

  /// Binds variable 1.
  RowForm fold(Ext r) {
    return new RowForm(variables - 1, terms.stream().map(term -> fold(term, r)).toList());
  }

  private static Term fold(Term term, Ext r) {
    Ext coefficient = term.coefficient();
    int at = 0;
    while (term.pieces().get(at).size() == 0) { // labels of extent 1
      coefficient = coefficient.times(term.pieces().get(at++).entries().get(0));
    }
    RowPiece first = term.pieces().get(at);
    List<RowPiece> rest = term.pieces().subList(at + 1, term.pieces().size());
    return switch (first) {
      case RowPiece.Bit x -> new Term(coefficient.times(x.one() ? r : Ext.ONE.minus(r)), rest);
      case RowPiece.Coordinate x -> new Term(coefficient.times(equal(x.value(), r)), rest);
      default -> {
        ExtArray table = first.entries().copyOfRange(0, 1 << first.size());
        List<RowPiece> pieces = new ArrayList<>();
        pieces.add(new RowPiece.Table(Tables.fold(table, r)));
        pieces.addAll(rest);
        yield new Term(coefficient, pieces);
      }
    };
  }

  /// `x·y + (1 - x)·(1 - y)`.
  private static Ext equal(Ext x, Ext y) {
    Ext both = x.times(y);
    return Ext.ONE.minus(x).minus(y).plus(both).plus(both);
  }

  /// All entries.
  ExtArray expand() {
    ExtArray out = new ExtArray(1 << variables);
    terms.forEach(term -> addExpanded(out, term.coefficient(), term.pieces()));
    return out;
  }

  /// Adds `scale·(product of the pieces)` to a vector of as many variables as the pieces have.
  static void addExpanded(ExtArray vector, Ext scale, List<RowPiece> pieces) {
    int place = 0;
    int bits = 0;
    while (bits < pieces.size() && pieces.get(bits) instanceof RowPiece.Bit bit) {
      place = 2 * place + (bit.one() ? 1 : 0);
      bits++;
    }
    Tensor.emit(
        (at, c, run) -> Kernels.chosen().addScaled(vector, (int) at, c, run, 0, run.length()),
        (long) place * (vector.length() >> bits),
        scale,
        RowPiece.factors(pieces.subList(bits, pieces.size())));
  }
}
