package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.source.CsvSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An owner who shows an authority an opening that lies about its sources.
final class RecheckLiesTest {
  private static final int ROWS = 40;

  @TempDir private Path folder = Path.of("");

  private CsvSource file(String name, String content) throws Exception {
    return new CsvSource(Files.writeString(folder.resolve(name), content));
  }

  private Path commit(boolean sharded) throws Exception {
    Path dataset = folder.resolve("dataset");
    DatasetCommitter.Options options = DatasetCommitter.Options.at(SampleData.CREATED);
    DatasetCommitter.commit(
        file("own.csv", SampleData.csv(0, ROWS)),
        SampleData.schema(),
        dataset,
        sharded ? options.withShardRows(12) : options);
    return dataset;
  }

  private void edit(Path dataset, String from, String to) throws Exception {
    Path secrets = dataset.resolve(DatasetFolder.OPENING).resolve("secrets.json");
    String before = Files.readString(secrets);
    String after = before.replace(from, to);
    assertEquals(false, before.equals(after), from);
    Files.writeString(secrets, after);
  }

  private String rejected(Path dataset, String... sources) {
    return assertThrows(
            Rejected.class,
            () -> {
              List<CsvSource> files = new ArrayList<>();
              for (String s : sources) {
                files.add(file("shown" + files.size() + ".csv", s));
              }
              DatasetOpening opening = DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING));
              DatasetRecheck.recheck(files, opening.manifest(), opening, new byte[0]);
            })
        .code();
  }

  /// The owner committed to a part of the source only, and says that it was all of it.
  @Test
  void rowsThatNoShardHoldsAreNotPassedOver() throws Exception {
    Path dataset = commit(false);
    edit(dataset, "\"rows\":40,", "\"rows\":44,");
    assertEquals("RECHECK_LEFT_OUT", rejected(dataset, SampleData.csv(0, ROWS + 4)));
  }

  @Test
  void rowsAreCountedFromTheFirstOne() throws Exception {
    Path dataset = commit(false);
    edit(dataset, "\"first\":0,", "\"first\":7,");
    assertEquals("RECHECK_SOURCES", rejected(dataset, SampleData.csv(0, ROWS)));
  }

  @Test
  void fewerRowsThanWereIngestedAreADifference() throws Exception {
    Path dataset = commit(false);
    edit(dataset, "\"rows\":40,", "\"rows\":41,");
    assertEquals("RECHECK_ROWS", rejected(dataset, SampleData.csv(0, ROWS)));
  }

  /// The number of rows in somebody else's folder may be anything; it is not counted to.
  @Test
  void aSourceOfEndlessRowsIsADifference() throws Exception {
    Path dataset = commit(false);
    DatasetAppender.append(
        file("more.csv", SampleData.csv(ROWS, ROWS + 12)),
        dataset,
        DatasetCommitter.Options.at(SampleData.CREATED));
    edit(dataset, "\"rows\":40,", "\"rows\":9007199254740991,");
    assertEquals(
        "RECHECK_ROWS",
        rejected(dataset, SampleData.csv(0, ROWS), SampleData.csv(ROWS, ROWS + 12)));
  }

  /// The digest of a source has no salt: whoever gets a copy could try guesses of the whole with
  /// it.
  @Test
  void aCopyDoesNotTellWhatTheSourcesWere() throws Exception {
    Path dataset = commit(false);
    String sha256 =
        DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING))
            .sources()
            .getFirst()
            .sha256()
            .hex();
    Path copy = folder.resolve("copy");
    DatasetCopier.copy(dataset, copy, DatasetCopier.Options.at(SampleData.CREATED));
    Path renewed = folder.resolve("renewed");
    DatasetCopier.renew(dataset, renewed, DatasetCopier.Options.at(SampleData.CREATED));
    assertEquals(false, secrets(copy).contains(sha256));
    assertEquals(true, secrets(renewed).contains(sha256));
  }

  private static String secrets(Path dataset) throws Exception {
    return Files.readString(dataset.resolve(DatasetFolder.OPENING).resolve("secrets.json"));
  }

  /// The prover refuses the very bytes; other line ends are other bytes of the same records.
  @Test
  void aSourceDoesNotCountTwice() throws Exception {
    Path dataset = commit(false);
    String csv = SampleData.csv(0, ROWS);
    DatasetAppender.append(
        file("again.csv", csv.replace("\n", "\r\n")),
        dataset,
        DatasetCommitter.Options.at(SampleData.CREATED));
    assertEquals("RECHECK_SOURCES", rejected(dataset, csv, csv));
  }
}
