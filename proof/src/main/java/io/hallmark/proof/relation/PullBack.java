package io.hallmark.proof.relation;

import io.hallmark.algebra.field.Ext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pulls product forms on any column of a part back to committed and product columns.
///
/// The form `coef·(tensor of phi_label)` on a virtual column is rewritten as forms on its sources:
///
/// | column | forms on its sources |
/// |---|---|
/// | public, counter | the constant `coef·sum of phi·value` |
/// | affine | each source with `coef·c_i`; constant `coef·k·product of sum(phi_label)` |
/// | broadcast over a | `coef·sum(phi_a)` |
/// | sum over a | `phi_a` = all ones |
/// | prefix along a | start: `coef·sum(phi_a)`; delta: `coef·c`, `phi_a'[i] = sum over j > i of phi_a[j]` |
/// | gather | `phi_a[i] = sum over by-indices with idx = i of the product of their phi` |
/// | fingerprint over s | `phi_s` = eq(point of s) |
/// | rename a to b | `phi_b` as `phi_a` |
/// | operator a to b | `phi_a[j] = sum over i of A[i][j]·phi_b[i]` |
/// | scale along a | `phi_a[i] = c[i]·phi_a[i]` |
///
/// Derived vectors and the constants of public columns are computed once per operator and vectors;
/// vectors are compared by identity.
///
/// - **Threads:** not safe; one object per part and proof.
public final class PullBack {
  private final PartIndex part;
  private final @Nullable Phi[] fingerprintPoints;
  private final DerivedPhis derived;
  private final Map<Key, Ext> constants = new HashMap<>();

  private record Key(int column, List<Phi> phis) {}

  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Step(Ext coefficient, int column, @Nullable Phi[] phi) {}

  /// @param part the part
  /// @param fingerprintPoints by label, the vector of the challenge point of every fingerprint
  ///   label; the others are not read
  public PullBack(PartIndex part, @Nullable Phi[] fingerprintPoints) {
    this.part = part;
    this.fingerprintPoints = fingerprintPoints.clone();
    this.derived = new DerivedPhis(part);
  }

  /// Adds `coefficient·(tensor of phi)` on a column to a form.
  ///
  /// @param coefficient the coefficient
  /// @param column any column of the part
  /// @param phi by label, the vectors; those of labels that the column lacks are not read
  /// @param into receives the terms, in the order of the pull-back, and the constant
  public void add(Ext coefficient, int column, @Nullable Phi[] phi, LinearForm into) {
    Deque<Step> stack = new ArrayDeque<>();
    stack.push(new Step(coefficient, column, phi));
    while (!stack.isEmpty()) {
      Step step = stack.pop();
      int c = step.column();
      if (part.node(c).isLeaf()) {
        into.add(new LinearForm.Term(step.coefficient(), c, pick(part.labels(c), step.phi())));
      } else {
        pullBack(step, stack, into);
      }
    }
  }

  private void pullBack(Step step, Deque<Step> stack, LinearForm into) {
    int c = step.column();
    Node node = part.node(c);
    Ext coef = step.coefficient();
    @Nullable Phi[] phi = step.phi();
    switch (node.column()) {
      case Column.Public x -> into.add(coef.times(publicValue(c, x, phi)));
      case Column.Counter x -> into.add(coef.times(counterValue(c, x, phi)));
      case Column.Affine x -> affine(x, step, stack, into);
      case Column.Broadcast _ -> push(stack, coef.times(at(phi, node.from()).sum()), node, 0, phi);
      case Column.Sum _ ->
          push(stack, coef, node, 0, replaced(phi, node.from(), derived.ones(node.from())));
      case Column.Rename _ ->
          push(stack, coef, node, 0, replaced(phi, node.from(), at(phi, node.to())));
      case Column.Fingerprint _ -> {
        @Nullable Phi[] rest = phi.clone();
        for (int k = 0; k < node.over().size(); k++) {
          rest[node.over().get(k)] = at(fingerprintPoints, node.over().get(k));
        }
        push(stack, coef, node, 0, rest);
      }
      case Column.Gather x -> {
        Phi v = derived.gathered(c, x, pick(node.over(), phi));
        push(stack, coef, node, 0, replaced(phi, node.from(), v));
      }
      case Column.Operator x -> {
        Phi v = derived.operated(c, x, at(phi, node.to()));
        push(stack, coef, node, 0, replaced(phi, node.from(), v));
      }
      case Column.Scale x -> {
        Phi v = derived.scaled(c, x, at(phi, node.from()));
        push(stack, coef, node, 0, replaced(phi, node.from(), v));
      }
      case Column.Prefix x -> {
        Phi source = at(phi, node.from());
        Phi v = derived.later(source);
        push(stack, coef.times(x.c()), node, 1, replaced(phi, node.from(), v));
        push(stack, coef.times(source.sum()), node, 0, phi);
      }
      case Column.Committed _, Column.ImportOlder _, Column.ImportPart _, Column.Product _ ->
          throw new IllegalStateException("a leaf");
    }
  }

  private void affine(Column.Affine x, Step step, Deque<Step> stack, LinearForm into) {
    Node node = part.node(step.column());
    if (x.constant() != 0) {
      Ext value = step.coefficient().times(x.constant());
      for (int k = 0; k < node.labels().size(); k++) {
        value = value.times(at(step.phi(), node.labels().get(k)).sum());
      }
      into.add(value);
    }
    for (int k = x.terms().size() - 1; k >= 0; k--) {
      Ext coef = step.coefficient().times(x.terms().get(k).coefficient());
      push(stack, coef, node, k, step.phi());
    }
  }

  private static void push(
      Deque<Step> stack, Ext coef, Node node, int source, @Nullable Phi[] phi) {
    stack.push(new Step(coef, node.sources().get(source), phi));
  }

  private static @Nullable Phi[] replaced(@Nullable Phi[] phi, int label, Phi vector) {
    @Nullable Phi[] out = phi.clone();
    out[label] = vector;
    return out;
  }

  private static Phi at(@Nullable Phi[] phi, int label) {
    Phi out = phi[label];
    if (out == null) {
      throw new IllegalArgumentException("no vector for label number " + label);
    }
    return out;
  }

  private static List<Phi> pick(Ids labels, @Nullable Phi[] phi) {
    List<Phi> out = new ArrayList<>(labels.size());
    for (int k = 0; k < labels.size(); k++) {
      out.add(at(phi, labels.get(k)));
    }
    return out;
  }

  private Ext publicValue(int c, Column.Public x, @Nullable Phi[] phi) {
    List<Phi> phis = pick(part.labels(c), phi);
    return constants.computeIfAbsent(
        new Key(c, phis), _ -> DerivedVectors.contracted(x.values(), phis));
  }

  private Ext counterValue(int c, Column.Counter x, @Nullable Phi[] phi) {
    List<Phi> phis = pick(part.labels(c), phi);
    return constants.computeIfAbsent(
        new Key(c, phis), _ -> phis.get(0).counter(x.start(), x.step()));
  }
}
