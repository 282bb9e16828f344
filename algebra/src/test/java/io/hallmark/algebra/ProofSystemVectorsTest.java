package io.hallmark.algebra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.poly.ClosedForms;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.algebra.poly.Univariate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The published vectors that concern arithmetic alone.
final class ProofSystemVectorsTest {
  private final Vectors vectors = Vectors.proofSystem();

  @Test
  void field() {
    Vectors v = vectors.at("field");
    assertEquals(v.at("modulus").element(), Goldilocks.P);
    assertEquals(v.at("nonresidue").element(), Ext.NONRESIDUE);
    assertEquals(v.at("rootOfOrder2Pow32").element(), Goldilocks.rootOfUnity(32));
    assertEquals(v.at("rootOfOrder2Pow4").element(), Goldilocks.rootOfUnity(4));
    assertEquals(v.at("product").ext(), v.at("a").ext().times(v.at("b").ext()));
    assertEquals(v.at("inverseOfA").ext(), v.at("a").ext().inverse());
    assertArrayEquals(
        v.at("domainOfSize16").elements(),
        LongStream.range(0, 3).map(i -> ReedSolomon.domainPoint(4, i)).toArray());
  }

  @Test
  void tables() {
    Vectors v = vectors.at("tables");
    Ext[] x = v.at("x").point();
    Ext[] y = v.at("y").point();
    assertEquals(ExtArray.ofBase(v.at("eqTableOfX").elements()), Tables.eq(x));
    assertEquals(Ext.of(v.at("eq").element()), ClosedForms.eq(x, y));
    for (Vectors below : v.at("eqBelow").items()) {
      Ext expected = Ext.of(below.at("value").element());
      assertEquals(expected, ClosedForms.eqBelow(below.at("bound").number(), x, y));
    }
    assertEquals(Ext.of(v.at("lessThan").element()), ClosedForms.lessThan(x, y));
    for (Vectors counter : v.at("counters").items()) {
      assertEquals(
          Ext.of(counter.at("value").element()),
          ClosedForms.counter(
              counter.at("bound").number(),
              counter.at("a").element(),
              counter.at("c").element(),
              x));
    }
    Vectors evaluation = v.at("evaluation");
    assertEquals(
        Ext.of(evaluation.at("value").element()),
        Tables.evaluate(evaluation.at("table").elements(), x));
  }

  @Test
  void codewordOfTheCommittedRow() {
    Vectors v = vectors.at("commitment");
    int nu = (int) v.at("geometry").at("nu").number();
    long[] row = v.at("rows").items().getFirst().elements();
    long[] slack = v.at("slack").items().getFirst().elements();
    long[] message = LongStream.concat(LongStream.of(row), LongStream.of(slack)).toArray();
    long[] codeword = ReedSolomon.encode(message, nu);
    assertEquals(v.at("codewordAt0").elements()[0], codeword[0]);
    assertEquals(v.at("codewordAt63").elements()[0], codeword[63]);
  }

  /// Each round polynomial, found from its values at 0 to 3, by folding all tables.
  @Test
  void sumcheckRounds() {
    Vectors v = vectors.at("sumcheck");
    ExtArray eq = Tables.eq(v.at("point").point());
    ExtArray a = ExtArray.ofBase(v.at("a").elements());
    ExtArray b = ExtArray.ofBase(v.at("b").elements());
    Ext claim = sumOfProducts(eq, a, b);
    assertEquals(Ext.of(v.at("claim").element()), claim);
    for (Vectors round : v.at("rounds").items()) {
      Ext[] values = new Ext[4];
      for (int t = 0; t < 4; t++) {
        Ext at = Ext.of(t);
        values[t] = sumOfProducts(Tables.fold(eq, at), Tables.fold(a, at), Tables.fold(b, at));
      }
      assertEquals(claim, values[0].plus(values[1]));
      Ext[] coefficients = Univariate.interpolateCubic(values[0], values[1], values[2], values[3]);
      assertArrayEquals(round.at("coefficients").point(), coefficients);
      Ext r = Ext.of(round.at("challenge").element());
      claim = Univariate.horner(coefficients, r);
      assertEquals(Ext.of(round.at("claimAfter").element()), claim);
      eq = Tables.fold(eq, r);
      a = Tables.fold(a, r);
      b = Tables.fold(b, r);
    }
    assertEquals(Ext.of(v.at("finalA").element()), a.get(0));
    assertEquals(Ext.of(v.at("finalB").element()), b.get(0));
  }

  private static Ext sumOfProducts(ExtArray e, ExtArray a, ExtArray b) {
    Ext sum = Ext.ZERO;
    for (int i = 0; i < e.length(); i++) {
      sum = sum.plus(e.get(i).times(a.get(i)).times(b.get(i)));
    }
    return sum;
  }
}
