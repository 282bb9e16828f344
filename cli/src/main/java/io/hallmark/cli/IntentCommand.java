package io.hallmark.cli;

import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.training.Intent;
import io.hallmark.provenance.training.ReleaseMode;
import io.hallmark.provenance.training.RunFolder;
import io.hallmark.provenance.training.SeedGrade;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark intent` begins a run; `hallmark intent certify` is the authority's answer.
@Command(
    name = "intent",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Says what is going to be trained, signed, before it is trained.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark intent --program program.json --dataset dataset/ --release released \\",
      "                  --grade committed --key keys/trainer --out run/",
      "  hallmark intent --program more.json --dataset dataset/ --parent model.hallmark \\",
      "                  --parent-run run/ --release sealed --key keys/trainer --out run2/",
      "  hallmark intent certify run/intent.json --key keys/hospital"
    },
    subcommands = IntentCommand.Certify.class)
final class IntentCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--program", paramLabel = "FILE", description = "the training program")
  private @Nullable Path program;

  @Option(names = "--dataset", paramLabel = "DIR", description = "folder of the committed data set")
  private @Nullable Path dataset;

  @Option(
      names = "--release",
      paramLabel = "MODE",
      description = "sealed: the weights stay hidden; released: they are public")
  private @Nullable String release;

  @Option(
      names = "--parent",
      paramLabel = "CERTIFICATE",
      description = "start from the model of this certificate instead of from the seed")
  private @Nullable Path parent;

  @Option(
      names = "--parent-run",
      paramLabel = "DIR",
      description = "run folder of a sealed parent: it opens its commitment, once per proof")
  private @Nullable Path parentRun;

  @Option(
      names = "--parent-model",
      paramLabel = "FILE",
      description = "weights of a released parent whose certificate does not contain them")
  private @Nullable Path parentModel;

  @Option(
      names = "--grade",
      defaultValue = "committed",
      paramLabel = "GRADE",
      description = "who chooses the seed: committed (an authority signs), or self-chosen")
  private String grade = "committed";

  @Option(names = "--key", paramLabel = "FILE", description = "the trainer's private key")
  private @Nullable Path key;

  @Option(names = "--out", paramLabel = "DIR", description = "folder of the run, which must be new")
  private @Nullable Path out;

  @Override
  public Integer call() throws Exception {
    RunFolder run =
        Intents.begin(
            required(dataset, "--dataset"),
            required(program, "--program"),
            parent(),
            mode(required(release, "--release")),
            grade(),
            required(key, "--key"),
            required(out, "--out"));
    Intent intent = run.intent();
    Console.out(spec)
        .println("intent " + intent.digest().hex() + " -> " + run.file(HallmarkBundle.INTENT));
    Console.out(spec)
        .println(
            intent.grade() == SeedGrade.COMMITTED
                ? "next: an authority signs it: hallmark intent certify "
                    + run.file(HallmarkBundle.INTENT)
                    + " --key KEY"
                : "next: hallmark prove " + out + " --out model.hallmark");
    return ExitCode.ACCEPTED.number();
  }

  private Optional<Intents.Parent> parent() {
    if (parent == null && (parentRun != null || parentModel != null)) {
      throw new CommandException(ExitCode.USAGE, "--parent-run and --parent-model need --parent");
    }
    return Optional.ofNullable(parent)
        .map(p ->
            new Intents.Parent(
                p, Optional.ofNullable(parentRun), Optional.ofNullable(parentModel)));
  }

  private <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw new CommandException(ExitCode.USAGE, "missing required option " + name);
    }
    return value;
  }

  private static ReleaseMode mode(String word) {
    try {
      return ReleaseMode.of(word);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--release must be sealed or released");
    }
  }

  private SeedGrade grade() {
    if (grade.equals(SeedGrade.BEACON.word())) {
      throw new CommandException(
          ExitCode.USAGE, "--grade beacon needs a transparency log, which is not supported yet");
    }
    try {
      return SeedGrade.of(grade);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--grade must be committed or self-chosen");
    }
  }

  /// Signs an intent as its seed.
  @Command(
      name = "certify",
      mixinStandardHelpOptions = true,
      description = {
        "Signs an intent as an authority. The 64 bytes of the signature are the value of the seed,",
        "so the trainer cannot choose it. Sign an intent once, and only one intent for a run."
      },
      footerHeading = "%nExamples:%n",
      footer = "  hallmark intent certify run/intent.json --key keys/hospital")
  static final class Certify implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "INTENT", description = "intent.json")
    private Path file = Path.of("");

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "private key")
    private Path key = Path.of("");

    @Override
    public Integer call() throws Exception {
      Path out = Intents.certify(file, KeyFiles.readPair(key));
      Console.out(spec).println("signed -> " + out);
      return ExitCode.ACCEPTED.number();
    }
  }
}
