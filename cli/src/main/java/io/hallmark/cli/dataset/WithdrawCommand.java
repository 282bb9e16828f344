package io.hallmark.cli.dataset;

import io.hallmark.cli.CertificateFiles;
import io.hallmark.cli.CommonOptions;
import io.hallmark.cli.Console;
import io.hallmark.cli.log.LogPlace;
import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digest;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.compliance.Withdrawal;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.event.EventKind;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.provenance.training.Lineage;
import io.hallmark.provenance.training.UsedShards;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark dataset withdraw`: subjects and works that must go.
@Command(
    name = "withdraw",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Withdraws subjects or works from a data set, by the fingerprint or keyed digest in one of"
          + " its",
      "columns. Names the shards that hold them and, of the certificates that are given, the"
          + " models",
      "that were made of those shards. Makes the version without them; records and secrets of the",
      "replaced shards are erased. Proves that the new version is without them: the proof stays in",
      "the folder, and later trainings carry it. With --key it signs an event for a log.",
      "",
      "If nothing is found it only proves. If the command was killed, or had no --key, the same",
      "command does what is left to do, the event too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark dataset withdraw dataset/ --subject 12345 --subject-key registry.key --check",
      "  hallmark dataset withdraw dataset/ --subject 12345 --subject-key registry.key \\",
      "      --certificates models/ --key keys/hospital --log log/",
      "  hallmark dataset withdraw dataset/ --column work --list opt-outs.json"
    })
public final class WithdrawCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private SubjectKey subjectKey = new SubjectKey();

  @Mixin private WithdrawnDigests digests = new WithdrawnDigests();

  @Parameters(paramLabel = "DATASET", description = "folder of the data set")
  private Path dataset = Path.of("");

  @Option(
      names = "--certificates",
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "certificates, and folders with .hallmark files, in which to look for models")
  private List<Path> certificates = new ArrayList<>();

  @Option(names = "--check", description = "name shards and models, and change nothing")
  private boolean check;

  @Option(names = "--key", paramLabel = "FILE", description = "private key: sign an event")
  private @Nullable Path key;

  @Option(names = "--event-out", paramLabel = "FILE", description = "write the event here")
  private @Nullable Path eventOut;

  @Option(names = "--log", paramLabel = "DIR|URL", description = "enter the event in this log")
  private @Nullable String log;

  @Override
  public Integer call() throws Exception {
    if ((key == null) != (eventOut == null && log == null)) {
      throw Inputs.usage(
          new IllegalArgumentException("--key goes together with --event-out or --log"));
    }
    PrintWriter out = Console.out(spec);
    Path manifestFile = dataset.resolve(DatasetFolder.MANIFEST);
    DatasetManifest before = DatasetFolder.readManifest(manifestFile, DatasetLimits.DEFAULT);
    Withdrawal withdrawal = digests.of(dataset, before.schema(), subjectKey.bytes());
    Map<String, Integer> found = withdrawal.find();
    report(before, withdrawal, found, out);
    if (check) {
      return 0;
    }
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      Path note = WithdrawalNote.file(dataset, withdrawal.id());
      if (found.isEmpty()) {
        withdrawal.finish();
      } else {
        WithdrawalNote.of(found.keySet(), withdrawal.versions(found.keySet())).write(note);
        print(withdrawal.withdraw(Instant.now(), progress), out);
      }
      event(note, out);
      HallmarkBundle proof = withdrawal.prove(progress);
      int version = DatasetFolder.readManifest(manifestFile, DatasetLimits.DEFAULT).version();
      Path file =
          dataset.resolve("policy-withdrawn-v%d-%s.hallmark".formatted(version, withdrawal.id()));
      AtomicFiles.write(file, proof.write());
      out.println(
          "proven: version %d holds none of the %,d digests -> %s"
              .formatted(version, withdrawal.list().entries().size(), file));
    }
    if (!found.isEmpty()) {
      out.println(
          "left to do: delete the records from the sources, from backups, and from copies and"
              + " indices of earlier versions, and have the new version certified");
    }
    return 0;
  }

  private void report(
      DatasetManifest before, Withdrawal withdrawal, Map<String, Integer> found, PrintWriter out)
      throws VerificationException, IOException {
    out.println(
        "data set %s, version %d, manifest %s"
            .formatted(before.name(), before.version(), before.digest().hex()));
    if (found.isEmpty()) {
      out.println("  holds none of the digests");
      return;
    }
    for (ManifestPart part : before.parts()) {
      if (found.containsKey(part.name())) {
        out.println(
            "  shard %s: %,d of %,d records, commitment %s"
                .formatted(
                    part.name(),
                    found.getOrDefault(part.name(), 0),
                    part.rows(),
                    part.descriptor().hex()));
      }
    }
    Set<Digest> commitments = withdrawal.commitments(found.keySet());
    int made = 0;
    List<Path> files = CertificateFiles.of(certificates);
    for (Path file : files) {
      made += model(file, commitments, out) ? 1 : 0;
    }
    out.println(
        "  %d of %d certificates are about models that were made of these shards"
            .formatted(made, files.size()));
  }

  private boolean model(Path file, Set<Digest> commitments, PrintWriter out) throws IOException {
    try {
      HallmarkBundle bundle = HallmarkBundle.read(file);
      if (!bundle.isTraining() || Collections.disjoint(UsedShards.inherited(bundle), commitments)) {
        return false;
      }
      Lineage lineage = Lineage.read(bundle);
      boolean direct = !Collections.disjoint(UsedShards.of(bundle), commitments);
      out.println(
          "  %s: model %s, run %s, intended %s%s"
              .formatted(
                  file,
                  lineage.model().hex().substring(0, 16),
                  lineage.statement().hex().substring(0, 16),
                  lineage.intended(),
                  direct ? "" : ", inherits them"));
      return true;
    } catch (VerificationException e) {
      Console.err(spec)
          .println(file + ": skipped, " + Documents.printable(String.valueOf(e.getMessage())));
      return false;
    }
  }

  private static void print(DatasetManifest after, PrintWriter out) {
    out.println("version %d, manifest %s".formatted(after.version(), after.digest().hex()));
    after.removed().forEach(name -> out.println("  without shard " + name));
    for (ManifestPart part : after.added()) {
      out.println(
          "  with shard %s: %,d records, commitment %s"
              .formatted(part.name(), part.rows(), part.descriptor().hex()));
    }
  }

  /// The event is about every version that holds the records: a run on an earlier one uses them
  /// too. It is signed by the run that was killed before it, or had no key, or by the next.
  private void event(Path file, PrintWriter out) throws Exception {
    Optional<WithdrawalNote> note = WithdrawalNote.read(file);
    if (key == null || note.isEmpty()) {
      return;
    }
    Optional<DatasetManifest> after = note.get().replacedBy(DatasetFolder.readVersions(dataset));
    if (after.isEmpty()) {
      return;
    }
    KeyPair pair = KeyFiles.readPair(key);
    List<WithdrawalNote.Version> named = note.get().versions();
    byte[] entry =
        new LogEvent(
                EventKind.DATASET_WITHDRAWN,
                named.stream().map(WithdrawalNote.Version::subject).toList(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                pair.getPublic(),
                named.stream().map(WithdrawalNote.Version::digest).toList(),
                new TreeMap<>(Map.of("replaced-by", after.get().digest())),
                new TreeMap<>())
            .sign(pair);
    if (eventOut != null) {
      AtomicFiles.write(eventOut, entry);
      out.println("event dataset-withdrawn -> " + eventOut);
    }
    if (log != null) {
      new LogPlace(log).enter(entry, Console.err(spec));
      out.println("event dataset-withdrawn is in log " + log);
    }
    Files.delete(file);
  }
}
