package io.hallmark.provenance.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// Writes small Parquet files, right ones and such as no writer makes: flat required columns, one
/// data page of the encoding PLAIN per chunk, not compressed.
final class TinyParquet {
  static final int BOOLEAN = 0;
  static final int INT32 = 1;
  static final int INT64 = 2;
  static final int INT96 = 3;
  static final int FLOAT = 4;
  static final int DOUBLE = 5;
  static final int BYTE_ARRAY = 6;

  private final List<Column> columns = new ArrayList<>();
  private boolean checksums = true;
  private int wrongChecksum = -1;
  private long declaredRows = -1;

  /// One column.
  ///
  /// @param converted converted type, or -1
  /// @param scale scale of a decimal
  private record Column(
      String name, int type, int converted, int scale, boolean repeated, List<byte[]> values) {}

  /// Adds a column of plain values.
  TinyParquet column(String name, int type, int converted, int scale, byte[]... values) {
    columns.add(new Column(name, type, converted, scale, false, List.of(values)));
    return this;
  }

  /// Adds a column that may have several values per row.
  TinyParquet repeated(String name, byte[]... values) {
    columns.add(new Column(name, INT32, -1, 0, true, List.of(values)));
    return this;
  }

  TinyParquet texts(String name, String... texts) {
    byte[][] values = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      values[i] = text(texts[i].getBytes(StandardCharsets.UTF_8));
    }
    return column(name, BYTE_ARRAY, 0, 0, values);
  }

  TinyParquet doubles(String name, double... numbers) {
    byte[][] values = new byte[numbers.length][];
    for (int i = 0; i < numbers.length; i++) {
      values[i] = little(8).putDouble(numbers[i]).array();
    }
    return column(name, DOUBLE, -1, 0, values);
  }

  TinyParquet ints(String name, int converted, int scale, int... numbers) {
    byte[][] values = new byte[numbers.length][];
    for (int i = 0; i < numbers.length; i++) {
      values[i] = little(4).putInt(numbers[i]).array();
    }
    return column(name, INT32, converted, scale, values);
  }

  TinyParquet longs(String name, int converted, int scale, long... numbers) {
    byte[][] values = new byte[numbers.length][];
    for (int i = 0; i < numbers.length; i++) {
      values[i] = little(8).putLong(numbers[i]).array();
    }
    return column(name, INT64, converted, scale, values);
  }

  /// Pages without checksums.
  TinyParquet withoutChecksums() {
    checksums = false;
    return this;
  }

  /// A wrong checksum in one column.
  TinyParquet wrongChecksum(int column) {
    wrongChecksum = column;
    return this;
  }

  /// Another number of rows in the metadata of file and row group.
  TinyParquet declaredRows(long rows) {
    declaredRows = rows;
    return this;
  }

  static byte[] text(byte[] bytes) {
    return little(4 + bytes.length).putInt(bytes.length).put(bytes).array();
  }

  static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The file.
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
    out.writeBytes(magic);
    List<Long> offsets = new ArrayList<>();
    List<Long> lengths = new ArrayList<>();
    for (int k = 0; k < columns.size(); k++) {
      offsets.add((long) out.size());
      out.writeBytes(page(columns.get(k), k == wrongChecksum));
      lengths.add(out.size() - offsets.get(k));
    }
    byte[] footer = footer(offsets, lengths);
    out.writeBytes(footer);
    out.writeBytes(little(4).putInt(footer.length).array());
    out.writeBytes(magic);
    return out.toByteArray();
  }

  private byte[] page(Column column, boolean wrong) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    column.values().forEach(data::writeBytes);
    CRC32 crc = new CRC32();
    crc.update(data.toByteArray());
    Thrift header = new Thrift();
    header.i32(1, 0).i32(2, data.size()).i32(3, data.size());
    if (checksums) {
      header.i32(4, (int) crc.getValue() ^ (wrong ? 1 : 0));
    }
    header.begin(5).i32(1, column.values().size()).i32(2, 0).i32(3, 3).i32(4, 3).end();
    header.stop();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header.bytes());
    out.writeBytes(data.toByteArray());
    return out.toByteArray();
  }

  private byte[] footer(List<Long> offsets, List<Long> lengths) {
    long rows = declaredRows >= 0 ? declaredRows : columns.getFirst().values().size();
    long size = lengths.stream().mapToLong(Long::longValue).sum();
    Thrift out = new Thrift();
    out.i32(1, 1).list(2, 12, columns.size() + 1);
    out.open().binary(4, "root").i32(5, columns.size()).close();
    for (Column c : columns) {
      out.open().i32(1, c.type()).i32(3, c.repeated() ? 2 : 0).binary(4, c.name());
      if (c.converted() >= 0) {
        out.i32(6, c.converted());
      }
      if (c.converted() == 5) {
        out.i32(7, c.scale()).i32(8, 9);
      }
      out.close();
    }
    out.i64(3, rows).list(4, 12, 1);
    out.open().list(1, 12, columns.size());
    for (int k = 0; k < columns.size(); k++) {
      Column c = columns.get(k);
      out.open().i64(2, offsets.get(k)).begin(3);
      out.i32(1, c.type()).list(2, 5, 1).number(0).list(3, 8, 1).text(c.name()).i32(4, 0);
      out.i64(5, c.values().size()).i64(6, lengths.get(k)).i64(7, lengths.get(k));
      out.i64(9, offsets.get(k)).end().close();
    }
    out.i64(2, size).i64(3, rows).close();
    out.stop();
    return out.bytes();
  }

  /// Thrift's compact protocol.
  private static final class Thrift {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Integer> outer = new ArrayList<>();
    private int last;

    private void head(int id, int type) {
      out.write(((id - last) << 4) | type);
      last = id;
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) (rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    Thrift number(long value) {
      varint((value << 1) ^ (value >> 63));
      return this;
    }

    Thrift i32(int id, int value) {
      head(id, 5);
      return number(value);
    }

    Thrift i64(int id, long value) {
      head(id, 6);
      return number(value);
    }

    Thrift binary(int id, String text) {
      head(id, 8);
      return text(text);
    }

    Thrift text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    Thrift list(int id, int type, int size) {
      head(id, 9);
      if (size < 15) {
        out.write((size << 4) | type);
      } else {
        out.write(0xf0 | type);
        varint(size);
      }
      return this;
    }

    Thrift begin(int id) {
      head(id, 12);
      return open();
    }

    /// A struct that is an element of a list.
    Thrift open() {
      outer.add(last);
      last = 0;
      return this;
    }

    Thrift end() {
      return close();
    }

    Thrift close() {
      out.write(0);
      last = outer.removeLast();
      return this;
    }

    void stop() {
      out.write(0);
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
