package io.hallmark.provenance.source;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// The part of Thrift's compact protocol that page headers of Parquet need: fields of a struct,
/// numbers, and skipping everything else. Bytes that end early are a [BufferUnderflowException].
final class ThriftReader {
  /// Type of a struct.
  static final int STRUCT = 12;

  private static final int MAX_DEPTH = 32;
  private static final int STOP = 0;
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int I16 = 4;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int DOUBLE = 7;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int SET = 10;
  private static final int MAP = 11;

  private final ByteBuffer in;
  private int type;

  ThriftReader(ByteBuffer in) {
    this.in = in;
  }

  /// The id of the next field of the struct, or 0 at its end.
  ///
  /// @param last id of the field before, 0 at first
  int field(int last) throws BrokenBytes {
    int head = in.get() & 0xff;
    type = head & 15;
    if (type == STOP) {
      return 0;
    }
    int delta = head >> 4;
    long id = delta == 0 ? zigzag() : last + delta;
    if (id < 1 || id > Short.MAX_VALUE) {
      throw broken();
    }
    return (int) id;
  }

  /// Type of the current field.
  int type() {
    return type;
  }

  /// The number in the current field.
  long number() throws BrokenBytes {
    if (type != I32 && type != I64 && type != I16) {
      throw broken();
    }
    return zigzag();
  }

  /// Passes over the current field.
  void skip() throws BrokenBytes {
    skip(type, 0);
  }

  private void skip(int kind, int depth) throws BrokenBytes {
    if (depth > MAX_DEPTH) {
      throw broken();
    }
    switch (kind) {
      case TRUE, FALSE -> {} // the value is the type
      case BYTE -> in.get();
      case I16, I32, I64 -> zigzag();
      case DOUBLE -> pass(8);
      case BINARY -> pass(varint());
      case LIST, SET -> {
        int head = in.get() & 0xff;
        long size = head >> 4 == 15 ? varint() : head >> 4;
        elements(size, head & 15, depth);
      }
      case MAP -> {
        long size = varint();
        if (size > 0) {
          int kinds = in.get() & 0xff;
          for (long i = 0; i < size; i++) {
            elements(1, kinds >> 4, depth);
            elements(1, kinds & 15, depth);
          }
        }
      }
      case STRUCT -> {
        int last = field(0);
        while (last != 0) {
          skip(type, depth + 1);
          last = field(last);
        }
      }
      default -> throw broken();
    }
  }

  /// Truth values are bytes inside a container.
  private void elements(long size, int kind, int depth) throws BrokenBytes {
    for (long i = 0; i < size; i++) {
      skip(kind == TRUE || kind == FALSE ? BYTE : kind, depth + 1);
    }
  }

  private void pass(long bytes) {
    if (bytes < 0 || bytes > in.remaining()) {
      throw new BufferUnderflowException();
    }
    in.position(in.position() + (int) bytes);
  }

  private long zigzag() throws BrokenBytes {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private long varint() throws BrokenBytes {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = in.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw broken();
  }

  private static BrokenBytes broken() {
    return new BrokenBytes("a header of a Parquet page", "something else");
  }
}
