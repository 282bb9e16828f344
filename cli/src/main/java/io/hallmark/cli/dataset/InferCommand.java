package io.hallmark.cli.dataset;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.CommonOptions;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.dataset.ColumnGuess;
import io.hallmark.provenance.dataset.SchemaGuess;
import io.hallmark.provenance.source.RecordSource;
import io.hallmark.provenance.source.SourceFormat;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark dataset infer`: a schema to start from.
@Command(
    name = "infer",
    mixinStandardHelpOptions = true,
    description = {
      "Reads a source once and proposes a schema for you to edit: numeric, ordinal and one-hot",
      "features, label, tags, identifiers and ignored columns, each with its reason. Says what it",
      "could not decide. Codes stand in the schema, which is public: look at them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark dataset infer data.csv --label diagnosis --out in.json",
      "  hallmark dataset infer table/ --label sold --out in.json",
      "  hallmark dataset infer data.txt --delimiter ';'"
    })
public final class InferCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "SOURCE", arity = "1..*", description = Inputs.SOURCES)
  private List<Path> source = new ArrayList<>();

  @Option(names = "--label", paramLabel = "NAME", description = "the column to learn")
  private @Nullable String label;

  @Option(
      names = "--delimiter",
      paramLabel = "C",
      description = "what stands between the cells of a CSV file: , ; | : or tab, space")
  private @Nullable String delimiter;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "the proposed schema, a new file; without it, it is printed")
  private @Nullable Path out;

  @Override
  public Integer call() throws Exception {
    if (out != null && Files.exists(out)) {
      throw new CommandException(ExitCode.ENVIRONMENT, out + " exists");
    }
    SchemaGuess guess;
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      SourceFormat format = format();
      RecordSource records = RecordSource.discover(source, format);
      guess = SchemaGuess.of(records, Optional.ofNullable(label), progress);
      print(guess, guess.withFormat(format));
    } catch (IllegalArgumentException e) {
      throw Inputs.usage(e);
    }
    return ExitCode.ACCEPTED.number();
  }

  private SourceFormat format() {
    if (delimiter == null) {
      return SourceFormat.BY_NAME;
    }
    String text =
        switch (delimiter) {
          case "tab", "\\t" -> "\t";
          case "space" -> " ";
          default -> delimiter;
        };
    if (text.length() != 1) {
      throw new CommandException(ExitCode.USAGE, "--delimiter is one character, tab or space");
    }
    return new SourceFormat(Optional.of(SourceFormat.Kind.CSV), Optional.of(text.charAt(0)));
  }

  private void print(SchemaGuess guess, byte[] draft) throws Exception {
    PrintWriter report = out == null ? Console.err(spec) : Console.out(spec);
    report.println("%,d rows, %d columns".formatted(guess.rows(), guess.columns().size()));
    for (ColumnGuess column : guess.columns()) {
      report.println(
          "  %-24s %-10s %s".formatted(column.name(), column.proposal(), column.reason()));
    }
    guess.source().notes().forEach(note -> report.println("note: " + note));
    report.println("not decided:");
    guess.undecided().forEach(line -> report.println("  " + line));
    if (out == null) {
      Console.out(spec).print(new String(draft, StandardCharsets.UTF_8));
    } else {
      AtomicFiles.write(out, draft);
      report.println("schema to edit -> " + out);
    }
  }
}
