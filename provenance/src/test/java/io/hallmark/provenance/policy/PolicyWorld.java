package io.hallmark.provenance.policy;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonInteger;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.learning.relation.Assignment;
import io.hallmark.learning.relation.PlainEvaluator;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Run;
import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// The small data set of `vectors/policy.json`: three shards, widths 4, 10 and 6.
final class PolicyWorld {
  static final JsonObject VECTORS = load();
  static final PolicyFormat FORMAT = new PolicyFormat(4, 10, 6);
  static final PolicySchema SCHEMA = schema();
  static final List<ShardShape> SHAPES = new ArrayList<>();
  static final List<ShardRecords> RECORDS = new ArrayList<>();
  static final long TIME = 50;
  static final Geometry TRACE = new Geometry(6, 8, 24, 1);
  static final Geometry OLD = new Geometry(4, 7, 12, 4);

  static {
    for (JsonValue v : ((JsonArray) get(VECTORS, "shards")).values()) {
      JsonObject shard = (JsonObject) v;
      int[] classes = IntStream.of(ints(get(shard, "class"))).toArray();
      SHAPES.add(new ShardShape(((JsonString) get(shard, "part")).value(), classes.length));
      RECORDS.add(new ShardRecords(classes, matrix(get(shard, "t")), digests(get(shard, "f"))));
    }
  }

  private PolicyWorld() {}

