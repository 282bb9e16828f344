package io.hallmark.cli.log;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digest;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.event.EventKind;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.provenance.event.RegisteredRun;
import io.hallmark.provenance.event.Subjects;
import io.hallmark.provenance.training.Intent;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.merkle.MerkleTree;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `hallmark log record`.
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Signs an event and enters it in a log: digests of files and short texts, never their",
      "content. An entry can never be taken back: no names of persons, no personal data.",
      "With --event recorded it serves any pipeline, proven or not: binding only."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark log record --log log/ --key keys/hospital --event dataset-committed \\",
      "      --subject dataset/manifest.json --dataset dataset/manifest.json",
      "  hallmark log record --log log/ --key keys/lab --event recorded --subject"
          + " data=train.parquet \\",
      "      --subject code=train.py --subject model=weights.bin --meta framework=torch-2.9",
      "  hallmark log record --log https://log.example/runs --key keys/trainer \\",
      "      --event certificate-issued --subject model.hallmark --dataset dataset/manifest.json"
    })
final class RecordCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--log", required = true, paramLabel = "DIR|URL", description = "the log")
  private String log = "";

  @Option(names = "--key", required = true, paramLabel = "FILE", description = "private key")
  private Path key = Path.of("");

  @Option(
      names = "--event",
      required = true,
      paramLabel = "KIND",
      description = {
        "dataset-committed, dataset-certified, dataset-withdrawn, training-registered,",
        "certificate-issued, certificate-superseded, certificate-revoked, keys-revoked, recorded"
      })
  private String kind = "";

  @Option(
      names = "--subject",
      required = true,
      paramLabel = "[NAME=]FILE",
      description = {
        "what it is about; a .hallmark file stands for its run statement, and its data sets,"
            + " intent",
        "and program are entered with it"
      })
  private List<String> subjects = new ArrayList<>();

  @Option(names = "--dataset", paramLabel = "FILE", description = "manifest that it concerns")
  private List<Path> datasets = new ArrayList<>();

  @Option(
      names = "--link",
      paramLabel = "ROLE=FILE",
      description = "another document, such as replaces=old.hallmark")
  private Map<String, Path> links = new LinkedHashMap<>();

  @Option(names = "--meta", paramLabel = "NAME=TEXT", description = "a short text")
  private Map<String, String> meta = new LinkedHashMap<>();

  @Option(names = "--out", paramLabel = "FILE", description = "write the .tlog-proof here")
  private @Nullable Path out;

  @Option(names = "--entry-out", paramLabel = "FILE", description = "write the entry here")
  private @Nullable Path entryOut;

  @Override
  public Integer call() throws Exception {
    KeyPair pair = KeyFiles.readPair(key);
    byte[] entry = event(pair).sign(pair);
    byte[] answer = new LogPlace(log).enter(entry, Console.err(spec));
    TlogProof proof = TlogProof.parse(answer);
    proof.verifyInclusion(MerkleTree.leaf(entry));
    if (entryOut != null) {
      AtomicFiles.write(entryOut, entry);
    }
    if (out != null) {
      AtomicFiles.write(out, answer);
    }
    Console.out(spec)
        .println(
            kind
                + ": index "
                + proof.inclusion().index()
                + " of "
                + proof.checkpoint().checkpoint().origin());
    return ExitCode.ACCEPTED.number();
  }

  /// The certificate of a training knows its data sets, its intent and its program.
  private static void ofCertificate(Path file, List<Digest> manifests, Map<String, Digest> linked)
      throws Exception {
    if (String.valueOf(file.getFileName()).endsWith(".hallmark")) {
      Intent intent = Intent.read(HallmarkBundle.read(file).required(HallmarkBundle.INTENT));
      intent.datasets().stream().filter(d -> !manifests.contains(d)).forEach(manifests::add);
      linked.putIfAbsent(RegisteredRun.INTENT, intent.digest());
      linked.putIfAbsent("program", intent.program());
    }
  }

  private LogEvent event(KeyPair pair) throws Exception {
    EventKind event =
        EventKind.of(kind)
            .orElseThrow(() -> new CommandException(ExitCode.USAGE, "unknown event " + kind));
    List<Subject> about = new ArrayList<>();
    for (String subject : subjects) {
      int equals = subject.indexOf('=');
      Path file = Path.of(subject.substring(equals + 1));
      String name = equals > 0 ? subject.substring(0, equals) : file.getFileName().toString();
      if (!Documents.isLine(name)) {
        throw new CommandException(ExitCode.USAGE, "a name of one line: " + subject);
      }
      about.add(Subjects.of(name, file));
    }
    List<Digest> manifests = new ArrayList<>();
    for (Path manifest : datasets) {
      manifests.add(Subjects.tagged(manifest));
    }
    TreeMap<String, Digest> linked = new TreeMap<>();
    for (Map.Entry<String, Path> link : links.entrySet()) {
      linked.put(link.getKey(), Subjects.digest(link.getValue()));
    }
    for (String subject : subjects) {
      ofCertificate(Path.of(subject.substring(subject.indexOf('=') + 1)), manifests, linked);
    }
    try {
      return new LogEvent(
          event,
          about,
          Instant.now().truncatedTo(ChronoUnit.SECONDS),
          pair.getPublic(),
          manifests,
          linked,
          new TreeMap<>(meta));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
