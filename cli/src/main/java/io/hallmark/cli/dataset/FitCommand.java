package io.hallmark.cli.dataset;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.dataset.OriginFile;
import io.hallmark.provenance.dataset.SchemaDraft;
import io.hallmark.provenance.dataset.SchemaFit;
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
      "  hallmark dataset fit data.csv --schema in.json --origin croissant.json --out schema.json",
      "  hallmark dataset fit data.csv --schema in.json --origin none --out schema.json"
    })
public final class FitCommand implements Callable<Integer> {
  private static final String NONE = "none";

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
      paramLabel = "FILE|none",
      description = {
        "where the data come from: Croissant 1.0 or 1.1 (JSON-LD), a CSV file or a JSON object of"
            + " the",
        "22 fields of the Data & Trust Alliance; again for what one file leaves open. none: there"
            + " is",
        "no origin record, and every report says so"
      })
  private List<String> origins = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    SchemaDraft draft = SchemaDraft.read(Inputs.document(schema));
    Optional<OriginFile> origin = origin();
    if (origins.contains(NONE)) {
      draft = draft.withoutOrigin();
    }
    SchemaFit.Fitted fitted;
    try {
      draft = origin.isPresent() ? draft.withOrigin(origin.get()) : draft;
      fitted = SchemaFit.fit(draft.source(source), draft, subjectKey.bytes());
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, schema + ": " + e.getMessage());
    }
    if (origin.isPresent()) {
      origin.get().check(fitted.source());
    }
    AtomicFiles.write(out, fitted.schema().write());
    fitted.warnings().forEach(w -> Console.err(spec).println("warning: " + w));
    Console.out(spec)
        .println(
            "fitted %d features to %d training rows -> %s"
                .formatted(fitted.schema().featureCount(), fitted.trainingRows(), out));
    return 0;
  }

  /// What the files of metadata say together, unless there is none.
  private Optional<OriginFile> origin() throws Exception {
    if (origins.contains(NONE) && origins.size() > 1) {
      throw new CommandException(ExitCode.USAGE, "--origin none stands alone");
    }
    Optional<OriginFile> all = Optional.empty();
    for (String name : origins.contains(NONE) ? List.<String>of() : origins) {
      OriginFile file = OriginFile.read(name, Inputs.document(Path.of(name)));
      try {
        all = Optional.of(all.isPresent() ? all.get().and(file) : file);
      } catch (IllegalArgumentException e) {
        throw Inputs.usage(e);
      }
    }
    return all;
  }
}
