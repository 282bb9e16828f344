package io.hallmark.provenance.training;

import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.SchemaTag;
import java.util.List;

/// The tag whose codes divide records into groups.
final class GroupTag {
  /// Most groups: one line of a verdict each.
  static final int MOST = 64;

  private GroupTag() {}

  /// Place of a tag among the tags of the schema.
  ///
  /// @throws RefusedException if there is none of this name, or it has no or too many codes
  static int place(DatasetSchema schema, String name) throws RefusedException {
    List<SchemaTag> tags = schema.tags();
    for (int j = 0; j < tags.size(); j++) {
      if (tags.get(j).name().equals(name)) {
        if (groups(schema, j) == 0) {
          throw new RefusedException(name + " is no tag of 1 to " + MOST + " codes");
        }
        return j;
      }
    }
    throw new RefusedException("the data set has no tag " + name);
  }

  /// Number of codes of a tag; 0 if it is no tag whose codes can be groups.
  static int groups(DatasetSchema schema, int place) {
    return place >= 0
            && place < schema.tags().size()
            && schema.tags().get(place) instanceof SchemaTag.CodeTag c
            && c.codes().size() <= MOST
        ? c.codes().size()
        : 0;
  }
}
