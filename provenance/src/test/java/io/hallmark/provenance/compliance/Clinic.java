package io.hallmark.provenance.compliance;

import io.hallmark.document.Digests;
import io.hallmark.provenance.dataset.DatasetAppender;
import io.hallmark.provenance.dataset.DatasetCommitter;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.Fingerprint;
import io.hallmark.provenance.dataset.SchemaDraft;
import io.hallmark.provenance.dataset.SchemaFit;
import io.hallmark.provenance.policy.EntryList;
import io.hallmark.provenance.policy.ListDocument;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.source.CsvSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// A committed data set of 60 records with tags, and policies about it.
final class Clinic {
  static final byte[] KEY = Digests.sha256(new byte[] {7}).bytes();

  private static final String DRAFT =
      """
      {"name":"clinic","split":{"test":"0.25"},"origin":"none","columns":[
       {"name":"age","role":"feature"},
       {"name":"outcome","role":"label","classes":[
         {"name":"no","values":["no"]},{"name":"yes","values":["yes"]}]},
       {"name":"licence","role":"tag","encoding":"codes","codes":["","cc0","cc-by","closed"]},
       {"name":"until","role":"tag","encoding":"date","min":18262,"max":25567,"missing":true},
       {"name":"toxicity","role":"tag","encoding":"integer","min":0,"max":100},
       {"name":"patient","role":"digest","of":"subject","namespace":"patients"},
       {"name":"work","role":"digest","of":"text-folded"},
       {"name":"record","role":"digest","of":"record"}]}
      """;

  private final Path folder;

  private Clinic(Path folder) {
    this.folder = folder;
  }

  /// Commits the records below a folder.
  static Clinic commit(Path folder) throws Exception {
    return commit(folder, records());
  }

  /// Commits the first records in shards of 12, and appends the others.
  static Clinic commitShards(Path folder, String first, String second) throws Exception {
    Path one = Files.writeString(folder.resolve("first.csv"), first);
    Path two = Files.writeString(folder.resolve("second.csv"), second);
    SchemaDraft draft = SchemaDraft.read(DRAFT.getBytes(StandardCharsets.UTF_8));
    DatasetSchema schema = SchemaFit.fit(new CsvSource(one), draft, KEY).schema();
    Path dataset = folder.resolve("dataset");
    DatasetCommitter.commit(new CsvSource(one), schema, dataset, options().withShardRows(12));
    DatasetAppender.append(new CsvSource(two), dataset, options());
    return new Clinic(dataset);
  }

  private static DatasetCommitter.Options options() {
    return new DatasetCommitter.Options(
        OptionalLong.empty(),
        DatasetLimits.DEFAULT,
        Instant.parse("2026-11-01T00:00:00Z"),
        (_, _, _) -> {},
        KEY,
        OptionalInt.empty());
  }

  /// The records as CSV.
  static String records() {
    SplittableRandom random = new SplittableRandom(11);
    StringBuilder out = new StringBuilder("age,outcome,licence,until,toxicity,patient,work\n");
    for (int i = 0; i < 60; i++) {
      out.append(20 + random.nextInt(60))
          .append(random.nextBoolean() ? ",yes" : ",no")
          .append(random.nextBoolean() ? ",cc0" : ",cc-by")
          .append(",2027-0")
          .append(1 + random.nextInt(9))
          .append("-15,")
          .append(random.nextInt(21))
          .append(",p")
          .append(i)
          .append(",The work number ")
          .append(i)
          .append('\n');
    }
    return out.toString();
  }

  static Clinic commit(Path folder, String records) throws Exception {
    return commit(folder, records, "");
  }

  /// Commits records with further columns.
  ///
  /// @param columns their drafts, each after a comma
  static Clinic commit(Path folder, String records, String columns) throws Exception {
    Path csv = folder.resolve("records.csv");
    Files.writeString(csv, records);
    CsvSource source = new CsvSource(csv);
    SchemaDraft draft =
        SchemaDraft.read(
            DRAFT.replaceFirst("]}\\s*$", columns + "]}").getBytes(StandardCharsets.UTF_8));
    DatasetSchema schema = SchemaFit.fit(source, draft, KEY).schema();
    Path dataset = folder.resolve("dataset");
    DatasetCommitter.commit(source, DatasetSchema.read(schema.write()), dataset, options());
    return new Clinic(dataset);
  }

  Path folder() {
    return folder;
  }

  /// A policy of the given rules, as JSON.
  static PolicyDocument policy(String rules) throws Exception {
    String text =
        """
        {"type":"hallmark/policy/v1","name":"open and consented","version":1,
         "lists":{"withdrawn":"statement"},"rules":[%s,
         {"kind":"exclude","column":"patient","list":"withdrawn"}]}
        """
            .formatted(rules);
    return PolicyDocument.readLenient(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The withdrawn patients with these numbers.
  static Map<String, PolicyList> withdrawn(int version, long... numbers) {
    EntryList entries =
        EntryList.ofKeys(
            LongStream.of(numbers)
                .map(n -> Fingerprint.ofSubject(KEY, "patients", "p" + n)[0])
                .toArray());
    ListDocument document =
        ListDocument.of(
            "withdrawn",
            version,
            Optional.empty(),
            Optional.of("patients"),
            Optional.of(Fingerprint.keyCheck(KEY)),
            entries);
    return Map.of("withdrawn", new PolicyList.Published(document, entries));
  }
}
