package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.provenance.Documents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The graph of several lineages: sources, data sets and their versions, programs, runs and models.
/// What two certificates share is one node. An edge points from what was used to what was made of
/// it.
///
/// A model is the one of its run: two runs that arrive at the same weights made two models here, so
/// the graph has no circle.
///
/// @param nodes in the order in which the certificates name them
/// @param edges each once
public record LineageGraph(List<Node> nodes, Set<Edge> edges) {
  /// Copies the lists.
  public LineageGraph {
    nodes = List.copyOf(nodes);
    edges = Set.copyOf(edges);
  }

  /// What a node is.
  public enum Kind {
    /// Where an owner says that the data come from.
    SOURCE("source"),
    /// A manifest.
    DATASET("data set"),
    /// A training program.
    PROGRAM("program"),
    /// A run statement.
    RUN("run"),
    /// A released or sealed model.
    MODEL("model");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /// For people.
    public String words() {
      return words;
    }
  }

  /// A node.
  ///
  /// @param id `n0`, `n1`, …
  /// @param kind what it is
  /// @param name its name, or when it was intended; may be empty
  /// @param digest its digest; of a source, that of the manifest that declares it
  public record Node(String id, Kind kind, String name, Digest digest) {
    /// Kind and the first 16 digits of the digest.
    public String label() {
      return kind.words() + " " + digest.hex().substring(0, 16);
    }
  }

  /// An edge.
  ///
  /// @param from id of what was used
  /// @param to id of what was made of it
  public record Edge(String from, String to) {}

  /// The graph of these lineages.
  public static LineageGraph of(List<Lineage> lineages) {
    Builder out = new Builder();
    lineages.forEach(out::add);
    return new LineageGraph(List.copyOf(out.nodes.values()), out.edges);
  }

  private static final class Builder {
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Set<Edge> edges = new LinkedHashSet<>();

    private String node(Kind kind, String name, Digest digest, String key) {
      return nodes
          .computeIfAbsent(
              kind + key,
              _ -> new Node("n" + nodes.size(), kind, Documents.printable(name), digest))
          .id();
    }

    /// Adds a lineage and returns the node of its model.
    private String add(Lineage l) {
      String run = node(Kind.RUN, "intended " + l.intended(), l.statement(), l.statement().hex());
      String dataset = dataset(l.dataset(), l.datasetName());
      edges.add(new Edge(dataset, run));
      l.origin()
          .ifPresent(text ->
              edges.add(
                  new Edge(node(Kind.SOURCE, text, l.dataset(), l.dataset().hex()), dataset)));
      l.olderDataset().ifPresent(d -> edges.add(new Edge(dataset(d, "an older version"), dataset)));
      l.originals().forEach(d -> edges.add(new Edge(dataset(d, "has the same records"), dataset)));
      edges.add(new Edge(node(Kind.PROGRAM, "", l.program(), l.program().hex()), run));
      l.parent().ifPresent(p -> edges.add(new Edge(add(p), run)));
      String model = node(Kind.MODEL, "", l.model(), l.model().hex() + l.statement().hex());
      edges.add(new Edge(run, model));
      return model;
    }

    private String dataset(Digest digest, String name) {
      return node(Kind.DATASET, name, digest, digest.hex());
    }
  }

  /// Ids of the nodes with a digest and of everything that was made of them.
  public Set<String> downstream(Digest digest) {
    Set<String> out = new LinkedHashSet<>();
    nodes.stream()
        .filter(n -> n.kind() != Kind.SOURCE && n.digest().equals(digest))
        .forEach(n -> out.add(n.id()));
    int before;
    do {
      before = out.size();
      edges.stream().filter(e -> out.contains(e.from())).forEach(e -> out.add(e.to()));
    } while (out.size() > before);
    return out;
  }

  /// The layer of every node, from 0: whatever was used stands left of what was made of it, and as
  /// near to it as it can.
  public Map<String, Integer> layers() {
    Map<String, List<String>> next = new HashMap<>();
    edges.forEach(e -> next.computeIfAbsent(e.from(), _ -> new ArrayList<>()).add(e.to()));
    Map<String, Integer> height = new HashMap<>();
    nodes.forEach(n -> height(n.id(), next, height));
    int most = height.values().stream().mapToInt(h -> h).max().orElse(0);
    Map<String, Integer> out = new LinkedHashMap<>();
    nodes.forEach(n -> out.put(n.id(), most - height.getOrDefault(n.id(), 0)));
    return out;
  }

  /// Edges of the longest way to the end.
  private static int height(
      String id, Map<String, List<String>> next, Map<String, Integer> height) {
    Optional<Integer> known = Optional.ofNullable(height.get(id));
    if (known.isPresent()) {
      return known.get();
    }
    int most = 0;
    for (String after : next.getOrDefault(id, List.of())) {
      most = Math.max(most, 1 + height(after, next, height));
    }
    height.put(id, most);
    return most;
  }

  /// The graph in the language of Graphviz.
  public String dot() {
    StringBuilder out =
        new StringBuilder("digraph lineage {\n  rankdir=LR;\n  node [shape=box];\n");
    for (Node n : nodes) {
      String text = n.name().isEmpty() ? n.label() : n.label() + "\\n" + quoted(n.name());
      out.append("  ").append(n.id()).append(" [label=\"").append(text).append("\"];\n");
    }
    edges.stream()
        .sorted((a, b) -> (a.from() + a.to()).compareTo(b.from() + b.to()))
        .forEach(
            e -> out.append("  ").append(e.from()).append(" -> ").append(e.to()).append(";\n"));
    return out.append("}\n").toString();
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
