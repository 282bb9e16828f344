package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Where the records of some shards stood in earlier versions of a data set: in the shards of the
/// same names, whose commitments a renewal replaced, and in those from which a withdrawal took
/// other records. What was made of an earlier version was made of these records too.
public final class ShardAncestry {
  private final OpeningSecrets secrets;
  private final List<DatasetManifest> history;
  private final Map<String, Boolean> known = new HashMap<>();
  private final Set<List<String>> seen = new HashSet<>();
  private final Set<String> names = new LinkedHashSet<>();

  /// @param opening the opened data set, with the manifests of its earlier versions
  /// @param shards names of shards that it has
  /// @throws VerificationException if a manifest cannot be read
  /// @throws IOException if a file cannot be read
  public ShardAncestry(DatasetOpening opening, Set<String> shards)
      throws VerificationException, IOException {
    this.secrets = opening.secrets();
    this.history = opening.history();
    for (String shard : shards) {
      known.clear();
      add(shard, secrets.rows(shard).salts());
    }
  }

  /// Adds a shard whose records have the salts of another one, and those that it took them from.
  private void add(String shard, String salts) {
    names.add(shard);
    if (seen.add(List.of(shard, salts))) {
      replaced(shard).stream().filter(r -> isOf(r, salts)).forEach(r -> add(r, salts));
    }
  }

  /// Whether the records of a shard may have these salts. The secrets of a replaced shard are
  /// erased, so names and versions must tell.
  private boolean isOf(String shard, String salts) {
    Boolean before = known.get(shard);
    if (before == null) {
      before = shard.equals(salts) || replaced(shard).stream().anyMatch(r -> isOf(r, salts));
      known.put(shard, before);
    }
    return before;
  }

  /// What the version that added a shard removed of its part.
  private List<String> replaced(String shard) {
    ShardName name = ShardName.of(shard).orElseThrow();
    List<String> out = new ArrayList<>();
    for (DatasetManifest m : history) {
      if (m.version() == name.version()) {
        m.removed().stream()
            .filter(r -> ShardName.of(r).orElseThrow().part().equals(name.part()))
            .forEach(out::add);
      }
    }
    return out;
  }

  /// Names of the shards in which the records stand or stood.
  public Set<String> names() {
    return Set.copyOf(names);
  }

  /// Descriptors of all their commitments.
  public Set<Digest> commitments() {
    Set<Digest> out = new TreeSet<>(Comparator.comparing(Digest::hex));
    for (DatasetManifest m : history) {
      m.parts().stream()
          .filter(p -> names.contains(p.name()))
          .map(ManifestPart::descriptor)
          .forEach(out::add);
    }
    return out;
  }

  /// The versions that hold the records, the newest first.
  public List<DatasetManifest> versions() {
    return history.reversed().stream()
        .filter(m -> m.parts().stream().anyMatch(p -> names.contains(p.name())))
        .toList();
  }
}
