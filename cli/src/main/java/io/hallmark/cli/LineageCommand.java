package io.hallmark.cli;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digest;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.event.Subjects;
import io.hallmark.provenance.report.LineagePicture;
import io.hallmark.provenance.training.Lineage;
import io.hallmark.provenance.training.LineageGraph;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
      "Prints where models come from: data sets, runs and models, by the digests in their",
      "certificates and in those of their parents. Verify the certificates to rely on it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark lineage model.hallmark",
      "  hallmark lineage certificates/ --svg lineage.svg --mark withdrawn/manifest.json",
      "  hallmark lineage model.hallmark --dot | dot -Tsvg > lineage.svg"
    })
final class LineageCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "certificates, and folders with .hallmark files")
  private List<Path> places = new ArrayList<>();

  @Option(names = "--dot", description = "print a graph for Graphviz")
  private boolean dot;

  @Option(names = "--svg", paramLabel = "FILE", description = "draw the graph in this file")
  private @Nullable Path svg;

  @Option(
      names = "--mark",
      paramLabel = "DATASET",
      description = "mark what stands downstream of this manifest.json, or digest, in the drawing")
  private @Nullable String mark;

  @Override
  public Integer call() throws Exception {
    List<Lineage> lineages = new ArrayList<>();
    for (Path file : CertificateFiles.of(places)) {
      HallmarkBundle bundle = HallmarkBundle.read(file);
      if (places.contains(file) || bundle.isTraining()) {
        lineages.add(Lineage.read(bundle));
      }
    }
    LineageGraph graph = LineageGraph.of(lineages);
    PrintWriter out = Console.out(spec);
    if (svg != null) {
      String picture = LineagePicture.of(graph, marked(graph));
      AtomicFiles.write(svg, picture.getBytes(StandardCharsets.UTF_8));
    }
    if (dot) {
      out.print(graph.dot());
    } else {
      lineages.forEach(l -> l.tree().forEach(out::println));
    }
    out.flush();
    return ExitCode.ACCEPTED.number();
  }

  private Set<String> marked(LineageGraph graph) throws Exception {
    if (mark == null) {
      return Set.of();
    }
    return graph.downstream(
        Digest.isHex(mark) ? Digest.parse(mark) : Subjects.tagged(Path.of(mark)));
  }
}
