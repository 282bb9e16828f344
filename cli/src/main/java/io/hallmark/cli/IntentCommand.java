package io.hallmark.cli;

import io.hallmark.cli.log.LogPlace;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.training.Beacon;
import io.hallmark.provenance.training.Intent;
import io.hallmark.provenance.training.IntentRegistrar;
import io.hallmark.provenance.training.ReleaseMode;
import io.hallmark.provenance.training.RunFolder;
import io.hallmark.provenance.training.SeedGrade;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
      "  hallmark intent certify run/intent.json --key keys/hospital",
      "  hallmark intent --program program.json --dataset dataset/ --release sealed --grade beacon"
          + " \\",
      "                  --log-policy log.policy --key keys/trainer --out run/",
      "  hallmark intent register run/intent.json --log https://log.example/runs"
    },
    subcommands = {IntentCommand.Certify.class, IntentCommand.Register.class})
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
      description = {
        "who chooses the seed: committed (an authority signs), beacon (a log and its cosigners),",
        "or self-chosen"
      })
  private String grade = "committed";

  @Option(
      names = "--log-policy",
      paramLabel = "FILE",
      description = "grade beacon: the log and the cosigners that give the seed (tlog-policy)")
  private @Nullable Path logPolicy;

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
            beacon(),
            required(key, "--key"),
            required(out, "--out"));
    Intent intent = run.intent();
    Console.out(spec)
        .println("intent " + intent.digest().hex() + " -> " + run.file(HallmarkBundle.INTENT));
    Console.out(spec)
        .println(
            switch (intent.grade()) {
              case COMMITTED ->
                  "next: an authority signs it: hallmark intent certify "
                      + run.file(HallmarkBundle.INTENT)
                      + " --key KEY";
              case BEACON ->
                  "next: hallmark intent register "
                      + run.file(HallmarkBundle.INTENT)
                      + " --log DIR|URL";
              case SELF_CHOSEN -> "next: hallmark prove " + out + " --out model.hallmark";
            });
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
    try {
      return SeedGrade.of(grade);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          ExitCode.USAGE, "--grade must be committed, beacon or self-chosen");
    }
  }

  private Optional<Beacon> beacon() throws Exception {
    boolean needed = grade() == SeedGrade.BEACON;
    if (needed != (logPolicy != null)) {
      throw new CommandException(
          ExitCode.USAGE, "--grade beacon and --log-policy FILE go together");
    }
    return logPolicy == null ? Optional.empty() : Optional.of(Intents.beacon(logPolicy));
  }

  /// Enters an intent in its log: with the checkpoint right after it the seed is there.
  @Command(
      name = "register",
      mixinStandardHelpOptions = true,
      description = {
        "Enters an intent of grade beacon in the log that it names, and keeps the checkpoint right",
        "after it with the cosignatures that it names: the seed. Each registration is public and",
        "stays. Asked again, it enters nothing."
      },
      footerHeading = "%nExamples:%n",
      footer = "  hallmark intent register run/intent.json --log https://log.example/runs")
  static final class Register implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "INTENT", description = "intent.json in its run folder")
    private Path file = Path.of("");

    @Option(names = "--log", required = true, paramLabel = "DIR|URL", description = "the log")
    private String log = "";

    @Override
    public Integer call() throws Exception {
      RunFolder folder = RunFolder.at(file.resolveSibling(""));
      LogPlace place = new LogPlace(log);
      IntentRegistrar.Registered made =
          IntentRegistrar.register(
              folder,
              KeyFiles.readPair(folder.local().key()),
              Instant.now().truncatedTo(ChronoUnit.SECONDS),
              entry -> place.enter(entry, Console.err(spec)));
      Console.out(spec)
          .println(
              "registered in "
                  + made.origin()
                  + " at index "
                  + made.index()
                  + "; the seed is fixed");
      return ExitCode.ACCEPTED.number();
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
