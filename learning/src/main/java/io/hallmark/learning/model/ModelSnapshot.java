package io.hallmark.learning.model;

import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.proof.commitment.Cells;
import java.util.Arrays;
import java.util.List;

/// Parameters of a model at one moment: one table of integers per tensor, row-major in the order
/// `[in, out]`. The scale is the owner's matter: master weights or exported ones. Immutable.
///
/// Can be secret: [#toString] shows no value.
public final class ModelSnapshot {
  private final List<ParameterTensor> tensors;
  private final long[][] values;

  /// A snapshot; the arrays are copied.
  ///
  /// @throws IllegalArgumentException if a size does not fit
  public ModelSnapshot(List<ParameterTensor> tensors, long[]... values) {
    this.tensors = List.copyOf(tensors);
    this.values = new long[values.length][];
    if (values.length != tensors.size()) {
      throw new IllegalArgumentException(values.length + " tables, not " + tensors.size());
    }
    for (int j = 0; j < values.length; j++) {
      if (values[j].length != tensors.get(j).size()) {
        throw new IllegalArgumentException(
            tensors.get(j).name() + ": " + values[j].length + " values");
      }
      this.values[j] = values[j].clone();
    }
  }

  /// All zero.
  public static ModelSnapshot zero(List<ParameterTensor> tensors) {
    return new ModelSnapshot(
        tensors, tensors.stream().map(w -> new long[w.size()]).toArray(long[][]::new));
  }

  /// Shapes and names.
  public List<ParameterTensor> tensors() {
    return tensors;
  }

  /// A copy of the values of tensor j.
  public long[] values(int j) {
    return values[j].clone();
  }

  /// The values of tensor j as cells, in box order.
  public Cells cells(int j) {
    return Cells.ofSigned(tensors.get(j).order().apply(values[j]));
  }

  /// The values of all tensors as cells.
  public List<Cells> cells() {
    return java.util.stream.IntStream.range(0, values.length).mapToObj(this::cells).toList();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ModelSnapshot m
        && tensors.equals(m.tensors)
        && Arrays.deepEquals(values, m.values);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(values);
  }

  /// Names only.
  @Override
  public String toString() {
    return "ModelSnapshot" + tensors.stream().map(ParameterTensor::name).toList();
  }
}
