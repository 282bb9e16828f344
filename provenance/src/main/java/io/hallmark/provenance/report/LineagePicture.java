package io.hallmark.provenance.report;

import io.hallmark.provenance.training.LineageGraph;
import io.hallmark.provenance.training.LineageGraph.Edge;
import io.hallmark.provenance.training.LineageGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A lineage as an SVG picture that stands alone: no script, no font, nothing outside it; every
/// text is escaped.
///
/// A layered drawing from left to right (Sugiyama, Tagawa, Toda 1981, without its dummy nodes):
/// layers as [LineageGraph#layers] has them, in each layer the order of the mean places of the
/// neighbours, a few times to and fro.
public final class LineagePicture {
  private static final int BOX_WIDTH = 196;
  private static final int BOX_HEIGHT = 46;
  private static final int GAP_X = 64;
  private static final int GAP_Y = 18;
  private static final int MARGIN = 16;
  private static final int SWEEPS = 6;
  private static final int MOST_LETTERS = 28;
  private static final String STYLE =
      "svg{font:12px system-ui,sans-serif}text{fill:#1a1a1a}.note{fill:#555;font-size:11px}"
          + "rect{fill:#fff;stroke:#777}.model{fill:#dcebdc}.run{fill:#e3e9f3}"
          + ".tainted{stroke:#a11212;stroke-width:3}path{fill:none;stroke:#777}";

  private final LineageGraph graph;
  private final Set<String> tainted;
  private final Map<String, Integer> layers;
  private final List<List<String>> order;

  private LineagePicture(LineageGraph graph, Set<String> tainted) {
    this.graph = graph;
    this.tainted = tainted;
    this.layers = graph.layers();
    this.order = order();
  }

  /// The picture of a graph.
  ///
  /// @param tainted ids of the nodes that are marked
  public static String of(LineageGraph graph, Set<String> tainted) {
    return new LineagePicture(graph, tainted).draw();
  }

  private List<List<String>> order() {
    TreeMap<Integer, List<String>> sorted = new TreeMap<>();
    graph
        .nodes()
        .forEach(n ->
            sorted
                .computeIfAbsent(layers.getOrDefault(n.id(), 0), _ -> new ArrayList<>())
                .add(n.id()));
    List<List<String>> out = new ArrayList<>(sorted.values());
    Map<String, List<String>> before = new HashMap<>();
    Map<String, List<String>> after = new HashMap<>();
    for (Edge e : graph.edges()) {
      before.computeIfAbsent(e.to(), _ -> new ArrayList<>()).add(e.from());
      after.computeIfAbsent(e.from(), _ -> new ArrayList<>()).add(e.to());
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      Map<String, List<String>> neighbours = sweep % 2 == 0 ? before : after;
      Map<String, Double> places = places(out);
      for (List<String> layer : out) {
        Map<String, Double> means = new HashMap<>();
        for (String id : layer) {
          means.put(
              id,
              neighbours.getOrDefault(id, List.of(id)).stream()
                  .mapToDouble(n -> places.getOrDefault(n, 0.0))
                  .average()
                  .orElse(0));
        }
        layer.sort(
            (a, b) -> Double.compare(means.getOrDefault(a, 0.0), means.getOrDefault(b, 0.0)));
        places.putAll(places(List.of(layer)));
      }
    }
    return out;
  }

  private static Map<String, Double> places(List<List<String>> layers) {
    Map<String, Double> out = new HashMap<>();
    for (List<String> layer : layers) {
      for (int i = 0; i < layer.size(); i++) {
        out.put(layer.get(i), (double) i / layer.size());
      }
    }
    return out;
  }

  private record Place(int x, int y) {}

  private Map<String, Place> boxes(int height) {
    Map<String, Place> out = new HashMap<>();
    for (int l = 0; l < order.size(); l++) {
      List<String> layer = order.get(l);
      int used = layer.size() * (BOX_HEIGHT + GAP_Y) - GAP_Y;
      for (int i = 0; i < layer.size(); i++) {
        int y = (height - used) / 2 + i * (BOX_HEIGHT + GAP_Y);
        out.put(layer.get(i), new Place(MARGIN + l * (BOX_WIDTH + GAP_X), y));
      }
    }
    return out;
  }

  private String draw() {
    int most = order.stream().mapToInt(List::size).max().orElse(1);
    int height = 2 * MARGIN + most * (BOX_HEIGHT + GAP_Y) - GAP_Y;
    int width = 2 * MARGIN + Math.max(1, order.size()) * (BOX_WIDTH + GAP_X) - GAP_X;
    Map<String, Place> boxes = boxes(height);
    Html svg = new Html();
    svg.raw(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d' role='img'>\n"
            .formatted(width, height, width, height));
    svg.element("title", "lineage").raw("<style>" + STYLE + "</style>\n");
    graph.edges().stream().map(e -> path(boxes, e)).sorted().forEach(path -> svg.raw(path).line());
    for (Node node : graph.nodes()) {
      box(svg, node, boxes.getOrDefault(node.id(), new Place(0, 0)));
    }
    return svg.raw("</svg>\n").toString();
  }

  private static String path(Map<String, Place> boxes, Edge e) {
    Place from = boxes.getOrDefault(e.from(), new Place(0, 0));
    Place to = boxes.getOrDefault(e.to(), new Place(0, 0));
    int x = from.x + BOX_WIDTH;
    int y = from.y + BOX_HEIGHT / 2;
    int end = to.y + BOX_HEIGHT / 2;
    int middle = (x + to.x) / 2;
    return "<path d='M%d %dC%d %d %d %d %d %d'/>"
        .formatted(x, y, middle, y, middle, end, to.x, end);
  }

  private void box(Html svg, Node node, Place at) {
    String style = node.kind().name().toLowerCase(Locale.ROOT);
    svg.raw("<g>").element("title", node.label() + " " + node.name() + " " + node.digest().hex());
    svg.raw(
        "<rect class='%s' x='%d' y='%d' width='%d' height='%d' rx='5'/>"
            .formatted(
                tainted.contains(node.id()) ? style + " tainted" : style,
                at.x,
                at.y,
                BOX_WIDTH,
                BOX_HEIGHT));
    int first = node.name().isEmpty() ? 28 : 19;
    svg.element("text x='%d' y='%d'".formatted(at.x + 8, at.y + first), node.label());
    if (!node.name().isEmpty()) {
      svg.element(
          "text class='note' x='%d' y='%d'".formatted(at.x + 8, at.y + 36), cut(node.name()));
    }
    svg.raw("</g>").line();
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= MOST_LETTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_LETTERS - 1)) + "…";
  }
}
