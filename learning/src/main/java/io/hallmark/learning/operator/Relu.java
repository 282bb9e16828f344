package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import java.util.List;

/// ReLU behind a hidden layer: `a = max(z, 0)`, `u = [z > 0]`. The derivative at 0 is 0, because u
/// is an output of the table and not a choice. One lookup of `(z, a, u)` fixes a and u and checks
/// that `-2^(bz-1) ≤ z < 2^ba`; evaluation needs no u and looks up `(z, a)`.
///
/// @param layer the layer whose output z is
/// @param bz signed bits of the lower end of z
/// @param ba unsigned bits of a
public record Relu(DenseLayer layer, int bz, int ba) {
  /// Columns behind the activation.
  ///
  /// @param a activations
  /// @param u signs
  public record Columns(String a, String u) {}

  /// Column of the activations.
  public String activations() {
    return layer.name() + ".a";
  }

  /// Column of the signs.
  public String signs() {
    return layer.name() + ".u";
  }

  /// `max(z, 0)`.
  public int activation(long z) {
    return (int) Math.max(z, 0);
  }

  /// `[z > 0]`.
  public int sign(long z) {
    return z > 0 ? 1 : 0;
  }

  /// What a negative z must stay above: the format of the last layer.
  public DeclaredRange below() {
    return new DeclaredRange(
        Range.signed(layer.z(), bz, layer.limb()),
        layer.z(),
        "act_bits of the last layer",
        layer.fx());
  }

  /// What a positive z must stay below.
  public DeclaredRange above() {
    return new DeclaredRange(
        new Range(activations(), 0, ba, layer.limb()), activations(), "act_bits", layer.fx());
  }

  /// Emits activations and signs.
  ///
  /// @param z column of the pre-activations
  public Columns emit(PartBuilder b, String z) {
    String a = b.committed(activations(), b.at(z));
    String u = b.committed(signs(), b.at(z));
    b.lookup(layer.name() + ".relu", List.of(z, a, u), table("relu", true));
    return new Columns(a, u);
  }

  /// Emits activations alone.
  ///
  /// @param z column of the pre-activations
  public String emitActivation(PartBuilder b, String z) {
    String a = b.committed(activations(), b.at(z));
    b.lookup(layer.name() + ".act", List.of(z, a), table("act", false));
    return a;
  }

  private TableSpec table(String name, boolean withSigns) {
    int half = 1 << (bz - 1);
    int[] a = new int[half + (1 << ba)];
    int[] u = new int[a.length];
    for (int i = 0; i < a.length; i++) {
      a[i] = activation((long) i - half);
      u[i] = sign((long) i - half);
    }
    List<Cells> outputs =
        withSigns ? List.of(Cells.ofInts(a), Cells.ofInts(u)) : List.of(Cells.ofInts(a));
    return new TableSpec(name + ba, -half, a.length, outputs);
  }
}
