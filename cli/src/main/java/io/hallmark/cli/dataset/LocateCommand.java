package io.hallmark.cli.dataset;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.RecordLocator;
import io.hallmark.provenance.dataset.RecordPlace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark dataset locate`: where a record stands, and the proof that it does.
@Command(
    name = "locate",
    mixinStandardHelpOptions = true,
    description = {
      "Finds a record by its shard, and by file and row of its source. Needs the opening. With"
          + " --out,",
      "writes the proof that the record is in the data set, for whoever holds the record: it"
          + " reveals",
      "this record and its place. Exit code 1 if the record is not there.",
      "",
      "RECORD is a JSON array of the texts of all cells, in the order of the source."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark dataset locate dataset/ --record record.json --out inclusion.json",
      "  hallmark dataset included dataset/manifest.json inclusion.json --record record.json"
    })
public final class LocateCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "the data set")
  private Path dataset = Path.of("");

  @Option(names = "--record", required = true, paramLabel = "FILE", description = "the record")
  private Path record = Path.of("");

  @Option(names = "--out", paramLabel = "FILE", description = "the proof, about its first place")
  private @Nullable Path out;

  @Override
  public Integer call() throws Exception {
    List<String> cells = Inputs.record(record);
    RecordLocator locator =
        new RecordLocator(DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING)));
    List<RecordPlace> places = locator.find(cells);
    PrintWriter console = Console.out(spec);
    if (places.isEmpty()) {
      throw new CommandException(ExitCode.REJECTED, "no such record in this version");
    }
    for (RecordPlace p : places) {
      console.println(
          "record %d of %s: %s, row %d".formatted(p.index(), p.shard(), p.source(), p.row()));
    }
    if (out != null) {
      AtomicFiles.writePrivate(out, locator.prove(places.getFirst(), cells).write());
      console.println("proof -> " + out);
    }
    return 0;
  }
}
