package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.ClosedForms;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.proof.Claim;
import io.hallmark.proof.ProofException;
import java.util.List;
import java.util.function.ToIntFunction;

/// The triple check: `z_q = z_i·z_j` for all triples of a part, by a hidden sumcheck of `sum_x
/// eq(tau, x)·(a(x)·b(x) - c(x)) = 0` over the tables of the factors and products.
///
/// The two values at the end are sent in clear: the dummy triple, whose factors are used nowhere
/// else, makes them uniform.
///
/// - **Soundness:** `4·bits(Q)/|E|`.
final class TripleArgument {
  private TripleArgument() {}

  static void run(PartSession session) throws ProofException {
    session.addDummyTriple();
    List<Triple> triples = List.copyOf(session.triples());
    int k = session.part().tripleVariables();
    Ext[] tau = session.channel().challenge("triple-point", k);
    Lazy<RoundOracle> tables = new Lazy<>(() -> session.oracle().triples(triples, tau));
    HiddenSumcheck.End end =
        HiddenSumcheck.run(session, "triple-round", "triple-fold", k, Affine.ZERO, tables);
    Ext[] s = end.point();
    ExtArray values = session.channel().clear("triple-values", 2, () -> tables.get().end(s));
    Ext a = values.get(0);
    Ext b = values.get(1);
    ExtArray weights = Tables.eq(s, triples.size());
    Affine sumA = sum(triples, Triple::i, weights);
    Affine sumB = sum(triples, Triple::j, weights);
    Affine sumQ = sum(triples, Triple::q, weights);
    session.claim(Claim.TRIPLE_A, "", session.equation(List.of(), sumA.plus(a.negate())));
    session.claim(Claim.TRIPLE_B, "", session.equation(List.of(), sumB.plus(b.negate())));
    Affine expected = Affine.of(a.times(b)).minus(sumQ).times(ClosedForms.eq(tau, s));
    session.claim(Claim.TRIPLE_FINAL, "", session.equation(List.of(), end.value().minus(expected)));
  }

  private static Affine sum(List<Triple> triples, ToIntFunction<Triple> which, ExtArray weights) {
    return Affine.ofPads(triples.stream().mapToInt(which).toArray(), weights);
  }
}
