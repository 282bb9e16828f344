package io.hallmark.learning.trace;

import io.hallmark.learning.operator.CellRecorder;
import io.hallmark.learning.operator.DeclaredRange;
import io.hallmark.learning.operator.DenseLayer;
import io.hallmark.learning.operator.Relu;
import io.hallmark.learning.operator.Round;
import io.hallmark.learning.operator.TrainingStopped;
import java.util.List;
import java.util.Optional;

/// Forward pass of one layer, batch after batch, with the cells it leaves: z, the low limbs of its
/// remainder and, behind a ReLU, a and u.
final class LayerTape {
  private final DenseLayer layer;
  private final int samples;
  private final int size;
  private final Round round;
  private final long[] acc;
  private final long[] z;
  private final int[] zCells;
  private final int[][] zLow;
  private final Optional<Activations> activations;

  /// @param layer the layer
  /// @param relu what stands behind it, nothing behind the last layer
  /// @param withSigns whether the signs u are recorded
  /// @param samples records of a batch
  /// @param batches number of batches
  LayerTape(
      DenseLayer layer,
      Optional<Relu> relu,
      boolean withSigns,
      CellRecorder recorder,
      int samples,
      int batches) {
    this.layer = layer;
    this.samples = samples;
    this.size = samples * layer.outputs();
    this.round = layer.round();
    this.acc = new long[size];
    this.z = new long[size];
    CellRecorder ordered = recorder.ordered(layer.order(samples));
    int cells = Math.multiplyExact(size, batches);
    this.zCells = ordered.column(layer.z(), cells);
    this.zLow = round.allColumns(ordered, cells);
    this.activations = relu.map(r -> new Activations(r, withSigns, ordered, cells));
  }

  /// Pre-activations of the batch, one row per sample.
  long[] z() {
    return z;
  }

  /// Activations of the batch; only behind a ReLU.
  int[] a() {
    return activations.orElseThrow().a;
  }

  /// Signs of the batch; only behind a ReLU.
  int[] u() {
    return activations.orElseThrow().u;
  }

  /// Computes z and, behind a ReLU, checks and records everything. Behind the last layer the caller
  /// checks z and calls [#record].
  ///
  /// @param batch number of the batch
  /// @param step step, counted from 1; 0 outside training
  void forward(int[] x, long[] w, long[] bias, int batch, int step, int segment)
      throws TrainingStopped {
    layer.forward(x, samples, w, bias, acc);
    for (int i = 0; i < size; i++) {
      z[i] = round.apply(acc[i]);
    }
    if (activations.isPresent()) {
      activations.get().run(batch, step, segment);
      record(batch);
    }
  }

  /// Records z of a batch, in range.
  void record(int batch) {
    int first = batch * size;
    for (int i = 0; i < size; i++) {
      zCells[first + i] = (int) z[i];
      round.record(acc[i], z[i], zLow, first + i);
    }
  }

  private final class Activations {
    private final Relu relu;
    private final DeclaredRange below;
    private final DeclaredRange above;
    private final List<Integer> extents;
    private final int[] a = new int[size];
    private final int[] u = new int[size];
    private final int[] aCells;
    private final int[] uCells;

    Activations(Relu relu, boolean withSigns, CellRecorder recorder, int cells) {
      this.relu = relu;
      this.below = relu.below();
      this.above = relu.above();
      this.extents = List.of(samples, layer.outputs());
      this.aCells = recorder.column(relu.activations(), cells);
      this.uCells = withSigns ? recorder.column(relu.signs(), cells) : new int[0];
    }

    void run(int batch, int step, int segment) throws TrainingStopped {
      long min = below.range().min();
      long max = above.range().max();
      for (int i = 0; i < size; i++) {
        if (z[i] < min) {
          below.require(z[i], step, segment, extents, i);
        } else if (z[i] > max) {
          above.require(z[i], step, segment, extents, i);
        }
        a[i] = relu.activation(z[i]);
        u[i] = relu.sign(z[i]);
      }
      System.arraycopy(a, 0, aCells, batch * size, size);
      if (uCells.length > 0) {
        System.arraycopy(u, 0, uCells, batch * size, size);
      }
    }
  }
}
