package io.hallmark.cli;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digests;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.DsseSignature;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.training.ProofFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark inspect`.
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows a file in human form: manifest, program, intent, envelope, certificate.",
      "Nothing is verified."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark inspect model.hallmark",
      "  hallmark inspect dataset/manifest.json",
      "  hallmark inspect model.hallmark --proof-parts parts/"
    })
final class InspectCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "any file of ours")
  private Path file = Path.of("");

  @Option(
      names = "--proof-parts",
      paramLabel = "DIR",
      description =
          "write run bytes, parameters, public bytes, roots, proof and tables of every"
              + " proof, one folder each, for a second verifier")
  private @Nullable Path parts;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "the weights, if the certificate does not contain them (--proof-parts)")
  private @Nullable Path model;

  @Override
  public Integer call() throws Exception {
    byte[] bytes = InputFiles.bytes(file);
    if (bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K') {
      HallmarkBundle bundle = HallmarkBundle.read(bytes);
      if (parts != null) {
        writeParts(bundle, parts);
      } else {
        show(bundle, "", 0);
      }
    } else if (parts != null) {
      throw new CommandException(ExitCode.USAGE, "--proof-parts needs a .hallmark file");
    } else {
      show(bytes, Console.out(spec));
    }
    return ExitCode.ACCEPTED.number();
  }

  /// @param within the containers around this one
  /// @param generation how many they are
  private void show(HallmarkBundle bundle, String within, int generation) throws Exception {
    PrintWriter out = Console.out(spec);
    for (String name : bundle.names()) {
      byte[] content = bundle.optional(name).orElseThrow();
      out.printf("== %s%s, %d bytes%n", within, name, content.length);
      if (name.endsWith(".json")) {
        show(content, out);
      } else if (name.equals(HallmarkBundle.PARENT) && generation < Limits.DEFAULT.ancestors()) {
        show(HallmarkBundle.read(content), within + name + "/", generation + 1);
      }
    }
  }

  /// A document indented; of an envelope the payload, and who claims to have signed it.
  private static void show(byte[] bytes, PrintWriter out) throws Exception {
    JsonValue value = CanonicalJson.readLenient(bytes);
    if (value instanceof JsonObject o && o.find("payloadType").isPresent()) {
      DsseEnvelope envelope = DsseEnvelope.read(bytes);
      for (DsseSignature signature : envelope.signatures()) {
        out.println("signature (not verified) by key " + signature.keyId());
      }
      value = CanonicalJson.read(envelope.payload());
    } else if (value instanceof JsonObject o
        && o.find("type").orElse(new JsonString("")) instanceof JsonString(String type)
        && type.matches("hallmark/[a-z0-9/-]{1,64}")) {
      out.println("digest " + Digests.document(o).hex() + " of " + type);
    }
    new String(CanonicalJson.writeIndented(value), StandardCharsets.UTF_8)
        .lines()
        .map(Documents::printable)
        .forEach(out::println);
  }

  private void writeParts(HallmarkBundle bundle, Path folder) throws Exception {
    Optional<byte[]> weights =
        model == null ? Optional.empty() : Optional.of(InputFiles.bytes(model));
    Map<String, Map<String, byte[]>> proofs = ProofFiles.of(bundle, weights);
    for (Map.Entry<String, Map<String, byte[]>> proof : proofs.entrySet()) {
      Path own = folder.resolve(proof.getKey());
      write(own, proof.getValue());
      Console.out(spec).println(own + ": " + proof.getValue().size() + " files");
    }
  }

  private static void write(Path folder, Map<String, byte[]> files) throws IOException {
    Files.createDirectories(folder.resolve("tables"));
    for (Map.Entry<String, byte[]> e : files.entrySet()) {
      AtomicFiles.write(folder.resolve(e.getKey()), e.getValue());
    }
  }
}
