package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.provenance.certificate.HallmarkBundle;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The lineage of a model is read from its certificate, parents included.
final class LineageTest {
  @Test
  void aModelFromAParentInheritsItsDataSets() throws Exception {
    HallmarkBundle child = ParentChainTest.releasedChild();
    Lineage lineage = Lineage.read(child);
    Lineage parent = lineage.parent().orElseThrow();
    assertEquals(Lineage.read(child.parent().orElseThrow()), parent);
    assertTrue(lineage.datasets().containsAll(parent.datasets()));
    assertTrue(!lineage.model().equals(parent.model()));
    assertTrue(lineage.tree().stream().anyMatch(l -> l.startsWith("└─ started from model ")));
    LineageGraph graph = LineageGraph.of(List.of(lineage));
    String model = id(graph, "model " + start(parent.model()));
    String run = id(graph, "run " + start(lineage.statement()));
    assertTrue(graph.edges().contains(new LineageGraph.Edge(model, run)));
    assertTrue(graph.dot().contains("  " + model + " -> " + run + ";\n"), graph.dot());
    // The parent's own certificate adds nothing that the child's does not contain.
    assertEquals(graph, LineageGraph.of(List.of(lineage, parent)));
    Map<String, Integer> layers = graph.layers();
    graph
        .edges()
        .forEach(
            e -> assertTrue(layers.getOrDefault(e.from(), 9) < layers.getOrDefault(e.to(), 0)));
    assertEquals(0, Collections.min(layers.values()));
  }

  private static String id(LineageGraph graph, String label) {
    return graph.nodes().stream()
        .filter(n -> n.label().equals(label))
        .findFirst()
        .orElseThrow()
        .id();
  }

  /// A run that changes nothing arrives at its parent's weights: no circle.
  @Test
  void equalWeightsOfTwoRunsAreTwoModels() throws Exception {
    Lineage l = Lineage.read(ParentChainTest.releasedChild());
    Lineage parent = l.parent().orElseThrow();
    Lineage same =
        new Lineage(
            parent.model(),
            l.statement(),
            l.dataset(),
            "a\"]; x [label=\"\\",
            l.olderDataset(),
            l.originals(),
            Optional.of("<svg onload=x>"),
            l.program(),
            l.trainer(),
            l.intended(),
            l.parent());
    LineageGraph graph = LineageGraph.of(List.of(same));
    assertEquals(2, graph.nodes().stream().filter(n -> n.digest().equals(parent.model())).count());
    Map<String, Integer> layers = graph.layers();
    graph
        .edges()
        .forEach(
            e -> assertTrue(layers.getOrDefault(e.from(), 9) < layers.getOrDefault(e.to(), 0)));
    assertTrue(graph.dot().contains("a\\\"]; x [label=\\\"\\\\\"];"), graph.dot());
  }

  @Test
  void aFirstModelHasOneDataSet() throws Exception {
    World world = World.get();
    Lineage lineage = Lineage.read(world.released());
    assertEquals(Set.of(world.manifest.digest()), lineage.datasets());
    assertEquals(
        List.of("model", "├─ run", "├─ program", "└─ data"),
        lineage.tree().stream().map(LineageTest::words).toList());
    assertTrue(!lineage.datasets().contains(world.otherManifest.digest()));
  }

  private static String words(String line) {
    return line.startsWith("model") ? "model" : line.substring(0, line.indexOf(' ', 3));
  }

  private static String start(Digest digest) {
    return digest.hex().substring(0, 16);
  }
}
