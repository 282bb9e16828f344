package io.hallmark.cli;

import io.hallmark.cli.program.Programs;
import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Progress;
import io.hallmark.learning.program.ModelOptions;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.learning.program.Schedule;
import io.hallmark.learning.program.StepOptions;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.dataset.DatasetCommitter;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.SchemaDraft;
import io.hallmark.provenance.dataset.SchemaFit;
import io.hallmark.provenance.source.RecordSource;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// An example: real data, who answers for them, and a program that learns from them. Schema drafts
/// travel with the program, and so do the data but for those of `fashion-mnist`, which a package of
/// the operating system installs.
enum Example {
  /// Logistic regression on medical records.
  BREAST_CANCER("breast-cancer", "City Hospital", ModelOptions.logistic(), StepOptions.standard()),
  /// A perceptron on images of 8 x 8 cells.
  DIGITS(
      "digits",
      "Forms Office",
      ModelOptions.of(List.of(64), ModelOptions.Update.ADAMW),
      StepOptions.of(128, 32, Schedule.Kind.LINEAR, "0.0075", "0", 8)),
  /// Logistic regression on categories and numbers.
  GERMAN_CREDIT(
      "german-credit",
      "Savings Bank",
      ModelOptions.logistic(),
      StepOptions.of(320, 32, Schedule.Kind.CONSTANT, "0.1", "0", 0)),
  /// A perceptron on images of 28 x 28 pixels, one epoch.
  FASHION_MNIST(
      "fashion-mnist",
      "Fashion Archive",
      ModelOptions.of(List.of(128), ModelOptions.Update.MOMENTUM),
      StepOptions.of(928, 64, Schedule.Kind.LINEAR, "0.02", "0", 64)) {
    @Override
    List<Path> files(Path folder) {
      return IDX_NAMES.stream().map(IDX_FOLDER::resolve).toList();
    }

    @Override
    void copyData(Path folder) {
      for (Path file : files(folder)) {
        if (!Files.isReadable(file)) {
          throw new CommandException(
              ExitCode.ENVIRONMENT,
              file
                  + " is not there: the example needs Debian's package dataset-fashion-mnist (apt"
                  + " install dataset-fashion-mnist)");
        }
      }
    }
  };

  private static final String DATA = "data.csv";
  private static final int RATE_DIGITS = 6;
  private static final String DRAFT = "schema.in.json";
  private static final Path IDX_FOLDER = Path.of("/usr/share/datasets/fashion-mnist");
  private static final List<String> IDX_NAMES =
      List.of("train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte.gz");

  private final String text;
  private final String authority;

  @SuppressWarnings("ImmutableEnumChecker") // records of values, whose lists are copies
  private final ModelOptions model;

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final StepOptions steps;

  Example(String text, String authority, ModelOptions model, StepOptions steps) {
    this.text = text;
    this.authority = authority;
    this.model = model;
    this.steps = steps;
  }

  /// The example with this name.
  ///
  /// @throws CommandException if there is none
  static Example of(String name) {
    return Arrays.stream(values())
        .filter(e -> e.text.equals(name))
        .findFirst()
        .orElseThrow(() ->
            new CommandException(
                ExitCode.USAGE,
                "no example " + name + "; there are " + String.join(", ", names())));
  }

  /// All names.
  static List<String> names() {
    return Arrays.stream(values()).map(Example::text).collect(Collectors.toList());
  }

  /// Its name on the command line.
  String text() {
    return text;
  }

  /// Who owns the data and certifies them in the demo.
  String authority() {
    return authority;
  }

  /// Its steps.
  StepOptions steps() {
    return steps;
  }

  /// Its steps, another number of them. More steps are smaller, so that rate times steps stays: on
  /// separable data the weights grow for ever, and at some step a value would leave its format.
  StepOptions steps(int number) {
    BigDecimal rate = new BigDecimal(steps.rate());
    if (number > steps.steps()) {
      rate =
          rate.multiply(BigDecimal.valueOf(steps.steps()))
              .divide(BigDecimal.valueOf(number), RATE_DIGITS, RoundingMode.HALF_UP)
              .max(BigDecimal.ONE.movePointLeft(RATE_DIGITS));
    }
    return StepOptions.of(
        number,
        steps.batch(),
        steps.schedule().kind(),
        rate.stripTrailingZeros().toPlainString(),
        steps.finalRate(),
        Math.min(number, steps.schedule().warmup()));
  }

  /// Its program on its committed data, with these steps.
  TrainingProgram program(DatasetManifest manifest, StepOptions chosen) throws ProgramRefused {
    return Programs.of(manifest, model, chosen);
  }

  /// Copies sources and schema draft into a folder.
  ///
  /// @throws CommandException if the data are not installed
  void copy(Path folder) throws IOException {
    copyData(folder);
    copy(DRAFT, folder);
  }

  void copyData(Path folder) throws IOException {
    copy(DATA, folder);
  }

  private void copy(String name, Path folder) throws IOException {
    String resource = "/examples/" + text + "/" + name;
    try (InputStream in = Example.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program comes without " + resource);
      }
      AtomicFiles.write(folder.resolve(name), in.readAllBytes());
    }
  }

  /// The files of its source.
  ///
  /// @param folder where [#copy] put them
  List<Path> files(Path folder) {
    return List.of(folder.resolve(DATA));
  }

  /// Its source.
  ///
  /// @param folder where [#copy] put it
  RecordSource source(Path folder) throws IOException {
    return RecordSource.of(files(folder));
  }

  /// Fits the schema and commits the data set of a folder into its `dataset/`.
  DatasetManifest commit(Path folder, Instant now, Progress progress) throws Exception {
    SchemaDraft draft = SchemaDraft.read(InputFiles.bytes(folder.resolve(DRAFT)));
    DatasetSchema schema = SchemaFit.fit(source(folder), draft).schema();
    AtomicFiles.write(folder.resolve("schema.json"), schema.write());
    return DatasetCommitter.commit(
        source(folder),
        schema,
        folder.resolve("dataset"),
        new DatasetCommitter.Options(OptionalLong.empty(), DatasetLimits.DEFAULT, now, progress));
  }
}
