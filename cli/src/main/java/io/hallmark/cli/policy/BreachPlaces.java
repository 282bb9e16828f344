package io.hallmark.cli.policy;

import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.RecordPlace;
import io.hallmark.provenance.policy.Breaches;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where the records that break a policy stand: shard, file and row.
final class BreachPlaces {
  private final DatasetOpening opening;
  private final Map<String, List<RecordPlace>> known = new HashMap<>();

  BreachPlaces(DatasetOpening opening) {
    this.opening = opening;
  }

  /// The place of a breach, such as ` [train-1-2: data.csv, row 17]`; empty if it concerns the
  /// whole data set.
  String of(Breaches.Breach breach) {
    if (breach.shard() < 0) {
      return "";
    }
    String shard = opening.manifest().parts().get(breach.shard()).name();
    RecordPlace place = known.computeIfAbsent(shard, opening::places).get(breach.row());
    return " [%s: %s, row %d]".formatted(shard, place.source(), place.row());
  }
}