  private static JsonObject load() {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("..", "vectors", "policy.json"));
      return (JsonObject) CanonicalJson.readLenient(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DocumentException.Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonValue get(JsonObject o, String key) {
    return o.find(key).orElseThrow();
  }

  static int[] ints(JsonValue v) {
    return ((JsonArray) v).values().stream().mapToInt(PolicyWorld::integer).toArray();
  }

  private static int integer(JsonValue v) {
    return Math.toIntExact(((JsonInteger) v).value());
  }

  static long[] longs(JsonValue v) {
    return IntStream.of(ints(v)).asLongStream().toArray();
  }

  private static long[][] matrix(JsonValue v) {
    return ((JsonArray) v).values().stream().map(PolicyWorld::longs).toArray(long[][]::new);
  }

  /// Per digest column, from rows of limbs to limbs of rows.
  private static long[][][] digests(JsonValue v) {
    List<long[][]> out = new ArrayList<>();
    for (JsonValue column : ((JsonArray) v).values()) {
      long[][] rows = matrix(column);
      long[][] limbs = new long[rows[0].length][rows.length];
      for (int r = 0; r < rows.length; r++) {
        for (int k = 0; k < limbs.length; k++) {
          limbs[k][r] = rows[r][k];
        }
      }
      out.add(limbs);
    }
    return out.toArray(long[][][]::new);
  }

  private static PolicySchema schema() {
    JsonObject schema = (JsonObject) get(VECTORS, "schema");
    List<PolicySchema.Tag> tags = new ArrayList<>();
    for (JsonValue v : ((JsonArray) get(schema, "tags")).values()) {
      JsonObject tag = (JsonObject) v;
      String name = ((JsonString) get(tag, "name")).value();
      if (((JsonString) get(tag, "kind")).value().equals("code")) {
        List<String> codes =
            ((JsonArray) get(tag, "codes"))
                .values().stream().map(c -> ((JsonString) c).value()).toList();
        tags.add(new PolicySchema.CodeTag(name, codes));
      } else {
        int min = integer(get(tag, "min"));
        tags.add(new PolicySchema.NumberTag(name, min, integer(get(tag, "max")), true));
      }
    }
    return new PolicySchema(
        tags,
        List.of(
            new PolicySchema.DigestColumn("work", 4, "given"),
            new PolicySchema.DigestColumn("subject", 1, "subject x y")),
        2);
  }

  /// The lists that rules of the tests name; entries of private lists beside them.
  static Map<String, ListSource> lists() {
    JsonObject published = (JsonObject) get(VECTORS, "lists");
    Map<String, ListSource> out = new LinkedHashMap<>();
    for (String name : List.of("works", "gone")) {
      out.put(
          name,
          new ListSource.Published(
              EntryList.ofKeys(longs(get(published, name))),
              name.equals("gone") ? "subject x y" : "file"));
    }
    out.put("few", new ListSource.Published(EntryList.ofKeys(7, 57), "file"));
    List<long[]> all = works();
    List<long[]> more = new ArrayList<>(all);
    more.add(new long[] {5, 5, 5, 5});
    out.put("batch", new ListSource.Published(tuples(more), "file"));
    out.put("asked", new ListSource.Published(tuples(List.of(all.get(1), all.getLast())), "file"));
    out.put("signed", new ListSource.Published(tuples(all), "file"));
    out.put("private", new ListSource.Committed(5, 1, "subject x y"));
    out.put("private-batch", new ListSource.Committed(all.size(), 4, "given"));
    return out;
  }

  static Map<String, EntryList> privateLists() {
    return Map.of(
        "private", EntryList.ofKeys(4, 8, 72, 501, 1000), "private-batch", tuples(works()));
  }

  private static EntryList tuples(List<long[]> entries) {
    return EntryList.ofTuples(entries.toArray(long[][]::new));
  }

  /// The fingerprints of all works, shard by shard.
  static List<long[]> works() {
    List<long[]> out = new ArrayList<>();
    for (ShardRecords s : RECORDS) {
      long[][] limbs = s.digests()[0];
      for (int r = 0; r < s.rows(); r++) {
        int row = r;
        out.add(IntStream.range(0, 4).mapToLong(k -> limbs[k][row]).toArray());
      }
    }
    return out;
  }

  static PolicyContext context() {
    return new PolicyContext(
        SCHEMA,
        SHAPES,
        lists(),
        OptionalLong.of(TIME),
        FORMAT,
        Map.of(),
        Optional.empty(),
        Map.of());
  }

  static PolicyContext withPublished(PolicyContext c, Map<Integer, long[]> published) {
    return new PolicyContext(
        c.schema(), c.shards(), c.lists(), c.time(), c.format(), published, c.order(), Map.of());
  }

  static PolicyContext withOrder(PolicyContext c, RunOrder order) {
    return new PolicyContext(
        c.schema(),
        c.shards(),
        c.lists(),
        c.time(),
        c.format(),
        c.published(),
        Optional.of(order),
        Map.of());
  }

  static RuleData data(PolicyContext context) {
    return new RuleData(context, RECORDS, privateLists());
  }

  /// A policy of the given rules, as JSON with single quotes.
  static List<Rule> rules(String... rules) {
    String text =
        ("{'type':'hallmark/policy/v1','name':'test','version':1,'lists':{'works':'statement',"
                + "'gone':'statement','few':'statement','batch':'statement','asked':'statement',"
                + "'signed':'statement','private':'statement','private-batch':'statement'},"
                + "'rules':["
                + String.join(",", rules)
                + "]}")
            .replace('\'', '"');
    try {
      return PolicyDocument.readLenient(text.getBytes(StandardCharsets.UTF_8)).rules();
    } catch (VerificationException.Malformed e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// The run of rules.
  static Run run(List<Rule> rules, PolicyContext context) throws PolicyRefused {
    return PolicyRelation.run(rules, context, TRACE, name -> commitment(name, rules, context));
  }

  private static Run.OlderCommitment commitment(
      String name, List<Rule> rules, PolicyContext context) {
    if (name.startsWith("data")) {
      int s = Integer.parseInt(name.substring(4));
      return new Run.OlderCommitment(
          name, OLD, PolicyRelation.shapes(context.schema(), context.shards().get(s).rows()));
    }
    EntryList list = privateList(name, rules);
    Label row = new Label("row", list.size());
    return new Run.OlderCommitment(
        name,
        OLD,
        IntStream.range(0, list.width())
            .mapToObj(k -> new ColumnShape("e" + k, List.of(row)))
            .toList());
  }

  private static EntryList privateList(String commitment, List<Rule> rules) {
    Rule rule = rules.get(Integer.parseInt(commitment.substring(1, commitment.indexOf('.'))));
    String name =
        switch (rule) {
          case ExcludeRule r -> r.list();
          case WithinRule r -> r.list();
          default -> throw new IllegalArgumentException(commitment);
        };
    return Optional.ofNullable(privateLists().get(name)).orElseThrow();
  }

  /// Cells of the older commitments of a run.
  static Map<String, Map<String, Cells>> contents(Run run, List<Rule> rules, RuleData data) {
    Map<String, Map<String, Cells>> out = new LinkedHashMap<>();
    for (Run.OlderCommitment c : run.older()) {
      if (c.name().startsWith("data")) {
        int s = Integer.parseInt(c.name().substring(4));
        out.put(c.name(), data.records().get(s).cells(data.context().schema().classes()));
      } else {
        EntryList list = privateList(c.name(), rules);
        Map<String, Cells> columns = new LinkedHashMap<>();
        for (int k = 0; k < list.width(); k++) {
          columns.put("e" + k, Cells.ofSigned(list.limb(k)));
        }
        out.put(c.name(), columns);
      }
    }
    return out;
  }

  /// Honest cells with fitted multiplicities.
  static Assignment assignment(Run run, List<Rule> rules, RuleData data) throws PolicyRefused {
    Assignment a =
        new Assignment(List.of(PolicyRelation.witness(rules, data)), contents(run, rules, data));
    PlainEvaluator.fitMultiplicities(run, a);
    return a;
  }

  /// Cells of the older commitments, as altered.
  static Map<String, Map<String, Cells>> olderContents(Run run, Assignment a) {
    Map<String, Map<String, Cells>> out = new LinkedHashMap<>();
    run.older().forEach(c -> out.put(c.name(), a.content(c.name())));
    return out;
  }
}
