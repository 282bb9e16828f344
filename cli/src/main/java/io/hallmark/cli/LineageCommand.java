package io.hallmark.cli;

import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.training.Lineage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark lineage`.
@Command(
    name = "lineage",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints where a model comes from: data sets, runs and models, by the digests in its",
      "certificate and in those of its parents. Verify the certificate to rely on it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark lineage model.hallmark",
      "  hallmark lineage model.hallmark --dot | dot -Tsvg > lineage.svg"
    })
final class LineageCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "CERTIFICATE", description = "the .hallmark file")
  private Path certificate = Path.of("");

  @Option(names = "--dot", description = "print a graph for Graphviz")
  private boolean dot;

  @Override
  public Integer call() throws Exception {
    Lineage lineage = Lineage.read(HallmarkBundle.read(certificate));
    PrintWriter out = Console.out(spec);
    if (dot) {
      out.print(lineage.dot());
    } else {
      lineage.tree().forEach(out::println);
    }
    out.flush();
    return ExitCode.ACCEPTED.number();
  }
}
