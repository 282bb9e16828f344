package io.hallmark.provenance.source;

import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import io.hallmark.provenance.SourceException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.List;

/// Walks over the headers of all pages of a Parquet file before anything is decoded: every column
/// of a row group must have as many values as the group has rows, in its metadata and in its pages,
/// and pages must lie inside their chunk. Counts the pages that have no checksum, since a decoder
/// takes a changed byte in them for another value.
final class ParquetPages {
  private static final int FIRST_LOOK = 1 << 14;
  private static final int LONGEST_HEADER = 1 << 24;
  private static final long LARGEST_PAGE = 1 << 28;
  private static final int DATA_PAGE = 0;
  private static final int INDEX_PAGE = 1;
  private static final int DICTIONARY_PAGE = 2;
  private static final int DATA_PAGE_V2 = 3;

  private final String file;
  private final FileChannel channel;
  private long pages;
  private long unchecked;

  private ParquetPages(String file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// What the headers say.
  ///
  /// @param pages number of pages
  /// @param unchecked how many of them have no checksum
  record Counts(long pages, long unchecked) {}

  /// One header.
  ///
  /// @param kind data, dictionary or index page
  /// @param length bytes of the header
  /// @param body bytes of the page behind it
  /// @param values number of values of a data page
  /// @param checked whether it has a checksum
  private record Header(long kind, int length, long body, long values, boolean checked) {}

  /// Walks over a file whose columns have no repetition.
  static Counts check(String file, FileChannel channel, FileMetaData metadata)
      throws SourceException, IOException {
    ParquetPages walk = new ParquetPages(file, channel);
    if (metadata.rowGroups().isEmpty() && walk.body() > 0) {
      throw walk.fault(-1, "", "row groups for the pages of the file", "none in its metadata");
    }
    long rows = 0;
    for (RowGroup group : metadata.rowGroups()) {
      walk.group(group, rows);
      rows += group.numRows();
    }
    if (rows != metadata.numRows()) {
      throw walk.fault(-1, "", metadata.numRows() + " rows in all row groups", rows + "");
    }
    return new Counts(walk.pages, walk.unchecked);
  }

  /// Bytes between the magic number and the footer; at the end stand the length of the footer and
  /// the magic number again.
  private long body() throws IOException {
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    channel.read(length, channel.size() - 8);
    return channel.size() - 12 - length.getInt(0);
  }

  private void group(RowGroup group, long firstRow) throws SourceException, IOException {
    if (group.numRows() < 0) {
      throw fault(firstRow, "", "a number of rows", group.numRows() + "");
    }
    List<ColumnChunk> chunks = group.columns();
    for (ColumnChunk chunk : chunks) {
      ColumnMetaData data = chunk.metaData();
      String column = ParquetSource.name(data.pathInSchema());
      String expected = group.numRows() + " values, as the row group has rows";
      if (data.numValues() != group.numRows()) {
        throw fault(firstRow, column, expected, data.numValues() + " by its metadata");
      }
      long found = chunk(chunk, column, firstRow);
      if (found != group.numRows()) {
        throw fault(firstRow, column, expected, found + " in its pages");
      }
    }
  }

  /// The values in the pages of a chunk.
  private long chunk(ColumnChunk chunk, String column, long row)
      throws SourceException, IOException {
    long at = chunk.chunkStartOffset();
    long length = chunk.metaData().totalCompressedSize();
    if (at < 0 || length < 0 || at > channel.size() - length) {
      throw fault(row, column, "pages inside the file", "others");
    }
    long end = at + length;
    long values = 0;
    while (at < end) {
      Header header = header(at, end, column, row);
      at += header.length() + header.body();
      if (at > end) {
        throw fault(row, column, "pages inside their column", "one that goes on");
      }
      pages++;
      unchecked += header.checked() ? 0 : 1;
      values = Math.addExact(values, header.values());
    }
    return values;
  }

  private Header header(long at, long end, String column, long row)
      throws SourceException, IOException {
    for (int look = FIRST_LOOK; ; look *= 16) {
      ByteBuffer in = ByteBuffer.allocate((int) Math.min(look, end - at));
      while (in.hasRemaining() && channel.read(in, at + in.position()) >= 0) {
        // until it is full or the file ends
      }
      try {
        return read(in.flip(), column, row);
      } catch (BufferUnderflowException e) {
        if (look >= LONGEST_HEADER || look >= end - at) {
          throw fault(row, column, "a header of a page", "one that is cut off");
        }
      } catch (BrokenBytes e) {
        throw e.at(file, 0, row, column);
      }
    }
  }

  /// PageHeader: 1 type, 2 uncompressed and 3 compressed length, 4 checksum, 5 and 8 headers of
  /// data pages whose field 1 is the number of values.
  private Header read(ByteBuffer in, String column, long row) throws SourceException, BrokenBytes {
    ThriftReader reader = new ThriftReader(in);
    long kind = -1;
    long plain = -1;
    long packed = -1;
    long values = -1;
    boolean checked = false;
    for (int id = reader.field(0); id != 0; id = reader.field(id)) {
      switch (id) {
        case 1 -> kind = reader.number();
        case 2 -> plain = reader.number();
        case 3 -> packed = reader.number();
        case 5, 8 -> values = values(reader);
        default -> {
          checked |= id == 4;
          reader.skip();
        }
      }
    }
    boolean isData = kind == DATA_PAGE || kind == DATA_PAGE_V2;
    if (!isData && kind != INDEX_PAGE && kind != DICTIONARY_PAGE) {
      throw fault(row, column, "a data, dictionary or index page", "kind " + kind);
    }
    if (plain < 0 || packed < 0 || plain > LARGEST_PAGE || packed > LARGEST_PAGE) {
      throw fault(row, column, "a page of at most 256 MiB", Math.max(plain, packed) + " bytes");
    }
    if (isData && (values < 0 || values > Integer.MAX_VALUE)) {
      throw fault(row, column, "a number of values in a data page", values + "");
    }
    return new Header(kind, in.position(), packed, isData ? values : 0, checked);
  }

  private static long values(ThriftReader reader) throws BrokenBytes {
    if (reader.type() != ThriftReader.STRUCT) {
      throw new BrokenBytes("a header of a Parquet page", "something else");
    }
    long values = -1;
    for (int id = reader.field(0); id != 0; id = reader.field(id)) {
      if (id == 1) {
        values = reader.number();
      } else {
        reader.skip();
      }
    }
    return values;
  }

  private SourceException fault(long row, String column, String expected, String found) {
    return new SourceException(file, 0, row, column, expected, found);
  }
}
