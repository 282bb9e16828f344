package io.hallmark.learning.relation;

import io.hallmark.document.Digest;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonObject;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.AtLeast;
import io.hallmark.learning.operator.ConfusionCounts;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.WholeRun.Published;
import io.hallmark.learning.trace.SampleTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The programs of `vectors/optimizers.json`: squared error, weight decay, AdamW, clipping, counts.
final class Optimizers {
  static final List<String> NAMES = RelationVectors.strings(RelationVectors.optimizers(), "order");

  /// Below the published threshold there is as much room as the vectors leave.
  static final int SLACK = 2;

  private static final int GROUPS = 2;
  private static final Map<String, WholeRun.Setup> SETUPS = new HashMap<>();

  private Optimizers() {}

  static synchronized WholeRun.Setup setup(String name) {
    return SETUPS.computeIfAbsent(name, Optimizers::load);
  }

  private static WholeRun.Setup load(String name) {
    JsonObject v = RelationVectors.optimizer(name);
    try {
      byte[] program = RelationVectors.string(v, "program").getBytes(StandardCharsets.US_ASCII);
      Network network = Network.of(TrainingProgram.read(program));
      SampleTable test = samples(network, v, "evaluated");
      if (v.find("groups").isPresent()) {
        int[] groups = RelationVectors.ints(RelationVectors.value(v, "groups"));
        test = test.withGroups(GROUPS, groups);
      }
      return new WholeRun.Setup(
          network,
          Digest.of(HexFormat.of().parseHex(RelationVectors.string(v, "seed"))),
          samples(network, v, "records"),
          test,
          Arrays.stream(RelationVectors.ints(RelationVectors.value(v, "windows")))
              .boxed()
              .toList());
    } catch (DocumentException.Malformed | ProgramRefused e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static SampleTable samples(Network network, JsonObject v, String key) {
    return network.program().target().isPresent()
        ? RelationVectors.regression(v, key, network.program().outputs())
        : RelationVectors.samples(v, key);
  }

  /// Whether all kinds of counts are published.
  static boolean hasAllCounts(String name) {
    return RelationVectors.optimizer(name).find("groups").isPresent();
  }

  /// What the published runs publish.
  static List<Published> published(String name) {
    List<Published> out = new ArrayList<>();
    out.add(WholeRun.usual(0));
    if (hasAllCounts(name)) {
      int limb = setup(name).network().program().limb();
      int rows = setup(name).test().rows();
      out.add(r -> new ConfusionCounts(0, r.confusion()));
      out.add(r -> new ConfusionCounts(GROUPS, r.counts()));
      out.add(r -> new AtLeast(Math.max(0, r.correct() - SLACK), rows, limb));
    }
    return out;
  }

  /// The published run.
  static WholeRun run(String name, boolean sealed) {
    try {
      return WholeRun.of(setup(name), sealed, null, true, published(name), published(name));
    } catch (Exception e) {
      throw new IllegalStateException(name, e);
    }
  }
}
