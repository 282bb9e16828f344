package io.hallmark.proof.relation;

import io.hallmark.proof.ProofException.Rejected;
import io.hallmark.proof.commitment.BlockLayout;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A checked run: its parts, the groups and blocks of the committed rows, and the place of every
/// column that is committed cells.
///
/// Geometries are not judged here, only used: rows and kappa of a run whose geometry is invalid are
/// large or meaningless numbers, never an exception.
///
/// - **Threads:** immutable.
public final class RunIndex {
  private final Run run;
  private final List<PartIndex> parts;
  private final List<Group> groups;
  private final List<Block> partBlocks;
  private final List<Block> olderBlocks;
  private final List<CommitmentIndex> commitments;
  private final @Nullable Place[][] places;
  private final int kappa;

  /// Checks and indexes a run.
  ///
  /// @throws Rejected with REL_WELL_FORMED if the run or a part breaks a rule
  public static RunIndex of(Run run) throws Rejected {
    RunWellFormed.checkShape(run);
    List<PartIndex> parts = new ArrayList<>();
    IdentityHashMap<Part, PartIndex> known = new IdentityHashMap<>();
    for (Part part : run.parts()) {
      PartIndex index = known.get(part);
      if (index == null) {
        index = PartIndex.of(part);
        known.put(part, index);
      }
      parts.add(index);
    }
    RunWellFormed.checkImports(run, parts);
    return new RunIndex(run, parts);
  }

  /// The same parts under other geometries. Nothing is checked again: no rule of a run depends on
  /// its geometries.
  ///
  /// @param trace geometry of the trace
  /// @param older geometry of older commitments by name; the others keep theirs
  public RunIndex withGeometries(Geometry trace, Map<String, Geometry> older) {
    List<Run.OlderCommitment> moved =
        run.older().stream()
            .map(x ->
                new Run.OlderCommitment(
                    x.name(), older.getOrDefault(x.name(), x.geometry()), x.columns()))
            .toList();
    return new RunIndex(new Run(trace, moved, run.parts()), parts);
  }

  /// Indexes a run without checking it: for tests of what an ill-formed run would allow.
  static RunIndex unchecked(Run run) {
    return new RunIndex(run, run.parts().stream().map(PartIndex::unchecked).toList());
  }

  private RunIndex(Run run, List<PartIndex> parts) {
    this.run = run;
    this.parts = List.copyOf(parts);
    Grouping grouping = new Grouping();
    List<Block> ofParts = new ArrayList<>();
    for (int u = 0; u < parts.size(); u++) {
      ofParts.add(grouping.add(false, u, run.trace(), extents(parts.get(u))));
    }
    List<Block> ofOlder = new ArrayList<>();
    for (int k = 0; k < run.older().size(); k++) {
      Run.OlderCommitment older = run.older().get(k);
      ofOlder.add(grouping.add(true, k, older.geometry(), extents(older.columns())));
    }
    this.partBlocks = List.copyOf(ofParts);
    this.olderBlocks = List.copyOf(ofOlder);
    this.groups = grouping.groups();
    this.kappa = groups.stream().mapToInt(g -> Label.bits(g.rows())).max().orElse(0);
    List<CommitmentIndex> all = new ArrayList<>();
    all.add(new CommitmentIndex("trace", -1, 0, partBlocks));
    for (Block b : olderBlocks) {
      String name = run.older().get(b.number()).name();
      all.add(new CommitmentIndex(name, b.number(), b.group(), List.of(b)));
    }
    this.commitments = List.copyOf(all);
    this.places = places();
  }

  private static List<long[]> extents(PartIndex part) {
    List<long[]> out = new ArrayList<>();
    for (int k = 0; k < part.ownCommitted().size(); k++) {
      Ids labels = part.labels(part.ownCommitted().get(k));
      long[] n = new long[labels.size()];
      for (int i = 0; i < n.length; i++) {
        n[i] = part.extent(labels.get(i));
      }
      out.add(n);
    }
    return out;
  }

