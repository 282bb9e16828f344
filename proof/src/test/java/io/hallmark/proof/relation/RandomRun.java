package io.hallmark.proof.relation;

import io.hallmark.proof.Maps;
import io.hallmark.proof.ProofException.Rejected;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// A random true run of one to three parts with a witness: every kind of column, several
/// geometries, imports from older commitments and from earlier parts.
///
/// @param run the run
/// @param witness per part, the cells of its own committed columns
/// @param older per older commitment, the cells of its columns
/// @param targets per part, own committed columns of which a changed cell makes the run false
public record RandomRun(
    Run run,
    List<Map<String, Cells>> witness,
    Map<String, Map<String, Cells>> older,
    List<List<String>> targets) {

  private record Source(int part, String column, List<Integer> extents, Cells cells) {}

  /// A run from a seed.
  public static RandomRun of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Geometry trace = new Geometry(4, 8 + random.nextInt(2), 8, 1 + random.nextInt(3));
    List<Geometry> choices = List.of(trace, new Geometry(5, 7, 6, 3), new Geometry(6, 8, 5, 2));
    Geometry other = choices.get(random.nextInt(3));
    List<Part> parts = new ArrayList<>();
    List<Map<String, Cells>> witness = new ArrayList<>();
    Map<String, Map<String, Cells>> older = new LinkedHashMap<>();
    Map<String, List<ColumnShape>> shapes = new LinkedHashMap<>();
    Map<String, Geometry> geometries = new LinkedHashMap<>();
    List<List<String>> targets = new ArrayList<>();
    List<Source> sources = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int u = 0; u < count; u++) {
      RandomPart made = new RandomPart(random);
      if (!sources.isEmpty() && random.nextInt(5) > 0) {
        Source s = sources.get(random.nextInt(sources.size()));
        made.addImport(s.part(), s.column(), s.extents(), s.cells());
      }
      made.fill();
      Part part = made.part();
      Set<String> multiplicities = new HashSet<>();
      part.tables().forEach(t -> multiplicities.add(t.multiplicity()));
      Map<String, Cells> own = new LinkedHashMap<>();
      List<Column> columns = new ArrayList<>();
      for (Column c : part.columns()) {
        if (!(c instanceof Column.Committed)) {
          columns.add(c);
        } else if (!multiplicities.contains(c.name()) && random.nextInt(10) < 3) {
          String name = "old" + u + random.nextInt(2);
          Geometry geometry = random.nextBoolean() ? trace : other;
          geometries.putIfAbsent(name, geometry);
          List<Label> labels = c.labels().stream().map(x -> new Label(x, made.extent(x))).toList();
          shapes
              .computeIfAbsent(name, _ -> new ArrayList<>())
              .add(new ColumnShape(c.name(), labels));
          older
              .computeIfAbsent(name, _ -> new LinkedHashMap<>())
              .put(c.name(), made.cells(c.name()));
          columns.add(new Column.ImportOlder(c.name(), c.labels(), name, c.name()));
        } else {
          own.put(c.name(), made.cells(c.name()));
          columns.add(c);
          if (c.labels().size() <= 2) {
            List<Integer> extents = c.labels().stream().map(made::extent).toList();
            sources.add(new Source(u, c.name(), extents, made.cells(c.name())));
          }
        }
      }
      parts.add(
          new Part(
              part.labels(),
              columns,
              part.products(),
              part.linears(),
              part.lookups(),
              part.tables()));
      witness.add(own);
      targets.add(made.targets().stream().filter(own::containsKey).toList());
    }
    List<Run.OlderCommitment> commitments =
        geometries.entrySet().stream()
            .map(e ->
                new Run.OlderCommitment(e.getKey(), e.getValue(), Maps.get(shapes, e.getKey())))
            .toList();
    return new RandomRun(new Run(trace, commitments, parts), witness, older, targets);
  }

  /// The cells of every committed and imported column of a part, by its name in the part.
  public Map<String, Cells> cells(int u) {
    Map<String, Cells> out = new LinkedHashMap<>(witness.get(u));
    for (Column c : run.parts().get(u).columns()) {
      if (c instanceof Column.ImportOlder x) {
        out.put(c.name(), Maps.get(Maps.get(older, x.commitment()), x.column()));
      } else if (c instanceof Column.ImportPart x) {
        out.put(c.name(), Maps.get(witness.get((int) x.part()), x.column()));
      }
    }
    return out;
  }

  /// The index of the run.
  public RunIndex index() {
    try {
      return RunIndex.of(run);
    } catch (Rejected e) {
      throw new AssertionError(e);
    }
  }
}
