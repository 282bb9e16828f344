package io.hallmark.provenance.policy;

import io.hallmark.learning.operator.PartBuilder;
import io.hallmark.provenance.policy.PolicyRefused.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// What a rule emits its constraints into: the part, and the data columns, imported when they are
/// first used.
public final class RulePart {
  private final PartBuilder builder;
  private final PolicyContext context;
  private final Set<String> imported;
  private final int number;

  /// @param imported data columns that are imported already; shared by the rules of a part
  RulePart(PartBuilder builder, PolicyContext context, Set<String> imported, int number) {
    this.builder = builder;
    this.context = context;
    this.imported = imported;
    this.number = number;
  }

  PartBuilder builder() {
    return builder;
  }

  PolicyContext context() {
    return context;
  }

  /// Number of the rule.
  int number() {
    return number;
  }

  /// Prefix of the names of the rule.
  String name() {
    return "r" + number;
  }

  /// Prefix of the names of the rule for one shard.
  String name(int shard) {
    return name() + ".s" + shard;
  }

  /// Name of the commitment to a shard.
  static String commitment(int shard) {
    return "data" + shard;
  }

  static String row(int shard) {
    return "row" + shard;
  }

  /// A tag column.
  String tag(int shard, String column) throws PolicyRefused {
    return imported(shard, "t" + context.schema().tag(column), List.of(row(shard)));
  }

  /// A limb of a digest column.
  String digest(int shard, String column, int limb) throws PolicyRefused {
    int d = context.schema().digest(column);
    return imported(shard, "f" + d + "." + limb, List.of(row(shard)));
  }

  /// The four limbs of a digest column that identifies records.
  List<String> fingerprint(int shard, String column) throws PolicyRefused {
    context.schema().identifying(column);
    List<String> out = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      out.add(digest(shard, column, k));
    }
    return out;
  }

  /// The key of a digest column.
  String key(int shard, String column) throws PolicyRefused {
    return digest(shard, column, 0);
  }

  /// Code columns: tags, or the class number.
  List<String> codes(int shard, List<String> columns) throws PolicyRefused {
    List<String> out = new ArrayList<>();
    for (String c : columns) {
      context.schema().codes(c);
      out.add(c.equals(PolicySchema.CLASS) ? classNumber(shard) : tag(shard, c));
    }
    return out;
  }

  private String classNumber(int shard) {
    int classes = context.schema().classes();
    if (classes == 2) {
      return imported(shard, "y", List.of(row(shard)));
    }
    String y = imported(shard, "y", builder.full(PolicySchema.CLASS, row(shard)));
    String weighted =
        builder.scale(
            name(shard) + ".yc",
            y,
            PolicySchema.CLASS,
            io.hallmark.proof.commitment.Cells.ofInts(IntStream.range(0, classes).toArray()));
    return builder.sum(name(shard) + ".class", weighted, PolicySchema.CLASS);
  }

  private String imported(int shard, String column, List<String> at) {
    String name = commitment(shard) + "." + column;
    if (imported.add(name)) {
      builder.importOlder(name, at, commitment(shard), column);
    }
    return name;
  }

  /// Width of the range `[0, high]`, checked against the largest and smallest value that the bound
  /// of the number of records allows.
  static int width(long high, long low) throws PolicyRefused {
    if (high >= 1L << 60 || low <= -(1L << 60)) {
      throw new PolicyRefused(Code.POLICY_BOUND, "a bound of 2^60 or more");
    }
    return Math.max(1, io.hallmark.proof.commitment.Label.bits(Math.max(high, 0) + 1));
  }
}
