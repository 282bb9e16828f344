package io.hallmark.provenance.dataset;

import io.hallmark.learning.operator.DataLayout;
import io.hallmark.learning.operator.DatasetRange;
import io.hallmark.learning.operator.LabelRange;
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
    int features = schema.featureCount();
    return schema.target().isPresent()
        ? new DataLayout(features, 1, 0)
        : DataLayout.ofClasses(features, schema.classCount());
  }

  /// The declared ranges.
  static DatasetRange range(DatasetSchema schema, int limb) {
    List<Feature> features = schema.features();
    LabelRange labels =
        schema
            .target()
            .<LabelRange>map(t ->
                new LabelRange.Values(Cells.ofInts(t.value().min()), Cells.ofInts(t.value().max())))
            .orElseGet(() -> new LabelRange.Classes(schema.classCount()));
    return new DatasetRange(
        Cells.ofInts(features.stream().mapToInt(Feature::min).toArray()),
        Cells.ofInts(features.stream().mapToInt(Feature::max).toArray()),
        limb,
        labels,
        0);
  }

  /// The records as the relation reads them.
  static SampleTable samples(DatasetSchema schema, PartCells part) {
    return schema.target().isPresent()
        ? SampleTable.ofTargets(part.featureCount(), 1, part.features(), part.labels())
        : new SampleTable(part.featureCount(), part.features(), part.labels());
  }
}
