package io.hallmark.cli.policy;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.cli.InputFiles;
import io.hallmark.document.AtomicFiles;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digests;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.compliance.AnswerRequest;
import io.hallmark.provenance.dataset.Fingerprint;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark fingerprint`: the fingerprint of files.
@Command(
    name = "fingerprint",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the fingerprint of every file, 60 hexadecimal digits, and its name.",
      "The variant file is that of `sha256sum FILE | cut -c1-60`. A fingerprint is of these exact",
      "bytes (or of this text): it says nothing about excerpts, near-duplicates or other"
          + " encodings.",
      "With --request it also writes a request, which the owner of a data set answers with",
      "hallmark dataset answer."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark fingerprint song.wav",
      "  hallmark fingerprint --variant text-folded poem.txt",
      "  hallmark fingerprint --variant text-folded poem.txt --request request.json",
      "  hallmark fingerprint --variant record record.json",
      "  hallmark fingerprint --subjects patients --key registry.key id.txt --request request.json"
    })
public final class FingerprintCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "the files")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--variant",
      paramLabel = "VARIANT",
      defaultValue = "file",
      description =
          "file (default), record (the file is a JSON array of the texts of its cells), text or"
              + " text-folded")
  private String variant = "file";

  @Option(
      names = "--subjects",
      paramLabel = "NAMESPACE",
      description = "each file holds one personal identifier of this namespace; needs --key")
  private @Nullable String subjects;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "32 bytes or more: the key of the identifiers, shared by registry and owners")
  private @Nullable Path key;

  @Option(
      names = "--request",
      paramLabel = "FILE.json",
      description = "write a request about the one file (hallmark/request/v1)")
  private @Nullable Path request;

  @Override
  public Integer call() throws Exception {
    if ((subjects == null) != (key == null)) {
      throw fault("--subjects and --key go together");
    }
    if (request != null && files.size() != 1) {
      throw fault("--request is about one file");
    }
    PrintWriter out = Console.out(spec);
    for (Path file : files) {
      AnswerRequest asked = asked(file);
      out.println(asked.digits() + "  " + file);
      if (request != null) {
        AtomicFiles.write(request, asked.write());
      }
    }
    return 0;
  }

  private AnswerRequest asked(Path file) throws Exception {
    if (subjects != null && key != null) {
      byte[] secret = InputFiles.bytes(key);
      if (secret.length < 32) {
        throw fault("--key " + key + " has " + secret.length + " bytes, at least 32 are needed");
      }
      List<String> lines =
          new String(InputFiles.bytes(file), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isEmpty())
              .toList();
      if (lines.size() != 1) {
        throw new VerificationException.Malformed(file + ": not one line with one identifier");
      }
      return AnswerRequest.ofSubject(secret, subjects, lines.getFirst());
    }
    long[] limbs = of(file, variant);
    return AnswerRequest.of(Fingerprint.Variant.of(variant).orElseThrow(), limbs);
  }

  private ParameterException fault(String message) {
    return new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), message);
  }

  /// The fingerprint of a file.
  static long[] of(Path file, String variant) throws Exception {
    return switch (variant) {
      case "file" -> {
        try (InputStream in = Files.newInputStream(file)) {
          yield Fingerprint.ofSha256(Digests.sha256(in).hex());
        }
      }
      case "text", "text-folded" ->
          Fingerprint.ofText(InputFiles.bytes(file), variant.equals("text-folded"));
      case "record" -> Fingerprint.ofRecord(cells(file));
      default ->
          throw new CommandException(
              ExitCode.USAGE, "--variant is file, record, text or text-folded");
    };
  }

  private static List<String> cells(Path file) throws Exception {
    List<String> out = new ArrayList<>();
    if (CanonicalJson.readLenient(InputFiles.bytes(file)) instanceof JsonArray array) {
      for (JsonValue cell : array.values()) {
        if (!(cell instanceof JsonString text)) {
          throw new VerificationException.Malformed(file + ": a cell is no text");
        }
        out.add(text.value());
      }
      return out;
    }
    throw new VerificationException.Malformed(file + ": no JSON array of the texts of a record");
  }
}
