package io.hallmark.provenance.certificate;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonInteger;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.VerificationException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The safetensors format, float32 tensors only: u64 little-endian byte length of the header, a
/// JSON header that maps each name to `{"dtype":"F32","shape":[..],"data_offsets":[begin,end]}`,
/// then the data, row-major little-endian.
///
/// The reader is strict about the data: the tensors cover it without gap or overlap, nothing is
/// left over. It is lenient about the header, which other tools write again in another order, with
/// white space or with other `__metadata__`: the order of names does not matter.
public final class Safetensors {
  /// A longer header is refused.
  public static final int MAX_HEADER_BYTES = 1 << 20;

  /// More tensors are refused.
  public static final int MAX_TENSORS = 4096;

  private static final String METADATA = "__metadata__";
  private static final int MAX_RANK = 8;
  private static final CanonicalJson.Limits HEADER =
      new CanonicalJson.Limits(MAX_HEADER_BYTES, 4, 1 << 16);

  private Safetensors() {}

  /// A float32 tensor. Immutable.
  public static final class Tensor {
    private final List<Integer> shape;
    private final float[] values;

    /// A tensor; the array is copied.
    ///
    /// @param shape extents, first index most significant; empty for a single number
    /// @param values the entries, row-major
    /// @throws IllegalArgumentException if their number does not fit the shape
    public Tensor(List<Integer> shape, float... values) {
      this.shape = List.copyOf(shape);
      this.values = values.clone();
      long size = 1;
      for (int extent : shape) {
        size = Math.multiplyExact(size, (long) extent);
      }
      if (size != values.length) {
        throw new IllegalArgumentException(values.length + " entries for shape " + shape);
      }
    }

    /// Extents, first index most significant.
    public List<Integer> shape() {
      return shape;
    }

    /// Number of entries.
    public int size() {
      return values.length;
    }

    /// Entry i, row-major.
    public float value(int i) {
      return values[i];
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Tensor t && shape.equals(t.shape) && Arrays.equals(values, t.values);
    }

    @Override
    public int hashCode() {
      return 31 * shape.hashCode() + Arrays.hashCode(values);
    }
  }

