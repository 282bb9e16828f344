package io.hallmark.provenance.policy;

import io.hallmark.provenance.policy.PolicyRefused.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The columns of a data set that a policy can speak of: class, tags and digests.
///
/// @param tags tags in declared order
/// @param digests digest columns in declared order
/// @param classes number of classes, at least 2; less for a data set without classes
public record PolicySchema(List<Tag> tags, List<DigestColumn> digests, int classes) {
  /// Name of the label column in a policy.
  public static final String CLASS = "class";

  /// Copies the lists.
  public PolicySchema {
    tags = List.copyOf(tags);
    digests = List.copyOf(digests);
  }

  /// A tag: one committed integer per record.
  public sealed interface Tag {
    /// Name of the column.
    String name();

    /// Smallest committed integer; that of a missing value if there are missing values.
    long low();

    /// Largest committed integer.
    long high();
  }

  /// A tag with a codebook; the code of a text is its place. A missing value is the text `""`.
  public record CodeTag(String name, List<String> codes) implements Tag {
    /// Copies the codebook.
    ///
    /// @throws IllegalArgumentException if it is empty or a text stands twice
    public CodeTag {
      codes = List.copyOf(codes);
      if (codes.isEmpty() || new HashSet<>(codes).size() != codes.size()) {
        throw new IllegalArgumentException("codebook of " + name);
      }
    }

    @Override
    public long low() {
      return 0;
    }

    @Override
    public long high() {
      return codes.size() - 1L;
    }
  }

  /// A tag of integers in `[min, max]`; a missing value is `min - 1`.
  ///
  /// @param date whether the integers are days since 1970-01-01; others have a unit of their own,
  ///   which is the author's
  public record NumberTag(String name, long min, long max, boolean missing, boolean date)
      implements Tag {
    /// A tag of integers that are no dates.
    public NumberTag(String name, long min, long max, boolean missing) {
      this(name, min, max, missing, false);
    }

    /// Checks the range.
    ///
    /// @throws IllegalArgumentException if it is empty or beyond 2^31
    public NumberTag {
      if (min > max || min <= Integer.MIN_VALUE || max >= Integer.MAX_VALUE) {
        throw new IllegalArgumentException("range of " + name + ": " + min + " to " + max);
      }
    }

    @Override
    public long low() {
      return missing ? min - 1 : min;
    }

    @Override
    public long high() {
      return max;
    }
  }

  /// A column of fingerprints or keyed identifiers.
  ///
  /// @param name name of the column
  /// @param limbs 4 for a fingerprint, 1 for an identifier; the first limb is the key
  /// @param kind what is hashed: [#GIVEN], a variant of fingerprints, or namespace and key of
  ///   identifiers; digests of two kinds say nothing about each other
  public record DigestColumn(String name, int limbs, String kind) {
    /// The kind of fingerprints that come from outside.
    public static final String GIVEN = "given";

    /// The kind of keyed identifiers.
    ///
    /// @param key identifier of the key
    public static String subjects(String namespace, String key) {
      return "subject " + namespace + " " + key;
    }

    /// Checks the number of limbs.
    ///
    /// @throws IllegalArgumentException if it is neither 1 nor 4
    public DigestColumn {
      if (limbs != 1 && limbs != 4) {
        throw new IllegalArgumentException(name + ": " + limbs + " limbs");
      }
    }
  }

  /// Whether digests of a column and of a list can be compared: they are of one kind, or the
  /// column's come from outside and are fingerprints.
  ///
  /// @param column kind of the column
  /// @param list kind of the list
  public static boolean isComparable(String column, String list) {
    return column.equals(list)
        || (column.equals(DigestColumn.GIVEN) && !list.startsWith("subject "));
  }

  /// Place of a tag.
  int tag(String name) throws PolicyRefused {
    for (int j = 0; j < tags.size(); j++) {
      if (tags.get(j).name().equals(name)) {
        return j;
      }
    }
    throw new PolicyRefused(Code.POLICY_COLUMN, "no tag " + name + " among " + names());
  }

  /// A tag of numbers.
  NumberTag number(String name) throws PolicyRefused {
    if (tags.get(tag(name)) instanceof NumberTag t) {
      return t;
    }
    throw new PolicyRefused(Code.POLICY_KIND, name + " is no number");
  }

