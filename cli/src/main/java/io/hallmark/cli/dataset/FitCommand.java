package io.hallmark.cli.dataset;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.dataset.SchemaDraft;
import io.hallmark.provenance.dataset.SchemaFit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark dataset fit`: the constants of a schema, from the training rows.
@Command(
    name = "fit",
    mixinStandardHelpOptions = true,
    description = {
      "Computes the constants of a schema once, from the training rows, in integers. The schema is",
      "public: it becomes part of the manifest. Test rows are not looked at."
    },
    footerHeading = "%nA schema to start from:%n",
    footer = {
      "  {\"name\": \"wards\", \"split\": {\"test\": \"0.2\"}, \"origin\": \"none\", \"columns\":"
          + " [",
      "    {\"name\": \"age\", \"role\": \"feature\", \"digits\": 0},",
      "    {\"name\": \"pixel\", \"role\": \"feature\", \"scale\": \"identity\", \"factor\": 16},",
      "    {\"name\": \"ward\", \"role\": \"feature\", \"encoding\": \"one-hot\", \"codes\":"
          + " [\"A\", \"B\"]},",
      "    {\"name\": \"note\", \"role\": \"ignored\"},",
      "    {\"name\": \"diagnosis\", \"role\": \"label\", \"classes\": [",
      "      {\"name\": \"benign\", \"values\": [\"B\"]}, {\"name\": \"malignant\", \"values\":"
          + " [\"M\"]}]}]}",
      "",
      "Examples:",
      "  hallmark dataset fit data.csv --schema in.json --out schema.json",
      "  hallmark dataset fit data.csv --schema in.json --origin none --out schema.json"
    })
public final class FitCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private SubjectKey subjectKey = new SubjectKey();

  @Parameters(paramLabel = "SOURCE", arity = "1..*", description = Inputs.SOURCES)
  private List<Path> source = new ArrayList<>();

  @Option(names = "--schema", required = true, paramLabel = "FILE", description = "your schema")
  private Path schema = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the fitted schema")
  private Path out = Path.of("");

  @Option(
      names = "--origin",
      paramLabel = "none",
      description = "none: there is no origin record, and every report says so")
  private @Nullable String origin;

  @Override
  public Integer call() throws Exception {
    SchemaDraft draft = SchemaDraft.read(Inputs.document(schema));
    if (origin != null) {
      if (!origin.equals("none")) {
        throw new CommandException(
            ExitCode.USAGE, "--origin can be none; a record stands in the schema");
      }
      draft = draft.withoutOrigin();
    }
    SchemaFit.Fitted fitted;
    try {
      fitted = SchemaFit.fit(draft.source(source), draft, subjectKey.bytes());
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, schema + ": " + e.getMessage());
    }
    AtomicFiles.write(out, fitted.schema().write());
    fitted.warnings().forEach(w -> Console.err(spec).println("warning: " + w));
    Console.out(spec)
        .println(
            "fitted %d features to %d training rows -> %s"
                .formatted(fitted.schema().featureCount(), fitted.trainingRows(), out));
    return 0;
  }
}
