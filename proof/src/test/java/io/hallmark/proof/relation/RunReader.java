package io.hallmark.proof.relation;

import static io.hallmark.proof.Checks.check;

import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException.Rejected;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.commitment.TableDigest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Reader of run bytes. Only tests read runs: a verifier builds its run from public data and must
/// never take one from the party that proves.
///
/// Whatever it reads re-encodes to the same bytes; anything else is rejected by
/// [Check#REL_WELL_FORMED]. The rules of the relation language are not checked here.
public final class RunReader {
  private static final long P = 0xFFFFFFFF00000001L;

  private final ByteBuffer in;
  private final Map<String, byte[]> tables;

  private RunReader(byte[] bytes, Map<String, byte[]> tables) {
    this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.tables = tables;
  }

  /// Reads run bytes.
  ///
  /// @param bytes run bytes
  /// @param tables the entries behind the table digests, u64 each, by the digest in hexadecimal
  public static Run read(byte[] bytes, Map<String, byte[]> tables) throws Rejected {
    RunReader reader = new RunReader(bytes, tables);
    Run run = reader.run();
    check(Check.REL_WELL_FORMED, !reader.in.hasRemaining(), "run bytes left over");
    return run;
  }

  private interface Item<T> {
    T read() throws Rejected;
  }

  private <T> List<T> list(int leastBytes, Item<T> item) throws Rejected {
    long count = u64();
    boolean fits = count >= 0 && count <= in.remaining() / leastBytes;
    check(Check.REL_WELL_FORMED, fits, "list longer than the run bytes");
    List<T> out = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      out.add(item.read());
    }
    return out;
  }

  private void need(long bytes) throws Rejected {
    check(Check.REL_WELL_FORMED, bytes >= 0 && in.remaining() >= bytes, "run bytes too short");
  }

  private int u8() throws Rejected {
    need(1);
    return Byte.toUnsignedInt(in.get());
  }

  private long u64() throws Rejected {
    need(8);
    return in.getLong();
  }

  private long element() throws Rejected {
    long x = u64();
    check(Check.REL_WELL_FORMED, Long.compareUnsigned(x, P) < 0, "element not below p");
    return x;
  }

  private String str() throws Rejected {
    byte[] ascii = new byte[u8()];
    need(ascii.length);
    in.get(ascii);
    boolean ok = ascii.length > 0;
    for (byte b : ascii) {
      ok &= b >= 0;
    }
    check(Check.REL_WELL_FORMED, ok, "name is not ASCII");
    return new String(ascii, StandardCharsets.US_ASCII);
  }

  private List<String> strs() throws Rejected {
    return list(2, this::str);
  }

  private Geometry geometry() throws Rejected {
    return new Geometry(u64(), u64(), u64(), u64());
  }

  private List<Label> labels() throws Rejected {
    return list(10, () -> new Label(str(), u64()));
  }

  private Run run() throws Rejected {
    Geometry trace = geometry();
    List<Run.OlderCommitment> older =
        list(
            42,
            () -> {
              String name = str();
              Geometry geometry = geometry();
              return new Run.OlderCommitment(
                  name, geometry, list(10, () -> new ColumnShape(str(), labels())));
            });
    return new Run(trace, older, list(56, this::sizedPart));
  }

  private Part sizedPart() throws Rejected {
    long length = u64();
    need(length);
    int end = in.position() + (int) length;
    Part part =
        new Part(
            labels(),
            list(11, this::column),
            list(8, () -> new Part.ProductConstraint(str(), str(), str(), str())),
            strs(),
            list(20, () -> new Part.Lookup(str(), strs(), strs(), str())),
            list(20, () -> new Part.LookupTable(str(), strs(), strs(), str())));
    check(Check.REL_WELL_FORMED, in.position() == end, "byte length of a part");
    return part;
  }

  private Column column() throws Rejected {
    String name = str();
    List<String> labels = strs();
    int kind = u8();
    return switch (kind) {
      case 0 -> new Column.Committed(name, labels);
      case 1 -> new Column.Public(name, labels, elements());
      case 2 ->
          new Column.Affine(
              name, labels, element(), list(10, () -> new Column.Term(element(), str())));
      case 3 -> new Column.Broadcast(name, labels, str(), str());
      case 4 -> new Column.Sum(name, labels, str(), str());
      case 5 -> new Column.Prefix(name, labels, str(), str(), str(), element());
      case 6 -> new Column.Gather(name, labels, str(), str(), strs(), indices());
      case 7 -> new Column.Fingerprint(name, labels, str(), strs());
      case 8 -> new Column.Rename(name, labels, str(), str(), str());
      case 9 -> new Column.Operator(name, labels, str(), str(), str(), elements());
      case 10 -> new Column.Scale(name, labels, str(), str(), elements());
      case 11 -> new Column.Product(name, labels, str(), str());
      case 12 -> new Column.Counter(name, labels, element(), element());
      case 13 -> new Column.ImportOlder(name, labels, str(), str());
      case 14 -> new Column.ImportPart(name, labels, u64(), str());
      default -> throw new Rejected(Check.REL_WELL_FORMED, "kind of column " + kind);
    };
  }

  private long[] table() throws Rejected {
    need(32);
    byte[] digest = new byte[32];
    in.get(digest);
    String hex = HexFormat.of().formatHex(digest);
    byte[] entries = tables.getOrDefault(hex, new byte[0]);
    boolean known = tables.containsKey(hex) && entries.length % Long.BYTES == 0;
    check(Check.REL_WELL_FORMED, known, "no table " + hex);
    boolean same = Arrays.equals(TableDigest.ofEncoded(entries), digest);
    check(Check.REL_WELL_FORMED, same, "table has not the digest " + hex);
    long[] out = new long[entries.length / Long.BYTES];
    ByteBuffer.wrap(entries).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(out);
    return out;
  }

  private Cells elements() throws Rejected {
    long[] values = table();
    for (long v : values) {
      check(Check.REL_WELL_FORMED, Long.compareUnsigned(v, P) < 0, "table entry not below p");
    }
    return Cells.ofElements(values);
  }

  private Cells indices() throws Rejected {
    long[] values = table();
    int[] out = new int[values.length];
    for (int i = 0; i < out.length; i++) {
      boolean fits = values[i] >= -1 && values[i] <= Integer.MAX_VALUE;
      check(Check.REL_WELL_FORMED, fits, "gather index");
      out[i] = (int) values[i];
    }
    return Cells.ofInts(out);
  }
}
