package io.hallmark.cli.policy;

import io.hallmark.cli.Console;
import io.hallmark.cli.InputFiles;
import io.hallmark.document.Digests;
import io.hallmark.provenance.dataset.Fingerprint;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark fingerprint`: the fingerprint of files.
@Command(
    name = "fingerprint",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the fingerprint of every file, 60 hexadecimal digits, and its name.",
      "The variant file is that of `sha256sum FILE | cut -c1-60`. A fingerprint is of these exact",
      "bytes (or of this text): it says nothing about excerpts, near-duplicates or other encodings."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark fingerprint song.wav",
      "  hallmark fingerprint --variant text-folded poem.txt"
    })
public final class FingerprintCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "the files")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--variant",
      paramLabel = "VARIANT",
      defaultValue = "file",
      description = "file (default), text or text-folded")
  private String variant = "file";

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Console.out(spec);
    for (Path file : files) {
      out.println(Fingerprint.digits(of(file, variant)) + "  " + file);
    }
    return 0;
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
      default -> throw new IllegalArgumentException("--variant is file, text or text-folded");
    };
  }
}
