package io.hallmark.cli.dataset;

import io.hallmark.cli.CommonOptions;
import io.hallmark.cli.Console;
import io.hallmark.provenance.dataset.CreditLedger;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetIndexer;
import io.hallmark.provenance.dataset.IndexDocument;
import io.hallmark.provenance.dataset.IndexOpening;
import io.hallmark.provenance.dataset.ManifestPart;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark dataset index`: a commitment that answers requests.
@Command(
    name = "index",
    mixinStandardHelpOptions = true,
    description = {
      "Commits to the digests of a data set alone, with openings of their own, and proves that"
          + " they",
      "are the data set's. Requests whether a work or person is in the data set are answered from",
      "DIR: answers spend no opening of the data set, and whoever answers holds no record.",
      "",
      "Costs one opening of every part. Of the openings of the index one is used by its proof and",
      "two are reserved, so B - 3 answers remain: 253 unless you choose another B."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark dataset index dataset/ --out index/",
      "  hallmark dataset index dataset/ --openings 1000 --out index/"
    })
public final class IndexCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private OpeningsOption openings = new OpeningsOption();

  @Parameters(paramLabel = "DATASET", description = "folder of the committed data set")
  private Path dataset = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "a new folder")
  private Path out = Path.of("");

  @Override
  public Integer call() throws Exception {
    IndexDocument index;
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      index = DatasetIndexer.make(dataset, out, openings.options(progress));
    } catch (IllegalArgumentException e) {
      throw Inputs.usage(e);
    }
    PrintWriter console = Console.out(spec);
    console.println("index " + index.digest().hex() + " -> " + out);
    CreditLedger ledger = IndexOpening.open(out).ledger();
    for (ManifestPart part : index.parts()) {
      console.println(
          "  %-5s %,d records, commitment %s, %d answers remain"
              .formatted(
                  part.name(), part.rows(), part.descriptor().hex(), ledger.runsLeft(part.name())));
    }
    console.println("keep " + out.resolve(DatasetFolder.OPENING) + " secret, and do not copy it");
    return 0;
  }
}
