package io.hallmark.provenance.dataset;

import io.hallmark.learning.operator.DataLayout;
import io.hallmark.learning.operator.DatasetRange;
import io.hallmark.learning.relation.DataColumns;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.provenance.dataset.DatasetSchema.Feature;
import java.util.List;

/// A data set in the words of the relation compiler.
final class DataShapes {
  private DataShapes() {}

  /// The columns of the commitment to a part.
  static List<ColumnShape> of(DatasetSchema schema, int rows) {
    return DataColumns.shapes(layout(schema), rows);
  }

  /// Which columns a part has.
  static DataLayout layout(DatasetSchema schema) {
    return DataLayout.ofClasses(schema.featureCount(), schema.classCount());
  }

  /// The declared ranges.
  static DatasetRange range(DatasetSchema schema, int limb) {
    List<Feature> features = schema.features();
    return new DatasetRange(
        Cells.ofInts(features.stream().mapToInt(Feature::min).toArray()),
        Cells.ofInts(features.stream().mapToInt(Feature::max).toArray()),
        limb,
        schema.classCount());
  }

  /// The records as the relation reads them.
  static SampleTable samples(PartCells part) {
    return new SampleTable(part.featureCount(), part.features(), part.labels());
  }
}
