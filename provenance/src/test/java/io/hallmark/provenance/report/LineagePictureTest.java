package io.hallmark.provenance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.training.Lineage;
import io.hallmark.provenance.training.LineageGraph;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// The picture is well-formed, shows every node once, and lets nobody's words become markup.
final class LineagePictureTest {
  private static final String EVIL = "<script>alert(1)</script>\" onload='x' & \u202e\uffff";

  private static Digest digest(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Lineage lineage(String name, String dataset, Optional<Lineage> parent) {
    return new Lineage(
        digest("model " + name),
        digest("run " + name),
        digest("data " + dataset),
        dataset + EVIL,
        Optional.of(digest("old " + dataset)),
        dataset.equals("b") ? List.of(digest("original b")) : List.of(),
        Optional.of("Register, " + EVIL),
        digest("program"),
        "key",
        "2026-01-01T00:00:00Z",
        parent);
  }

  private static LineageGraph graph() {
    Lineage base = lineage("base", "a", Optional.empty());
    Lineage tuned = lineage("tuned", "b", Optional.of(base));
    Lineage other = lineage("other", "b", Optional.of(base));
    return LineageGraph.of(List.of(tuned, other));
  }

  private static Document parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void everyNodeIsDrawnOnceAndNoTwoBoxesMeet() throws Exception {
    LineageGraph graph = graph();
    assertEquals(3 + 3 + 1 + 4 + 2 + 1, graph.nodes().size());
    Document svg = parse(LineagePicture.of(graph, Set.of()));
    NodeList boxes = svg.getElementsByTagName("rect");
    assertEquals(graph.nodes().size(), boxes.getLength());
    assertEquals(graph.edges().size(), svg.getElementsByTagName("path").getLength());
    Set<String> places = new HashSet<>();
    for (int i = 0; i < boxes.getLength(); i++) {
      Element box = (Element) boxes.item(i);
      assertTrue(places.add(box.getAttribute("x") + " " + box.getAttribute("y")));
      int right = Integer.parseInt(box.getAttribute("x")) + 196;
      int end = Integer.parseInt(box.getAttribute("y")) + 46;
      String[] view = svg.getDocumentElement().getAttribute("viewBox").split(" ", -1);
      assertTrue(right <= Integer.parseInt(view[2]) && end <= Integer.parseInt(view[3]));
    }
  }

  @Test
  void nobodysWordsBecomeMarkup() throws Exception {
    String svg = LineagePicture.of(graph(), Set.of());
    assertFalse(svg.contains("<script"));
    assertFalse(svg.contains("\u202e"));
    Document document = parse(svg);
    assertEquals(0, document.getElementsByTagName("script").getLength());
    NodeList all = document.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      assertFalse(((Element) all.item(i)).hasAttribute("onload"));
      assertFalse(((Element) all.item(i)).hasAttribute("href"));
    }
  }

  @Test
  void whatStandsDownstreamIsMarked() {
    LineageGraph graph = graph();
    Set<String> tainted = graph.downstream(digest("old a"));
    // Its new version, the base run and model, and both runs and models that started from it.
    assertEquals(2 + 2 + 4, tainted.size());
    String svg = LineagePicture.of(graph, tainted);
    assertEquals(8, svg.split(" tainted'", -1).length - 1);
    assertEquals(Set.of(), graph.downstream(digest("nothing")));
    assertEquals(2 + 4, graph.downstream(digest("old b")).size());
    assertEquals(2 + 4, graph.downstream(digest("original b")).size());
    assertTrue(lineage("x", "b", Optional.empty()).datasets().contains(digest("original b")));
  }
}
