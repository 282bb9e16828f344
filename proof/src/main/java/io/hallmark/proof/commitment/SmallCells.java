package io.hallmark.proof.commitment;

import io.hallmark.algebra.field.Goldilocks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cells as signed integers of 8, 16 or 32 bits, whichever holds them all. One of the three arrays
/// is in use.
final class SmallCells implements Cells {
  private final int size;
  private final byte[] bytes;
  private final short[] shorts;
  private final int[] ints;

  private SmallCells(int size, byte[] bytes, short[] shorts, int[] ints) {
    this.size = size;
    this.bytes = bytes;
    this.shorts = shorts;
    this.ints = ints;
  }

  /// Copies the values.
  static SmallCells of(int[] values) {
    int beyondByte = 0;
    int beyondShort = 0;
    for (int v : values) {
      beyondByte |= v ^ (byte) v;
      beyondShort |= v ^ (short) v;
    }
    int n = values.length;
    if (beyondByte == 0) {
      byte[] out = new byte[n];
      for (int i = 0; i < n; i++) {
        out[i] = (byte) values[i];
      }
      return new SmallCells(n, out, new short[0], new int[0]);
    }
    if (beyondShort == 0) {
      short[] out = new short[n];
      for (int i = 0; i < n; i++) {
        out[i] = (short) values[i];
      }
      return new SmallCells(n, new byte[0], out, new int[0]);
    }
    return new SmallCells(n, new byte[0], new short[0], values.clone());
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean isSmall() {
    return true;
  }

  @Override
  public long element(int i) {
    return Goldilocks.fromSigned(small(i));
  }

  @Override
  public int small(int i) {
    return bytes.length > 0 ? bytes[i] : shorts.length > 0 ? shorts[i] : ints[i];
  }

  @Override
  public void copySmall(int from, int[] out, int at, int count) {
    if (bytes.length > 0) {
      for (int i = 0; i < count; i++) {
        out[at + i] = bytes[from + i];
      }
    } else if (shorts.length > 0) {
      for (int i = 0; i < count; i++) {
        out[at + i] = shorts[from + i];
      }
    } else {
      System.arraycopy(ints, from, out, at, count);
    }
  }

  @Override
  public void copyElements(int from, long[] out, int at, int count) {
    if (bytes.length > 0) {
      for (int i = 0; i < count; i++) {
        out[at + i] = Goldilocks.fromSigned(bytes[from + i]);
      }
    } else if (shorts.length > 0) {
      for (int i = 0; i < count; i++) {
        out[at + i] = Goldilocks.fromSigned(shorts[from + i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        out[at + i] = Goldilocks.fromSigned(ints[from + i]);
      }
    }
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Cells c && Cells.equal(this, c);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toElements());
  }

  /// Size only: cells can be secret.
  @Override
  public String toString() {
    return "Cells[" + size() + "]";
  }
}
