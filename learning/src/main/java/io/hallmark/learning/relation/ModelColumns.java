package io.hallmark.learning.relation;

import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.operator.PartBuilder;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Columns of the commitment to a model, one per tensor: the served integers.
public final class ModelColumns {
  private ModelColumns() {}

  /// The columns of a model.
  public static List<ColumnShape> shapes(Network network) {
    PartBuilder b = new PartCompiler(network).model(List.of(), List.of(), List.of());
    return network.tensors().stream()
        .map(w -> new ColumnShape(w.name(), b.extents(w.at(b))))
        .toList();
  }

  /// The cells of a model.
  public static Map<String, Cells> cells(ModelSnapshot served) {
    Map<String, Cells> out = new LinkedHashMap<>();
    List<ParameterTensor> tensors = served.tensors();
    for (int j = 0; j < tensors.size(); j++) {
      out.put(tensors.get(j).name(), served.cells(j));
    }
    return out;
  }
}