  /// The file, tensors in the order of the map, header padded with spaces to a multiple of 8.
  public static byte[] write(Map<String, Tensor> tensors) {
    JsonObject.Builder header =
        JsonObject.builder().put(METADATA, JsonObject.builder().put("format", "pt").build());
    long offset = 0;
    for (Map.Entry<String, Tensor> e : tensors.entrySet()) {
      long end = offset + 4L * e.getValue().size();
      long[] shape = e.getValue().shape().stream().mapToLong(Integer::longValue).toArray();
      header.put(
          e.getKey(),
          JsonObject.builder()
              .put("dtype", "F32")
              .put("shape", JsonArray.ofIntegers(shape))
              .put("data_offsets", JsonArray.ofIntegers(offset, end))
              .build());
      offset = end;
    }
    byte[] json = CanonicalJson.write(header.build());
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(8 + padded + offset)).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(padded).put(json);
    while (out.position() < 8 + padded) {
      out.put((byte) ' ');
    }
    for (Tensor t : tensors.values()) {
      for (float v : t.values) {
        out.putFloat(v);
      }
    }
    return out.array();
  }

  /// Reads a file.
  ///
  /// @return the tensors by name, in the order of the data
  /// @throws VerificationException.Malformed if it is not such a file, or has tensors of another
  ///   type
  public static Map<String, Tensor> read(byte[] file) throws VerificationException.Malformed {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < 8) {
      throw malformed("byte 0: shorter than its header length");
    }
    long headerBytes = in.getLong();
    if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES || headerBytes > file.length - 8) {
      throw malformed("byte 0: header of " + Long.toUnsignedString(headerBytes) + " bytes");
    }
    byte[] json = new byte[(int) headerBytes];
    in.get(json);
    if (json[0] != '{') {
      throw malformed("byte 8: the header does not begin with a brace");
    }
    JsonObject header;
    try {
      JsonValue value = CanonicalJson.readLenient(json, HEADER);
      header = object(value, "header");
    } catch (DocumentException.Malformed e) {
      throw malformed("header: " + e.getMessage());
    }
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonValue> e : header.members().entrySet()) {
      if (!e.getKey().equals(METADATA)) {
        entries.add(entry(e.getKey(), e.getValue()));
      } else if (!isTextMap(e.getValue())) {
        throw malformed(METADATA + ": not a map of texts");
      }
      if (entries.size() > MAX_TENSORS) {
        throw malformed("header: more than " + MAX_TENSORS + " tensors");
      }
    }
    return tensors(in.slice().order(ByteOrder.LITTLE_ENDIAN), entries);
  }

  private static Map<String, Tensor> tensors(ByteBuffer data, List<Entry> entries)
      throws VerificationException.Malformed {
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    Map<String, Tensor> out = new LinkedHashMap<>();
    long covered = 0;
    for (Entry e : entries) {
      if (e.begin != covered) {
        throw malformed(
            "tensor "
                + e.name
                + ": begins at byte "
                + e.begin
                + " of the data, expected "
                + covered);
      }
      if (e.end < e.begin || e.end > data.capacity()) {
        throw malformed("tensor " + e.name + ": ends at byte " + e.end + " of the data");
      }
      float[] values = new float[(int) ((e.end - e.begin) / 4)];
      data.slice((int) e.begin, (int) (e.end - e.begin))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      out.put(e.name, new Tensor(e.shape, values));
      covered = e.end;
    }
    if (covered != data.capacity()) {
      throw malformed("data: " + (data.capacity() - covered) + " bytes belong to no tensor");
    }
    return out;
  }

  /// A tensor as the header describes it; `end - begin` is four times the number of entries.
  private record Entry(String name, List<Integer> shape, long begin, long end) {}

  private static Entry entry(String name, JsonValue value) throws VerificationException.Malformed {
    JsonObject o = object(value, "tensor " + name);
    if (!o.members().keySet().equals(Set.of("dtype", "shape", "data_offsets"))) {
      throw malformed("tensor " + name + ": its keys are not dtype, shape, data_offsets");
    }
    if (!new JsonString("F32").equals(o.members().get("dtype"))) {
      throw malformed("tensor " + name + ": only F32 is read");
    }
    long[] shape = integers(o.members().get("shape"), "shape of " + name);
    long[] offsets = integers(o.members().get("data_offsets"), "data_offsets of " + name);
    if (shape.length > MAX_RANK || offsets.length != 2) {
      throw malformed("tensor " + name + ": rank above " + MAX_RANK + ", or not two offsets");
    }
    long size = 1;
    List<Integer> extents = new ArrayList<>();
    for (long extent : shape) {
      if (extent < 1 || extent > Integer.MAX_VALUE || size * extent > Integer.MAX_VALUE / 4) {
        throw malformed("tensor " + name + ": extent " + extent);
      }
      size *= extent;
      extents.add((int) extent);
    }
    if (offsets[0] < 0 || offsets[1] - offsets[0] != 4 * size) {
      throw malformed("tensor " + name + ": offsets do not fit its shape");
    }
    return new Entry(name, extents, offsets[0], offsets[1]);
  }

  private static JsonObject object(JsonValue value, String place)
      throws VerificationException.Malformed {
    if (value instanceof JsonObject o) {
      return o;
    }
    throw malformed(place + ": not an object");
  }

  private static long[] integers(@Nullable JsonValue value, String place)
      throws VerificationException.Malformed {
    if (!(value instanceof JsonArray a)) {
      throw malformed(place + ": not a list");
    }
    long[] out = new long[a.values().size()];
    for (int i = 0; i < out.length; i++) {
      if (!(a.values().get(i) instanceof JsonInteger n)) {
        throw malformed(place + ": not an integer");
      }
      out[i] = n.value();
    }
    return out;
  }

  private static boolean isTextMap(JsonValue value) {
    return value instanceof JsonObject o
        && o.members().values().stream().allMatch(v -> v instanceof JsonString);
  }

  private static VerificationException.Malformed malformed(String place) {
    return new VerificationException.Malformed(place);
  }
}
