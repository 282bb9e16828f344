package io.hallmark.proof.relation;

/// A PRODUCT constraint or a product column, `lhs[O] = sum over C of A·B`, with its labels split by
/// their role. All lists are in declared order.
///
/// @param lhs the left side; of a product column, the column itself
/// @param a the first operand
/// @param b the second operand
/// @param summed the labels D that both operands have: shared and contracted
/// @param shared the labels S of both operands and the left side
/// @param freeA the labels of a alone
/// @param freeB the labels of b alone
/// @param aPublic whether a depends on no committed column
/// @param bPublic whether b depends on no committed column
public record ProductIndex(
    int lhs,
    int a,
    int b,
    Ids summed,
    Ids shared,
    Ids freeA,
    Ids freeB,
    boolean aPublic,
    boolean bPublic) {

  static ProductIndex of(int lhs, int a, int b, Ids o, Ids la, Ids lb, ColumnGraph graph) {
    Ids summed = la.minus(la.minus(lb)).inDeclaredOrder();
    Ids shared = summed.minus(summed.minus(o));
    return new ProductIndex(
        lhs,
        a,
        b,
        summed,
        shared,
        la.minus(lb).inDeclaredOrder(),
        lb.minus(la).inDeclaredOrder(),
        graph.isPublic(a),
        graph.isPublic(b));
  }

  /// Number of operands whose value is a hidden message.
  public int privateOperands() {
    return (aPublic ? 0 : 1) + (bPublic ? 0 : 1);
  }

  /// Whether both operands are hidden, so that their product needs a triple.
  public boolean needsTriple() {
    return !aPublic && !bPublic;
  }
}
