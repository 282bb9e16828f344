package io.hallmark.cli.dataset;

import io.hallmark.cli.Console;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.RecordInclusion;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark dataset included`: verifies that a record is in a data set.
@Command(
    name = "included",
    mixinStandardHelpOptions = true,
    description = {
      "Verifies the proof that a record is in a data set. Needs the record, the proof that the"
          + " owner",
      "gave ('hallmark dataset locate'), and the published manifest. That the committed cells are",
      "those of the records is what an authority attests that recomputed the sources."
    },
    footerHeading = "%nExamples:%n",
    footer =
        "  hallmark dataset included dataset/manifest.json inclusion.json --record record.json")
public final class IncludedCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MANIFEST", description = "manifest.json")
  private Path manifest = Path.of("");

  @Parameters(index = "1", paramLabel = "PROOF", description = "the proof")
  private Path proof = Path.of("");

  @Option(names = "--record", required = true, paramLabel = "FILE", description = "the record")
  private Path record = Path.of("");

  @Override
  public Integer call() throws Exception {
    DatasetManifest published = DatasetFolder.readManifest(manifest, DatasetLimits.DEFAULT);
    RecordInclusion inclusion = RecordInclusion.read(Inputs.document(proof));
    inclusion.verify(published, Inputs.record(record));
    Console.out(spec)
        .println(
            "the record is in %s of data set %s, version %d, manifest %s"
                .formatted(
                    inclusion.shard(),
                    published.name(),
                    published.version(),
                    published.digest().hex()));
    return 0;
  }
}
