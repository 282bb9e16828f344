package io.hallmark.learning.trace;

import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.CellRecorder;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.operator.Range;
import io.hallmark.proof.commitment.Cells;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a training leaves behind: the weights at every segment boundary and the committed cells of
/// every step. Any division into windows can be cut from it.
public final class TrainingTrace {
  private final Network network;
  private final List<ModelSnapshot> boundaries;
  private final CellRecorder signals;

  TrainingTrace(Network network, List<ModelSnapshot> boundaries, CellRecorder signals) {
    this.network = network;
    this.boundaries = List.copyOf(boundaries);
    this.signals = signals;
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
    CellRecorder out = new CellRecorder();
    Map<String, Cells> cells = new LinkedHashMap<>();
    for (int j = 0; j < network.tensors().size(); j++) {
      ParameterTensor w = network.tensors().get(j);
      Range range = network.optimizer().range(w);
      long[] values = new long[span * w.size()];
      int[][] low = range.limbs().columns(out, values.length);
      for (int g = 0; g < span; g++) {
        long[] boundary = boundaries.get(first + g + 1).values(j);
        for (int i = 0; i < boundary.length; i++) {
          int at = g * boundary.length + i;
          values[at] = boundary[i];
          range.record(boundary[i], low, at);
        }
      }
      cells.put("out." + w.name(), Cells.ofSigned(values));
    }
    cells.putAll(out.cells());
    cells.putAll(signals.blocks(network.program().segments(), first, first + span));
    return cells;
  }
}
