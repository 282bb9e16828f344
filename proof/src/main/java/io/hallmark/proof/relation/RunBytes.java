package io.hallmark.proof.relation;

import io.hallmark.proof.commitment.CanonicalBytes;
import io.hallmark.proof.commitment.Sha256;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// The canonical encoding of a run and its digests:
///
/// - *run head*: `u64 m, nu, t, B` of the trace; list of older commitments: str name, `u64 m, nu,
///   t, B`, list of columns: str name, list of labels: str name, u64 extent
/// - *run bytes*: run head, list of parts: u64 byte length, part bytes
/// - *part digest*: `H(0x33, part bytes)`; *run digest*: `H(0x30, run head, list of part digests)`
///
/// Public tables stand in the part bytes by their digest. The label and the column `zk` are left
/// out.
public final class RunBytes {
  private RunBytes() {}

  /// Number of a kind of column in its encoding.
  static int kind(Column column) {
    return switch (column) {
      case Column.Committed _ -> 0;
      case Column.Public _ -> 1;
      case Column.Affine _ -> 2;
      case Column.Broadcast _ -> 3;
      case Column.Sum _ -> 4;
      case Column.Prefix _ -> 5;
      case Column.Gather _ -> 6;
      case Column.Fingerprint _ -> 7;
      case Column.Rename _ -> 8;
      case Column.Operator _ -> 9;
      case Column.Scale _ -> 10;
      case Column.Product _ -> 11;
      case Column.Counter _ -> 12;
      case Column.ImportOlder _ -> 13;
      case Column.ImportPart _ -> 14;
    };
  }

  /// The run head: everything but the parts.
  public static byte[] head(Run run) {
    CanonicalBytes out = new CanonicalBytes().geometry(run.trace()).u64(run.older().size());
    for (Run.OlderCommitment x : run.older()) {
      out.str(x.name()).geometry(x.geometry()).columns(x.columns());
    }
    return out.toByteArray();
  }

  /// The encoding of one part.
  public static byte[] part(Part part) {
    return part(part, new TableDigests(null));
  }

  /// The run bytes.
  public static byte[] run(Run run) {
    return run(run, new TableDigests(null));
  }

  /// The tables behind the digests in the run bytes: their entries, u64 each, by the digest in
  /// hexadecimal.
  public static Map<String, byte[]> tables(Run run) {
    Map<String, byte[]> out = new LinkedHashMap<>();
    run(run, new TableDigests(out));
    return out;
  }

  /// The digests of a run.
  public static RunDigests digests(Run run) {
    TableDigests tables = new TableDigests(null);
    IdentityHashMap<Part, byte[]> known = new IdentityHashMap<>();
    List<byte[]> parts =
        run.parts().stream()
            .map(p -> known.computeIfAbsent(p, x -> partDigest(part(x, tables))))
            .toList();
    CanonicalBytes out = new CanonicalBytes().u8(0x30).raw(head(run)).u64(parts.size());
    parts.forEach(out::raw);
    return new RunDigests(parts, Sha256.of(out.toByteArray()));
  }

  private static byte[] partDigest(byte[] partBytes) {
    return Sha256.of(new CanonicalBytes().u8(0x33).raw(partBytes).toByteArray());
  }

  private static byte[] run(Run run, TableDigests tables) {
    CanonicalBytes out = new CanonicalBytes().raw(head(run)).u64(run.parts().size());
    for (Part part : run.parts()) {
      byte[] bytes = part(part, tables);
      out.u64(bytes.length).raw(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] part(Part part, TableDigests tables) {
    CanonicalBytes out = new CanonicalBytes().labels(part.labels());
    list(out, part.columns(), (o, x) -> column(o, x, tables));
    list(out, part.products(), (o, x) -> o.str(x.name()).str(x.lhs()).str(x.a()).str(x.b()));
    out.strs(part.linears());
    list(
        out,
        part.lookups(),
        (o, x) -> o.str(x.name()).strs(x.labels()).strs(x.expressions()).str(x.table()));
    list(
        out,
        part.tables(),
        (o, x) -> o.str(x.name()).strs(x.labels()).strs(x.columns()).str(x.multiplicity()));
    return out.toByteArray();
  }

  private static void column(CanonicalBytes out, Column column, TableDigests tables) {
    out.str(column.name()).strs(column.labels()).u8(kind(column));
    switch (column) {
      case Column.Committed _ -> {}
      case Column.Public x -> out.raw(tables.elements(x.values()));
      case Column.Affine x -> {
        out.u64(x.constant());
        list(out, x.terms(), (o, t) -> o.u64(t.coefficient()).str(t.source()));
      }
      case Column.Broadcast x -> out.str(x.source()).str(x.label());
      case Column.Sum x -> out.str(x.source()).str(x.label());
      case Column.Prefix x -> out.str(x.start()).str(x.delta()).str(x.label()).u64(x.c());
      case Column.Gather x ->
          out.str(x.source()).str(x.label()).strs(x.by()).raw(tables.indices(x.index()));
      case Column.Fingerprint x -> out.str(x.source()).strs(x.over());
      case Column.Rename x -> out.str(x.source()).str(x.from()).str(x.to());
      case Column.Operator x ->
          out.str(x.source()).str(x.from()).str(x.to()).raw(tables.elements(x.matrix()));
      case Column.Scale x -> out.str(x.source()).str(x.label()).raw(tables.elements(x.vector()));
      case Column.Product x -> out.str(x.a()).str(x.b());
      case Column.Counter x -> out.u64(x.start()).u64(x.step());
      case Column.ImportOlder x -> out.str(x.commitment()).str(x.column());
      case Column.ImportPart x -> out.u64(x.part()).str(x.column());
    }
  }

  private static <T> void list(
      CanonicalBytes out, List<T> items, BiConsumer<CanonicalBytes, T> write) {
    out.u64(items.size());
    items.forEach(x -> write.accept(out, x));
  }
}
