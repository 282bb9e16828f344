package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.provenance.certificate.HallmarkBundle;
import java.util.List;
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
    String dot = lineage.dot();
    String edge =
        "\"model %s\" -> \"run %s\"".formatted(start(parent.model()), start(lineage.statement()));
    assertTrue(dot.contains(edge), dot);
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
