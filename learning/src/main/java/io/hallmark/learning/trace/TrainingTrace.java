package io.hallmark.learning.trace;

import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.CellRecorder;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.proof.commitment.Cells;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// What a training leaves behind: where it stood at the kept boundaries. The cells of a window are
/// computed anew from the boundary at which it starts, and nobody holds them longer than the caller
/// does: a training of any length takes the memory of its boundaries.
///
/// - **Threads:** immutable; windows may be computed side by side.
public final class TrainingTrace {
  private final Network network;
  private final SampleTable samples;
  private final int[] rows;
  private final SortedMap<Integer, TrainingState> boundaries;

  /// @param rows row of every position of the sampler
  /// @param boundaries states by the number of segments before them; the end is among them
  TrainingTrace(
      Network network,
      SampleTable samples,
      int[] rows,
      SortedMap<Integer, TrainingState> boundaries) {
    this.network = network;
    this.samples = samples;
    this.rows = rows;
    this.boundaries = new TreeMap<>(boundaries);
  }

  /// The operators.
  public Network network() {
    return network;
  }

  /// Where the training stood after the given number of segments; 0 is the start.
  ///
  /// @throws IllegalArgumentException if that boundary was not kept
  public TrainingState boundary(int segments) {
    TrainingState kept = boundaries.get(segments);
    if (kept == null) {
      throw new IllegalArgumentException("the boundary after " + segments + " segments");
    }
    return kept;
  }

  /// The weights at the end.
  public ModelSnapshot last() {
    return boundary(boundaries.lastKey()).weights();
  }

  /// Own committed cells of a window, multiplicity columns left out.
  ///
  /// @param first first segment of the window; a boundary that was kept
  /// @param span segments of the window
  public Map<String, Cells> window(int first, int span) {
    CellRecorder recorder = new CellRecorder();
    WindowTape tape = new WindowTape(network, samples, rows, boundary(first), span, recorder);
    List<TrainingState> after = new ArrayList<>();
    try {
      for (int slot = 0; slot < span; slot++) {
        tape.run(first + slot, slot);
        after.add(tape.state());
      }
    } catch (TrainingStopped e) {
      throw new IllegalStateException("a training that ended stops when it is repeated", e);
    }
    Map<String, Cells> cells = new LinkedHashMap<>();
    put(cells, after, TrainingState::weights, "");
    List<String> names = network.optimizer().states();
    for (int k = 0; k < names.size(); k++) {
      int state = k;
      put(cells, after, s -> s.optimizer().get(state), "." + names.get(k));
    }
    cells.putAll(recorder.cells());
    return cells;
  }

  private void put(
      Map<String, Cells> cells,
      List<TrainingState> states,
      Function<TrainingState, ModelSnapshot> what,
      String suffix) {
    for (int j = 0; j < network.tensors().size(); j++) {
      ParameterTensor w = network.tensors().get(j);
      long[] values = new long[Math.multiplyExact(states.size(), w.size())];
      for (int g = 0; g < states.size(); g++) {
        System.arraycopy(what.apply(states.get(g)).values(j), 0, values, g * w.size(), w.size());
      }
      cells.put("out." + w.name() + suffix, Cells.ofSigned(w.order().apply(values)));
    }
  }
}
