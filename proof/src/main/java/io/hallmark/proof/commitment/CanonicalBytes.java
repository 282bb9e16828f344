package io.hallmark.proof.commitment;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writer of the canonical encoding of runs and descriptors: integers are little-endian, a *str* is
/// `u8 length, ASCII bytes`, a *list* is `u64 count, items`.
public final class CanonicalBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// Nothing yet.
  public CanonicalBytes() {}

  /// Appends one byte.
  public CanonicalBytes u8(int value) {
    out.write(value);
    return this;
  }

  /// Appends an unsigned 64-bit integer.
  public CanonicalBytes u64(long value) {
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      out.write((int) (value >>> shift));
    }
    return this;
  }

  /// Appends a name. Only names of a well-formed relation have an encoding that can be read back.
  public CanonicalBytes str(String name) {
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    return u8(ascii.length).raw(ascii);
  }

  /// Appends a list of names.
  public CanonicalBytes strs(List<String> names) {
    u64(names.size());
    names.forEach(this::str);
    return this;
  }

  /// Appends bytes as they are.
  public CanonicalBytes raw(byte[] bytes) {
    out.write(bytes, 0, bytes.length);
    return this;
  }

  /// Appends m, nu, t and B.
  public CanonicalBytes geometry(Geometry g) {
    return u64(g.m()).u64(g.nu()).u64(g.queries()).u64(g.openings());
  }

  /// Appends the list of labels with extents.
  public CanonicalBytes labels(List<Label> labels) {
    u64(labels.size());
    labels.forEach(x -> str(x.name()).u64(x.extent()));
    return this;
  }

  /// Appends the columns of a commitment as its descriptor binds them.
  public CanonicalBytes columns(List<ColumnShape> columns) {
    u64(columns.size());
    columns.forEach(c -> str(c.name()).labels(c.labels()));
    return this;
  }

  /// What was appended so far.
  public byte[] toByteArray() {
    return out.toByteArray();
  }
}
