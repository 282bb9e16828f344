package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.Claim;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.relation.LinearForm;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Phi;
import io.hallmark.proof.relation.PullBack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The state of the relation phase of one part: pads used, triples and claims so far.
///
/// A hidden message takes the next pad; the product of two hidden messages takes the next product
/// cell and appends a triple. Nothing is checked here: claims are collected for the joint opening.
final class PartSession {
  private final PartIndex part;
  private final Channel channel;
  private final PartOracle oracle;
  private final List<Triple> triples = new ArrayList<>();
  private final List<PartClaim> claims = new ArrayList<>();
  private final Map<Point, Phi> points = new HashMap<>();
  private PullBack pullBack;
  private int nextPad;

  PartSession(PartIndex part, Channel channel, PartOracle oracle) {
    this.part = part;
    this.channel = channel;
    this.oracle = oracle;
    this.pullBack = new PullBack(part, new Phi[part.labelCount()]);
  }

  private record Point(int label, List<Ext> coordinates) {}

  /// The vector of a point of a label: the same object for the same point, so that whatever is
  /// derived from it or contracted with it is so once.
  Phi point(int label, Ext[] coordinates) {
    return points.computeIfAbsent(
        new Point(label, List.of(coordinates)), _ -> Phi.point(coordinates, part.extent(label)));
  }

  PartIndex part() {
    return part;
  }

  Channel channel() {
    return channel;
  }

  PartOracle oracle() {
    return oracle;
  }

  List<Triple> triples() {
    return triples;
  }

  List<PartClaim> claims() {
    return claims;
  }

  /// From here on pull-backs bind fingerprint labels to these points.
  void bindFingerprints(@Nullable Phi[] points) {
    pullBack = new PullBack(part, points);
  }

  /// Messages under the next pads.
  Hidden[] hidden(String label, int count, Supplier<ExtArray> values) throws ProofException {
    ExtArray sent = channel.hidden(label, count, nextPad, values);
    Hidden[] out = new Hidden[count];
    for (int i = 0; i < count; i++) {
      out[i] = new Hidden(sent.get(i), nextPad++);
    }
    return out;
  }

  /// The product of two hidden messages: `x·y = k_x·k_y + k_y·z_i + k_x·z_j + z_q`, with the next
  /// triple (i, j, q).
  Affine times(Hidden x, Hidden y) {
    int q = part.pads() + triples.size();
    triples.add(new Triple(x.pad(), y.pad(), q));
    return Affine.ofPads(
            new int[] {x.pad(), y.pad(), q}, ExtArray.of(y.message(), x.message(), Ext.ONE))
        .plus(x.message().times(y.message()));
  }

  /// Appends the last triple, whose factors are the two last pads, used nowhere else.
  void addDummyTriple() {
    int first = part.pads() - 2;
    triples.add(new Triple(first, first + 1, part.pads() + triples.size()));
  }

  /// Writes down that forms on columns add up to an affine value. The equation counts from the
  /// moment it is claimed.
  ///
  /// @param forms forms on any columns; pulled back here
  /// @param value the value
  /// @return the number of the equation
  int equation(List<ProductForm> forms, Affine value) {
    LinearForm leaves = new LinearForm();
    for (ProductForm form : forms) {
      pullBack.add(form.coefficient(), form.column(), form.phi(), leaves);
    }
    Affine pads = value.minus(Affine.of(value.constant())).times(Ext.ONE.negate());
    Ext known = value.constant().minus(leaves.constant());
    claims.add(new PartClaim(null, "", leaves.terms(), pads, known));
    return claims.size() - 1;
  }

  /// Claims an equation: it enters the joint opening.
  ///
  /// @param name the name of the claim, a constant at every call
  /// @param qualifier which of several, or empty
  /// @param equation its number
  void claim(Claim name, String qualifier, int equation) {
    claims.set(equation, claims.get(equation).named(name, qualifier));
  }

  /// The constant value of a form on a public column.
  Ext publicValue(ProductForm form) {
    LinearForm leaves = new LinearForm();
    pullBack.add(form.coefficient(), form.column(), form.phi(), leaves);
    return leaves.constant();
  }
}
