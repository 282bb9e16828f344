package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.program.AdamKernels;
import io.hallmark.learning.program.ClipFactors;
import io.hallmark.learning.program.DecayFactors;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunBytes;
import io.hallmark.proof.relation.RunDigests;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The published vectors of further operators: public integers, every cell, every part, all runs.
final class OptimizersVectorsTest {
  static final List<String> NAMES = Optimizers.NAMES;
  static final List<String> GROUPED = NAMES.stream().filter(Optimizers::hasAllCounts).toList();
  private static final HexFormat HEX = HexFormat.of();

  private static long[] longs(JsonObject v, String key) {
    return RelationVectors.longs(RelationVectors.value(v, key));
  }

  private static List<JsonValue> list(JsonValue v) {
    return ((JsonArray) v).values();
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void thePublicIntegersAreThePublishedOnes(String name) {
    WholeRun.Setup s = Optimizers.setup(name);
    TrainingProgram p = s.network().program();
    JsonObject v = RelationVectors.optimizer(name);
    assertEquals(RelationVectors.string(v, "programDigest"), p.digest().hex());
    assertEquals(
        Cells.ofInts(RelationVectors.ints(RelationVectors.value(v, "rows"))),
        s.network().sampledRows(s.seed()));
    assertEquals(v.find("a1").isPresent(), p.adam().isPresent());
    if (p.adam().isPresent()) {
      adam(p, p.adam().get(), v);
    } else {
      assertArrayEquals(longs(v, "eta"), p.etas(1, p.steps()));
    }
    assertEquals(v.find("lam").isPresent(), p.decay().isPresent());
    if (p.decay().isPresent()) {
      DecayFactors decay = p.decay().get();
      for (int g = 0; g < p.segments(); g++) {
        assertEquals(longs(v, "lam")[g], decay.of(g));
      }
    }
    assertEquals(v.find("Cc").isPresent(), p.clipFactors().isPresent());
    if (p.clipFactors().isPresent()) {
      ClipFactors clip = p.clipFactors().get();
      for (int t = 0; t < p.steps(); t++) {
        assertEquals(longs(v, "Cc")[t], clip.bound(t));
        assertEquals(longs(v, "Theta")[t], clip.threshold(t));
      }
    }
  }

  private static void adam(TrainingProgram p, AdamKernels k, JsonObject v) {
    List<JsonValue> moved = list(RelationVectors.value(v, "a1"));
    for (int t = 0; t < p.steps(); t++) {
      long[] expected = RelationVectors.longs(moved.get(t));
      assertEquals(t % p.segment() + 2, expected.length);
      for (int n = 0; n < expected.length; n++) {
        assertEquals(expected[n], k.moved(t, n));
      }
      assertEquals(longs(v, "eps")[t], k.eps(t));
    }
    for (int n = 0; n <= p.segment(); n++) {
      assertEquals(longs(v, "c2")[n], k.second(n));
      assertEquals(longs(v, "E1")[n], k.first(n));
    }
    assertEquals(RelationVectors.integer(v, "E2"), k.secondLeft());
    assertEquals(RelationVectors.integer(v, "pre"), k.format().decayShift());
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void boundariesStatesAndServedWeightsAreThePublishedOnes(String name) {
    WholeRun w = Optimizers.run(name, true);
    JsonObject v = RelationVectors.optimizer(name);
    List<JsonValue> boundaries = list(RelationVectors.value(v, "boundaries"));
    List<JsonValue> states = list(RelationVectors.value(v, "states"));
    int segments = 0;
    for (int k = 0; k < boundaries.size(); k++) {
      assertTensors(boundaries.get(k), w.trace().boundary(segments).weights());
      List<ModelSnapshot> optimizer = w.trace().boundary(segments).optimizer();
      for (int state = 0; k > 0 && state < optimizer.size(); state++) {
        assertTensors(list(states.get(k)).get(state), optimizer.get(state));
      }
      assertEquals(k == 0 ? 0 : list(states.get(k)).size(), optimizer.size());
      segments += k < w.plan().spans().size() ? w.plan().spans().get(k) : 0;
    }
    assertTensors(RelationVectors.value(v, "served"), w.served().weights());
  }

  private static void assertTensors(JsonValue expected, ModelSnapshot actual) {
    List<JsonValue> tensors = list(expected);
    assertEquals(tensors.size(), actual.tensors().size());
    for (int j = 0; j < tensors.size(); j++) {
      assertArrayEquals(RelationVectors.longs(tensors.get(j)), actual.values(j));
    }
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void theSealedRunIsThePublishedOne(String name) throws Exception {
    assertPublished(name, "sealed", Optimizers.run(name, true));
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void theReleasedRunIsThePublishedOne(String name) throws Exception {
    assertPublished(name, "released", Optimizers.run(name, false));
  }

  private static void assertPublished(String program, String kind, WholeRun w) throws Exception {
    assertEquals(Set.of(), PlainEvaluator.violatedEverywhere(w.run(), w.assignment()));
    JsonObject expected = RelationVectors.run(RelationVectors.optimizer(program), kind);
    List<JsonObject> parts = RelationVectors.objects(expected, "parts");
    assertEquals(parts.size(), w.run().parts().size());
    RunDigests digests = RunBytes.digests(w.run());
    for (int k = 0; k < parts.size(); k++) {
      JsonObject part = parts.get(k);
      String what = program + "-" + kind + ", " + RelationVectors.string(part, "name");
      Part compiled = w.run().parts().get(k);
      assertEquals(
          RelationVectors.string(part, "cellsDigest"),
          cellsDigest(compiled, w.witness().get(k)),
          what);
      assertEquals(RelationVectors.string(part, "digest"), HEX.formatHex(digests.part(k)), what);
      PartIndex index = PartIndex.of(compiled);
      assertEquals(RelationVectors.integer(part, "pads"), index.pads());
      assertEquals(RelationVectors.integer(part, "triples"), index.triples());
    }
    assertEquals(RelationVectors.string(expected, "runDigest"), HEX.formatHex(digests.run()));
  }

  /// Of own columns in order, without multiplicities: name, 0x00, cells as 8 little-endian bytes.
  private static String cellsDigest(Part part, Map<String, Cells> witness) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    for (Column c : part.columns()) {
      if (c instanceof Column.Committed && !c.name().startsWith("T.")) {
        Cells cells = Objects.requireNonNull(witness.get(c.name()), c.name());
        ByteBuffer bytes =
            ByteBuffer.allocate(Long.BYTES * cells.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (long v : cells.toElements()) {
          bytes.putLong(v);
        }
        sha.update((c.name() + "\0").getBytes(StandardCharsets.US_ASCII));
        sha.update(bytes.array());
      }
    }
    return HEX.formatHex(sha.digest());
  }

  @ParameterizedTest
  @FieldSource("GROUPED")
  void theDataSetRunWithGroupsIsThePublishedOne(String name) throws Exception {
    WholeRun.Setup s = Optimizers.setup(name);
    Geometry older = RelationVectors.geometry("older");
    Run run =
        DatasetRelation.run(
            WholeRun.range(s.network().program(), s.test().groups()),
            s.test().rows(),
            older,
            RelationVectors.geometry("trace"));
    JsonObject v = RelationVectors.object(RelationVectors.optimizer(name), "testDataset");
    RunDigests digests = RunBytes.digests(run);
    assertEquals(RelationVectors.string(v, "partDigest"), HEX.formatHex(digests.part(0)));
    assertEquals(RelationVectors.string(v, "runDigest"), HEX.formatHex(digests.run()));
  }

  @Test
  void allRunsAreThePublishedOnes() throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    for (String name : NAMES) {
      sha.update(RunBytes.digests(Optimizers.run(name, true).run()).run());
      sha.update(RunBytes.digests(Optimizers.run(name, false).run()).run());
    }
    assertEquals(
        RelationVectors.string(RelationVectors.optimizers(), "allRunsDigest"),
        HEX.formatHex(sha.digest()));
  }
}