  private static List<long[]> extents(List<ColumnShape> columns) {
    return columns.stream()
        .map(c -> c.labels().stream().mapToLong(Label::extent).toArray())
        .toList();
  }

  private @Nullable Place[][] places() {
    Map<String, Integer> olderByName = new HashMap<>();
    for (int k = 0; k < run.older().size(); k++) {
      olderByName.put(run.older().get(k).name(), k);
    }
    @Nullable Place[][] out = new Place[parts.size()][];
    for (int u = 0; u < out.length; u++) {
      out[u] = new Place[parts.get(u).columnCount()];
      for (int k = 0; k < parts.get(u).ownCommitted().size(); k++) {
        out[u][parts.get(u).ownCommitted().get(k)] = new Place(partBlocks.get(u), k);
      }
    }
    for (int u = 0; u < out.length; u++) {
      for (int c = 0; c < out[u].length; c++) {
        if (parts.get(u).column(c) instanceof Column.ImportOlder x) {
          int k = olderByName.getOrDefault(x.commitment(), -1);
          List<ColumnShape> columns = run.older().get(k).columns();
          out[u][c] = new Place(olderBlocks.get(k), RunWellFormed.position(columns, x.column()));
        } else if (parts.get(u).column(c) instanceof Column.ImportPart x) {
          int v = (int) x.part();
          out[u][c] = out[v][RunWellFormed.ownCommitted(parts.get(v), x.column())];
        }
      }
    }
    return out;
  }

  /// The run as written.
  public Run run() {
    return run;
  }

  /// The parts in order.
  public List<PartIndex> parts() {
    return parts;
  }

  /// The groups in order of first appearance; the trace's is number 0.
  public List<Group> groups() {
    return groups;
  }

  /// The block of a part.
  public Block partBlock(int part) {
    return partBlocks.get(part);
  }

  /// The block of an older commitment.
  public Block olderBlock(int older) {
    return olderBlocks.get(older);
  }

  /// The commitments: the trace, then the older ones as declared.
  public List<CommitmentIndex> commitments() {
    return commitments;
  }

  /// Row variables that all groups share: bits of the largest number of padded rows.
  public int kappa() {
    return kappa;
  }

  /// The place of the cells of a column of a part: own, of an older commitment, of another part.
  ///
  /// @throws IllegalArgumentException if the column is not committed cells
  public Place place(int part, int column) {
    Place place = places[part][column];
    if (place == null) {
      throw new IllegalArgumentException(
          "part " + part + ", column " + parts.get(part).columnName(column) + " has no cells");
    }
    return place;
  }

  /// Assigns blocks to groups and rows.
  private static final class Grouping {
    private final Map<Geometry, Integer> numbers = new HashMap<>();
    private final List<Geometry> geometries = new ArrayList<>();
    private final List<List<Block>> blocks = new ArrayList<>();
    private final List<Long> rows = new ArrayList<>();

    Block add(boolean isOlder, int number, Geometry geometry, List<long[]> extents) {
      int g = numbers.computeIfAbsent(geometry, _ -> numbers.size());
      if (g == geometries.size()) {
        geometries.add(geometry);
        blocks.add(new ArrayList<>());
        rows.add(0L);
      }
      BlockLayout layout = new BlockLayout(extents, geometry.m());
      long size = layout.rows();
      long base = Saturating.plus(rows.get(g), size - 1) / size * size;
      Block block = new Block(isOlder, number, g, layout, base);
      blocks.get(g).add(block);
      rows.set(g, Saturating.plus(base, size));
      return block;
    }

    List<Group> groups() {
      List<Group> out = new ArrayList<>();
      for (int g = 0; g < geometries.size(); g++) {
        out.add(new Group(geometries.get(g), blocks.get(g), rows.get(g)));
      }
      return List.copyOf(out);
    }
  }
}
