package io.hallmark.cli;

import io.hallmark.document.Digest;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.event.Subjects;
import io.hallmark.provenance.training.Lineage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark taint`.
@Command(
    name = "taint",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the certificates that stand downstream of a data set: those trained on it, on a new",
      "version of it, or from a model that was. Models that inherit it through parents are listed",
      "too. Files that are no training certificates are named and skipped."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark taint withdrawn/manifest.json certificates/",
      "  hallmark taint 8a89652c371d2ec0... a.hallmark b.hallmark"
    })
final class TaintCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DATASET", description = "manifest.json, or its digest")
  private String dataset = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "certificates, and folders with .hallmark files")
  private List<Path> places = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Digest wanted =
        Digest.isHex(dataset) ? Digest.parse(dataset) : Subjects.tagged(Path.of(dataset));
    PrintWriter out = Console.out(spec);
    int found = 0;
    List<Path> files = CertificateFiles.of(places);
    for (Path file : files) {
      try {
        Lineage lineage = Lineage.read(HallmarkBundle.read(file));
        if (lineage.datasets().contains(wanted)) {
          found++;
          boolean direct = lineage.dataset().equals(wanted);
          out.println(
              file
                  + ": model "
                  + lineage.model().hex().substring(0, 16)
                  + (direct ? ", trained on it" : ", inherits it")
                  + ", intended "
                  + lineage.intended());
        }
      } catch (VerificationException e) {
        Console.err(spec).println(file + ": skipped, " + e.getMessage());
      }
    }
    out.println(
        found + " of " + files.size() + " certificates stand downstream of " + wanted.hex());
    return ExitCode.ACCEPTED.number();
  }
}
