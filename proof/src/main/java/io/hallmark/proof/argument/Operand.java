package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.ProofException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The value of an operand at the end of a product sumcheck: a hidden message, or known to both
/// ends if the operand is public.
///
/// @param known the value of a public operand
/// @param message the message of a private one, else null
record Operand(Ext known, @Nullable Hidden message) {
  /// Says or computes the value.
  ///
  /// @param ends A and B of every product, alternating
  /// @param index which of them
  static Operand of(
      PartSession session,
      String label,
      boolean isPublic,
      ProductForm form,
      Supplier<ExtArray> ends,
      int index)
      throws ProofException {
    if (isPublic) {
      return new Operand(session.publicValue(form), null);
    }
    Hidden said = session.hidden(label, 1, () -> ExtArray.of(ends.get().get(index)))[0];
    return new Operand(Ext.ZERO, said);
  }

  Affine value() {
    return message == null ? Affine.of(known) : message.value();
  }

  /// The product of two operands, a triple if both are hidden.
  static Affine product(PartSession session, Operand x, Operand y) {
    Hidden a = x.message;
    Hidden b = y.message;
    if (a == null) {
      return y.value().times(x.known);
    }
    return b == null ? x.value().times(y.known) : session.times(a, b);
  }
}
