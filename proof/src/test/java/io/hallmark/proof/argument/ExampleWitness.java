package io.hallmark.proof.argument;

import io.hallmark.proof.Vectors;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.relation.ExampleRun;
import io.hallmark.proof.relation.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The published witness of the example run.
final class ExampleWitness {
  private ExampleWitness() {}

  /// The own columns of every part.
  static List<Map<String, Cells>> parts() {
    List<Map<String, Cells>> out = new ArrayList<>();
    for (Object part : (List<?>) read("parts")) {
      out.add(columns((Map<?, ?>) part));
    }
    return out;
  }

  /// The older commitments, under the published fresh bytes.
  static Map<String, CommittedColumns> older() {
    Map<?, ?> contents = (Map<?, ?>) read("older");
    Map<String, CommittedColumns> out = new HashMap<>();
    byte fresh = 0x0a;
    for (Run.OlderCommitment x : ExampleRun.run().older()) {
      byte[] secret = new byte[32];
      Arrays.fill(secret, fresh++);
      Map<String, Cells> cells =
          columns((Map<?, ?>) Objects.requireNonNull(contents.get(x.name())));
      out.put(x.name(), CommittedColumns.commit(x.geometry(), x.columns(), cells, secret));
    }
    return out;
  }

  private static Object read(String key) {
    return Objects.requireNonNull(Vectors.object("example/witness.json").get(key));
  }

  private static Map<String, Cells> columns(Map<?, ?> json) {
    Map<String, Cells> out = new HashMap<>();
    json.forEach((name, entries) -> out.put((String) name, cells((List<?>) entries)));
    return out;
  }

  /// Entries are an index tuple and a value, in any order.
  private static Cells cells(List<?> entries) {
    List<long[]> rows = new ArrayList<>();
    for (Object entry : entries) {
      rows.add(((List<?>) entry).stream().mapToLong(x -> (Long) x).toArray());
    }
    rows.sort(Comparator.comparing(r -> Arrays.copyOf(r, r.length - 1), Arrays::compare));
    return Cells.ofElements(rows.stream().mapToLong(r -> r[r.length - 1]).toArray());
  }
}
