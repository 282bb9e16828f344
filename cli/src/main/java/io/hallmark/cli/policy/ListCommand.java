package io.hallmark.cli.policy;

import io.hallmark.cli.CommonOptions;
import io.hallmark.cli.Console;
import io.hallmark.cli.InputFiles;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.compliance.ListProver;
import io.hallmark.provenance.compliance.PrivateListDocument;
import io.hallmark.provenance.dataset.Fingerprint;
import io.hallmark.provenance.policy.EntryList;
import io.hallmark.provenance.policy.ListDocument;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark list`: lists of works or subjects that policies name.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    subcommands = ListCommand.Make.class,
    description = "Makes the lists that policies name.")
public final class ListCommand {
  /// `hallmark list make`.
  @Command(
      name = "make",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a list: NAME.json, the document with its digest, and NAME.txt, the entries.",
        "The entries are fingerprints of the given files, or, with --fingerprints, the"
            + " fingerprints",
        "that the given files hold, one per line, or, with --subjects, keyed digests of the",
        "identifiers that the given files hold, one per line. Repetitions are dropped.",
        "With --private the entries stay with you: --out is a folder with a commitment, the proof"
            + " that",
        "it is a list, and a private folder opening/. A policy proof spends one of its openings."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  hallmark list make --name works --out works.json song.wav poem.txt",
        "  hallmark list make --name works --out works.json --fingerprints published.txt",
        "  hallmark list make --name withdrawn --out withdrawn.json --subjects patients \\",
        "      --key registry.key ids.txt",
        "  hallmark list make --name withdrawn --private --out withdrawn/ --subjects patients \\",
        "      --key registry.key ids.txt"
      })
  static final class Make implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "the files")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "name for people")
    private String name = "";

    @Option(
        names = "--list-version",
        paramLabel = "N",
        defaultValue = "1",
        description = "version, from 1 on")
    private int version = 1;

    @Option(
        names = "--variant",
        paramLabel = "VARIANT",
        defaultValue = "file",
        description = "file (default), record, pixels, text or text-folded")
    private String variant = "file";

    @Option(names = "--fingerprints", description = "the files hold fingerprints, one per line")
    private boolean fingerprints;

    @Option(
        names = "--subjects",
        paramLabel = "NAMESPACE",
        description = "the files hold identifiers of this namespace, one per line")
    private @Nullable String subjects;

    @Option(
        names = "--key",
        paramLabel = "FILE",
        description = "32 bytes or more: the key of the identifiers, shared by registry and owners")
    private @Nullable Path key;

    @Option(names = "--private", description = "a private list: only its holder knows the entries")
    private boolean isPrivate;

    @Option(
        names = "--openings",
        paramLabel = "B",
        description = "openings of a private list: its proof, policy proofs, two reserved")
    private @Nullable Long openings;

    @Mixin private CommonOptions common = new CommonOptions();

    @Option(
        names = "--out",
        required = true,
        paramLabel = "FILE.json",
        description = "the list; the folder of a private one")
    private Path out = Path.of("");

    @Override
    public Integer call() throws Exception {
      if (isPrivate ? out.toString().endsWith(".json") : openings != null) {
        throw fault("--out of a private list is a folder; --openings are for private lists");
      }
      if (!isPrivate && !out.toString().endsWith(".json")) {
        throw fault("--out ends with .json: the entries stand beside it in a file .txt");
      }
      if ((subjects == null) != (key == null)) {
        throw fault("--subjects and --key go together");
      }
      EntryList entries = entries();
      Optional<Fingerprint.Variant> kind =
          subjects != null ? Optional.empty() : Fingerprint.Variant.of(variant);
      if (subjects == null && kind.isEmpty()) {
        throw fault("--variant is file, record, pixels, text or text-folded");
      }
      ListDocument document =
          ListDocument.of(
              name,
              version,
              kind,
              Optional.ofNullable(subjects),
              key == null
                  ? Optional.empty()
                  : Optional.of(Fingerprint.keyCheck(InputFiles.bytes(key))),
              entries);
      if (isPrivate) {
        return makePrivate(document, entries);
      }
      String text = out.toString().replaceAll("\\.json$", ".txt");
      AtomicFiles.write(Path.of(text), ListDocument.file(entries));
      AtomicFiles.write(out, document.write());
      Console.out(spec)
          .println(
              "list %s: %,d entries, digest %s"
                  .formatted(name, entries.size(), document.digest().hex()));
      return 0;
    }

    private int makePrivate(ListDocument document, EntryList entries) throws Exception {
      PrivateListDocument made;
      try (CommonOptions.ProgressDisplay progress = common.progress()) {
        made =
            ListProver.make(
                out,
                document,
                entries,
                openings == null ? OptionalLong.empty() : OptionalLong.of(openings),
                progress);
      }
      Console.out(spec)
          .println(
              "private list %s: %,d entries, digest %s"
                  .formatted(name, made.entries(), made.digest().hex()));
      return 0;
    }

    private ParameterException fault(String message) {
      return new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), message);
    }

    private EntryList entries() throws Exception {
      if (subjects != null && key != null) {
        byte[] secret = InputFiles.bytes(key);
        if (secret.length < 32) {
          throw fault("--key " + key + " has " + secret.length + " bytes, at least 32 are needed");
        }
        List<Long> keys = new ArrayList<>();
        for (String id : lines()) {
          keys.add(Fingerprint.ofSubject(secret, subjects, id)[0]);
        }
        return EntryList.ofKeys(keys.stream().mapToLong(Long::longValue).toArray());
      }
      List<long[]> out = new ArrayList<>();
      if (fingerprints) {
        for (String line : lines()) {
          if (!Fingerprint.isFingerprint(line)) {
            throw new VerificationException.Malformed(
                "\"" + line + "\" is no fingerprint of 60 lower-case hexadecimal digits");
          }
          out.add(Fingerprint.limbs(line));
        }
      } else {
        for (Path file : files) {
          out.add(FingerprintCommand.of(file, variant));
        }
      }
      return EntryList.ofTuples(distinct(out));
    }

    private static long[][] distinct(List<long[]> entries) {
      List<long[]> sorted = entries.stream().sorted(Arrays::compare).toList();
      List<long[]> out = new ArrayList<>();
      for (long[] e : sorted) {
        if (out.isEmpty() || !Arrays.equals(out.getLast(), e)) {
          out.add(e);
        }
      }
      return out.toArray(long[][]::new);
    }

    private List<String> lines() throws Exception {
      List<String> out = new ArrayList<>();
      for (Path file : files) {
        new String(InputFiles.bytes(file), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isEmpty())
            .forEach(out::add);
      }
      return out;
    }
  }
}
