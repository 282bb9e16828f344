package io.hallmark.learning.trace;

import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.CellRecorder;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.proof.commitment.Cells;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a training leaves behind: the weights at every segment boundary and the committed cells of
/// every step. Any division into windows can be cut from it.
public final class TrainingTrace {
  private final Network network;
  private final List<ModelSnapshot> boundaries;
  private final List<ModelSnapshot> states;
  private final CellRecorder recorder;

  /// @param boundaries weights at the start and after every segment
  /// @param states state of the optimiser after every segment, none for one without
  /// @param recorder all other cells
  TrainingTrace(
      Network network,
      List<ModelSnapshot> boundaries,
      List<ModelSnapshot> states,
      CellRecorder recorder) {
    this.network = network;
    this.boundaries = List.copyOf(boundaries);
    this.states = List.copyOf(states);
    this.recorder = recorder;
  }

  /// The operators.
  public Network network() {
    return network;
  }

  /// Weights after the given number of segments; 0 is the start.
  public ModelSnapshot boundary(int segments) {
    return boundaries.get(segments);
  }

  /// The weights at the end.
  public ModelSnapshot last() {
    return boundaries.getLast();
  }

  /// Own committed cells of a window, multiplicity columns left out.
  ///
  /// @param first first segment of the window
  /// @param span segments of the window
  public Map<String, Cells> window(int first, int span) {
    Map<String, Cells> cells = new LinkedHashMap<>();
    put(cells, boundaries.subList(first + 1, first + span + 1), "");
    if (!states.isEmpty()) {
      put(cells, states.subList(first, first + span), ".v");
    }
    cells.putAll(recorder.blocks(network.program().segments(), first, first + span));
    return cells;
  }

  private void put(Map<String, Cells> cells, List<ModelSnapshot> snapshots, String suffix) {
    for (int j = 0; j < network.tensors().size(); j++) {
      ParameterTensor w = network.tensors().get(j);
      long[] values = new long[Math.multiplyExact(snapshots.size(), w.size())];
      for (int g = 0; g < snapshots.size(); g++) {
        System.arraycopy(snapshots.get(g).values(j), 0, values, g * w.size(), w.size());
      }
      cells.put("out." + w.name() + suffix, Cells.ofSigned(w.order().apply(values)));
    }
  }
}
