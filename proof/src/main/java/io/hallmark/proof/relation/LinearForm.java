package io.hallmark.proof.relation;

import io.hallmark.algebra.field.Ext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A sum of product forms on committed and product columns, plus a constant: what the pull-back of
/// claims adds up to. A mutable accumulator.
public final class LinearForm {
  private final List<Term> terms = new ArrayList<>();
  private Ext constant = Ext.ZERO;

  /// The form 0.
  public LinearForm() {}

  /// One product form: `coefficient·(sum over the box of (product of phi_label[i_label])·X[i])`.
  ///
  /// @param coefficient the coefficient
  /// @param column X, a committed, imported or product column of the part
  /// @param phis one vector per label of X, in the order of its labels
  public record Term(Ext coefficient, int column, List<Phi> phis) {
    /// Copies the list.
    public Term {
      phis = List.copyOf(phis);
    }
  }

  /// Adds a term.
  public void add(Term term) {
    terms.add(term);
  }

  /// Adds a constant.
  public void add(Ext value) {
    constant = constant.plus(value);
  }

  /// The terms, in the order of the pull-back.
  public List<Term> terms() {
    return Collections.unmodifiableList(terms);
  }

  /// The constant.
  public Ext constant() {
    return constant;
  }
}
