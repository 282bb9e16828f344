package io.hallmark.provenance.dataset;

import io.hallmark.learning.operator.DataLayout;
import io.hallmark.learning.operator.DatasetRange;
import io.hallmark.learning.operator.LabelRange;
import io.hallmark.learning.operator.TagRange;
import io.hallmark.learning.relation.DataColumns;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.provenance.dataset.DatasetSchema.Feature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A data set in the words of the relation compiler.
final class DataShapes {
  private DataShapes() {}

  /// The columns of the commitment to a part.
  static List<ColumnShape> of(DatasetSchema schema, int rows) {
    return DataColumns.shapes(layout(schema), rows);
  }

  /// Names of the committed columns of digests.
  static List<String> digestColumns(DatasetSchema schema) {
    return schema.tagColumns().stream().filter(name -> name.startsWith("f")).toList();
  }

  /// Place of the key of a digest among the committed columns of tags and digests.
  ///
  /// @throws IllegalArgumentException if there is no such column of digests
  static int keyColumn(DatasetSchema schema, String digest) {
    List<SchemaTag.DigestTag> digests = schema.digests();
    for (int d = 0; d < digests.size(); d++) {
      if (digests.get(d).name().equals(digest)) {
        return schema.tagColumns().indexOf("f" + d + ".0");
      }
    }
    throw new IllegalArgumentException("no column of digests is called \"" + digest + "\"");
  }

  /// Which columns a part has.
  static DataLayout layout(DatasetSchema schema) {
    int features = schema.featureCount();
    DataLayout plain =
        schema.target().isPresent()
            ? new DataLayout(features, 1, 0)
            : DataLayout.ofClasses(features, schema.classCount());
    return plain.withTags(schema.tagColumns());
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
        0,
        schema.tagColumns(),
        tagRanges(schema));
  }

  /// Ranges of tags and of the keys of digests; other limbs are only compared.
  private static List<TagRange> tagRanges(DatasetSchema schema) {
    List<TagRange> out = new ArrayList<>();
    for (SchemaTag tag : schema.tags()) {
      String column = "t" + out.size();
      out.add(
          switch (tag) {
            case SchemaTag.CodeTag c -> new TagRange(column, 0, c.codes().size() - 1L);
            case SchemaTag.NumberTag n ->
                new TagRange(column, n.missing() ? n.min() - 1 : n.min(), n.max());
            case SchemaTag.DigestTag _ -> throw new IllegalStateException(column);
          });
    }
    for (int d = 0; d < schema.digests().size(); d++) {
      out.add(new TagRange("f" + d + ".0", 0, (1L << 60) - 1));
    }
    return out;
  }

  /// All committed cells of a part.
  static Map<String, Cells> cells(DatasetSchema schema, PartCells part) {
    Map<String, Cells> out =
        new LinkedHashMap<>(DataColumns.cells(samples(schema, part), layout(schema)));
    tags(schema, part).forEach((name, values) -> out.put(name, Cells.ofSigned(values)));
    return out;
  }

  /// The tags and limbs of digests of a part by their columns.
  static Map<String, long[]> tags(DatasetSchema schema, PartCells part) {
    Map<String, long[]> out = new LinkedHashMap<>();
    List<String> columns = schema.tagColumns();
    long[][] values = part.tags();
    for (int k = 0; k < values.length; k++) {
      out.put(columns.get(k), values[k]);
    }
    return out;
  }

  /// The records as the relation reads them.
  static SampleTable samples(DatasetSchema schema, PartCells part) {
    return schema.target().isPresent()
        ? SampleTable.ofTargets(part.featureCount(), 1, part.features(), part.labels())
        : new SampleTable(part.featureCount(), part.features(), part.labels());
  }
}
