package io.hallmark.proof.relation;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.commitment.Cells;
import java.util.List;

/// The vectors that a pull-back derives from others, and the contraction of public tables.
final class DerivedVectors {
  private static final Kernels KERNELS = Kernels.chosen();

  private DerivedVectors() {}

  /// `v[i] = sum over j > i of phi[j]`.
  static ExtArray later(Phi phi) {
    ExtArray in = phi.entries();
    ExtArray out = new ExtArray(in.length());
    long s0 = 0;
    long s1 = 0;
    for (int i = in.length() - 1; i >= 0; i--) {
      out.a0()[i] = s0;
      out.a1()[i] = s1;
      s0 = Goldilocks.add(s0, in.a0()[i]);
      s1 = Goldilocks.add(s1, in.a1()[i]);
    }
    return out;
  }

  /// `v[i] = c[i]·phi[i]`.
  static ExtArray scaled(Cells c, Phi phi) {
    ExtArray in = phi.entries();
    ExtArray out = new ExtArray(in.length());
    for (int i = 0; i < in.length(); i++) {
      long k = c.element(i);
      out.a0()[i] = Goldilocks.mul(k, in.a0()[i]);
      out.a1()[i] = Goldilocks.mul(k, in.a1()[i]);
    }
    return out;
  }

  /// `v[j] = sum over i of A[i][j]·phi[i]`, the matrix with i outer and `extent` columns.
  static ExtArray operated(Cells matrix, Phi phi, int extent) {
    ExtArray in = phi.entries();
    ExtArray out = new ExtArray(extent);
    int at = 0;
    for (int i = 0; i < in.length(); i++) {
      long x0 = in.a0()[i];
      long x1 = in.a1()[i];
      for (int j = 0; j < extent; j++) {
        long k = matrix.element(at++);
        if (k != 0) {
          out.a0()[j] = Goldilocks.add(out.a0()[j], Goldilocks.mul(k, x0));
          out.a1()[j] = Goldilocks.add(out.a1()[j], Goldilocks.mul(k, x1));
        }
      }
    }
    return out;
  }

  /// `v[i] = sum over by-indices with idx = i of the product of their phi`.
  static ExtArray gathered(Cells index, List<Phi> by, int extent) {
    ExtArray tensor = tensor(by);
    ExtArray out = new ExtArray(extent);
    for (int i = 0; i < index.size(); i++) {
      int target = Gathers.at(index, i);
      if (target >= 0) {
        out.a0()[target] = Goldilocks.add(out.a0()[target], tensor.a0()[i]);
        out.a1()[target] = Goldilocks.add(out.a1()[target], tensor.a1()[i]);
      }
    }
    return out;
  }

  /// The tensor product of vectors, first most significant.
  static ExtArray tensor(List<Phi> phis) {
    ExtArray out = ExtArray.of(Ext.ONE);
    for (Phi phi : phis) {
      ExtArray next = phi.entries();
      out = out.length() == 1 && out.get(0).equals(Ext.ONE) ? next : outer(out, next);
    }
    return out;
  }

  private static ExtArray outer(ExtArray a, ExtArray b) {
    ExtArray out = new ExtArray(Math.multiplyExact(a.length(), b.length()));
    int at = 0;
    for (int i = 0; i < a.length(); i++) {
      long x0 = a.a0()[i];
      long x1 = a.a1()[i];
      for (int j = 0; j < b.length(); j++, at++) {
        out.a0()[at] = Ext.product0(x0, x1, b.a0()[j], b.a1()[j]);
        out.a1()[at] = Ext.product1(x0, x1, b.a0()[j], b.a1()[j]);
      }
    }
    return out;
  }

  /// `sum over the box of (product of phi)·value`, last label first: about two multiplications in F
  /// per cell.
  static Ext contracted(Cells values, List<Phi> phis) {
    if (phis.isEmpty()) {
      return Ext.of(values.element(0));
    }
    ExtArray last = phis.getLast().entries();
    ExtArray table = new ExtArray(values.size() / last.length());
    for (int i = 0; i < table.length(); i++) {
      table.set(i, values.innerProduct(i * last.length(), last));
    }
    return contracted(table, phis.subList(0, phis.size() - 1));
  }

  /// The same for a table in F.
  static Ext contracted(long[] values, List<Phi> phis) {
    if (phis.isEmpty()) {
      return Ext.of(values[0]);
    }
    ExtArray last = phis.getLast().entries();
    int n = last.length();
    ExtArray table = new ExtArray(values.length / n);
    for (int i = 0; i < table.length(); i++) {
      table.set(i, KERNELS.innerProduct(values, i * n, last, 0, n));
    }
    return contracted(table, phis.subList(0, phis.size() - 1));
  }

  /// The same for a table in E.
  static Ext contracted(ExtArray values, List<Phi> phis) {
    ExtArray table = values;
    for (int k = phis.size() - 1; k >= 0; k--) {
      ExtArray phi = phis.get(k).entries();
      ExtArray next = new ExtArray(table.length() / phi.length());
      for (int i = 0; i < next.length(); i++) {
        int from = i * phi.length();
        next.set(i, KERNELS.innerProduct(table, from, phi, 0, phi.length()));
      }
      table = next;
    }
    return table.get(0);
  }
}