  /// Place of a digest column.
  int digest(String name) throws PolicyRefused {
    for (int j = 0; j < digests.size(); j++) {
      if (digests.get(j).name().equals(name)) {
        return j;
      }
    }
    throw new PolicyRefused(Code.POLICY_COLUMN, "no digest column " + name + " among " + names());
  }

  /// Place of a digest column that identifies records.
  int identifying(String name) throws PolicyRefused {
    int d = digest(name);
    if (digests.get(d).limbs() != 4) {
      throw new PolicyRefused(Code.POLICY_LIMBS, name + " has one limb, which identifies nothing");
    }
    return d;
  }

  private List<String> names() {
    List<String> out = new ArrayList<>();
    tags.forEach(t -> out.add(t.name()));
    digests.forEach(d -> out.add(d.name()));
    return out;
  }

  /// The codebook of a column: a code tag, or the class numbers.
  List<String> codes(String column) throws PolicyRefused {
    if (column.equals(CLASS)) {
      if (classes < 2) {
        throw new PolicyRefused(Code.POLICY_COLUMN, "the data set has no classes");
      }
      List<String> out = new ArrayList<>();
      for (int c = 0; c < classes; c++) {
        out.add(String.valueOf(c));
      }
      return out;
    }
    if (tags.get(tag(column)) instanceof CodeTag t) {
      return t.codes();
    }
    throw new PolicyRefused(Code.POLICY_KIND, column + " has no codebook");
  }

  /// All tuples of codes, lexicographic.
  List<Tuple> tuples(List<String> columns) throws PolicyRefused {
    long size = tupleCount(columns);
    int[] sizes = new int[columns.size()];
    for (int k = 0; k < sizes.length; k++) {
      sizes[k] = codes(columns.get(k)).size();
    }
    List<Tuple> out = new ArrayList<>();
    int[] at = new int[columns.size()];
    for (int n = 0; n < size; n++) {
      out.add(new Tuple(at.clone()));
      for (int k = at.length - 1; k >= 0 && ++at[k] == sizes[k]; k--) {
        at[k] = 0;
      }
    }
    return out;
  }

  /// Number of tuples of codes.
  long tupleCount(List<String> columns) throws PolicyRefused {
    if (columns.isEmpty() || new HashSet<>(columns).size() != columns.size()) {
      throw new PolicyRefused(Code.POLICY_COLUMN, "columns " + columns);
    }
    long size = 1;
    for (String c : columns) {
      size *= codes(c).size();
      if (size > MAX_TUPLES) {
        throw new PolicyRefused(Code.POLICY_BOUND, "more than " + MAX_TUPLES + " tuples");
      }
    }
    return size;
  }

  private static final int MAX_TUPLES = 1 << 20;

  /// The tuples of codes of given texts, ascending.
  List<Tuple> pick(List<String> columns, List<List<String>> values) throws PolicyRefused {
    TreeSet<Tuple> out = new TreeSet<>();
    List<Map<String, Integer>> places = new ArrayList<>();
    for (String c : columns) {
      Map<String, Integer> book = new HashMap<>();
      codes(c).forEach(code -> book.put(code, book.size()));
      places.add(book);
    }
    for (List<String> value : values) {
      if (value.size() != columns.size()) {
        throw new PolicyRefused(
            Code.POLICY_VALUE, value + " has " + value.size() + " texts for columns " + columns);
      }
      int[] codes = new int[columns.size()];
      for (int k = 0; k < codes.length; k++) {
        codes[k] = places.get(k).getOrDefault(value.get(k), -1);
        if (codes[k] < 0) {
          throw new PolicyRefused(
              Code.POLICY_VALUE, "\"" + value.get(k) + "\" is no value of " + columns.get(k));
        }
      }
      if (!out.add(new Tuple(codes))) {
        throw new PolicyRefused(Code.POLICY_DUPLICATE, value + " twice");
      }
    }
    if (out.isEmpty()) {
      throw new PolicyRefused(Code.POLICY_EMPTY, "no value");
    }
    return List.copyOf(out);
  }

  /// A tuple of codes, ordered lexicographically.
  @SuppressWarnings("ArrayRecordComponent") // arrays for their speed, never shared
  record Tuple(int[] codes) implements Comparable<Tuple> {
    @Override
    public int compareTo(Tuple other) {
      return Arrays.compare(codes, other.codes);
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Tuple t && Arrays.equals(codes, t.codes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(codes);
    }

    @Override
    public String toString() {
      return Arrays.toString(codes);
    }
  }
}
