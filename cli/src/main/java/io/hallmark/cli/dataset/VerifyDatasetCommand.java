package io.hallmark.cli.dataset;

import io.hallmark.cli.Console;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import io.hallmark.proof.argument.SecurityReport;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetProofs;
import io.hallmark.provenance.dataset.ManifestPart;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark dataset verify`: the manifest and its dataset proofs, from public files only.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Verifies a manifest and the dataset proofs beside it: every cell of the commitments is in",
      "its declared range, every label is one of the classes. Reads no private file. That the cells",
      "encode the sources is attested by a certificate, not proven here."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark dataset verify dataset/manifest.json",
      "  hallmark dataset verify dataset/manifest.json --json"
    })
public final class VerifyDatasetCommand implements Callable<Integer> {
  private static final String TYPE = "hallmark/dataset-verification/v1";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "MANIFEST", description = "manifest.json")
  private Path file = Path.of("");

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    DatasetManifest manifest = DatasetFolder.readManifest(file, DatasetLimits.DEFAULT);
    SortedMap<String, SecurityReport> reports =
        DatasetProofs.verify(manifest, DatasetFolder.readProofs(file, manifest));
    PrintWriter out = Console.out(spec);
    if (json) {
      out.print(
          new String(
              CanonicalJson.writeIndented(toJson(manifest, reports)), StandardCharsets.UTF_8));
      out.flush();
      return 0;
    }
    out.println("accepted: data set " + manifest.name() + ", manifest " + manifest.digest().hex());
    for (ManifestPart part : manifest.parts()) {
      out.println(
          "  proven: the %,d records of part %s are in the declared ranges (%s bits)"
              .formatted(part.rows(), part.name(), bits(reports, part)));
    }
    out.println(
        "  declared by the owner: that they encode the sources, and the name "
            + manifest.name()
            + ", which decides the split");
    if (manifest.schema().origin().isEmpty()) {
      out.println("  missing: an origin record");
    }
    return 0;
  }

  private static String bits(SortedMap<String, SecurityReport> reports, ManifestPart part) {
    SecurityReport report = reports.get(part.name());
    return report == null ? "?" : String.format(Locale.ROOT, "%.1f", report.bits());
  }

  private static JsonObject toJson(
      DatasetManifest manifest, SortedMap<String, SecurityReport> reports) {
    List<JsonValue> parts = new ArrayList<>();
    for (ManifestPart part : manifest.parts()) {
      parts.add(
          JsonObject.builder()
              .put("name", part.name())
              .put("rows", part.rows())
              .put("descriptor", part.descriptor())
              .put("records", part.records())
              .put("bits", bits(reports, part))
              .build());
    }
    return JsonObject.builder()
        .put("type", TYPE)
        .put("name", manifest.name())
        .put("manifest", manifest.digest())
        .put("origin", manifest.schema().origin().isPresent())
        .put("parts", new JsonArray(parts))
        .build();
  }
}
