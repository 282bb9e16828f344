package io.hallmark.provenance.dataset;

import io.hallmark.document.Progress;
import io.hallmark.provenance.source.CsvSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// A small committed data set with a tag and a digest: 30 records, train and test.
final class Library {
  private static final String DRAFT =
      """
      {"name":"library","split":{"test":"0.25"},"origin":"none","columns":[
       {"name":"pages","role":"feature"},
       {"name":"good","role":"label","classes":[
         {"name":"no","values":["no"]},{"name":"yes","values":["yes"]}]},
       {"name":"licence","role":"tag","encoding":"codes","codes":["","cc0","cc-by"]},
       {"name":"work","role":"digest","of":"text-folded"}]}
      """;

  private Library() {}

  /// The records; the given row has another licence.
  static String records(int other) {
    StringBuilder out = new StringBuilder("pages,good,licence,work\n");
    for (int i = 0; i < 30; i++) {
      out.append(20 + i * 7 % 90)
          .append(i % 3 == 0 ? ",yes" : ",no")
          .append(i % 2 == 0 == (i == other) ? ",cc0" : ",cc-by")
          .append(",Book number ")
          .append(i)
          .append('\n');
    }
    return out.toString();
  }

  /// Commits the records below a folder.
  ///
  /// @param openings B of every commitment
  /// @return the folder of the data set
  static Path commit(Path folder, String name, String records, long openings) throws Exception {
    Path csv = Files.writeString(folder.resolve(name + ".csv"), records);
    CsvSource source = new CsvSource(csv);
    DatasetSchema schema =
        SchemaFit.fit(source, SchemaDraft.read(DRAFT.getBytes(StandardCharsets.UTF_8))).schema();
    Path dataset = folder.resolve(name);
    DatasetCommitter.commit(
        source,
        schema,
        dataset,
        new DatasetCommitter.Options(
            OptionalLong.of(openings), DatasetLimits.DEFAULT, SampleData.CREATED, Progress.QUIET));
    return dataset;
  }
}
