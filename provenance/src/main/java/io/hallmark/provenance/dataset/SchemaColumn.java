package io.hallmark.provenance.dataset;

import io.hallmark.provenance.Documents;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A column of the source, as the schema treats it.
public sealed interface SchemaColumn
    permits SchemaColumn.Numeric,
        SchemaColumn.OneHot,
        SchemaColumn.Codes,
        SchemaColumn.Words,
        SchemaColumn.Label,
        SchemaColumn.Target,
        SchemaColumn.Ignored,
        SchemaTag {
  /// Smallest quantised value of any feature: 13 bits, signed.
  int MIN = -4096;

  /// Largest quantised value of any feature.
  int MAX = 4095;

  /// Largest shift of a quantiser: with it, a value in range has a numerator below 2^61.
  int MAX_SHIFT = 48;

  /// Most digits after the decimal point.
  int MAX_DIGITS = 12;

  /// Name in the header of the source.
  String name();

  /// How many features it gives.
  default int width() {
    return 0;
  }

  /// A number `v` with `digits` decimals: `raw = v·10^digits`, `x = rnd((raw - mu)·mul, sh)`.
  ///
  /// @param name name in the header
  /// @param digits most digits after the decimal point
  /// @param standardized whether mu, mul and sh were computed from the training rows
  /// @param mu what is subtracted from the raw value
  /// @param mul factor, in (0, 2^16)
  /// @param sh bits that are rounded away
  /// @param min smallest value of x that is accepted
  /// @param max largest value of x that is accepted
  record Numeric(
      String name, int digits, boolean standardized, long mu, int mul, int sh, int min, int max)
      implements SchemaColumn {
    /// Bound on the magnitude of raw values and of mu.
    public static final long RAW_LIMIT = 1L << 44;

    /// @throws IllegalArgumentException if a constant is out of its range
    public Numeric {
      requireName(name);
      require(digits >= 0 && digits <= MAX_DIGITS, "digits from 0 to " + MAX_DIGITS);
      require(mu > -RAW_LIMIT && mu < RAW_LIMIT, "mu below 2^44");
      require(mul > 0 && mul < 1 << 16, "mul from 1 to 65535");
      require(sh >= 0 && sh <= MAX_SHIFT, "sh from 0 to " + MAX_SHIFT);
      require(MIN <= min && min <= max && max <= MAX, "a range within [-4096, 4095]");
    }

    @Override
    public int width() {
      return 1;
    }
  }

  /// One feature per code: `one` for the code of the cell, 0 for the others.
  ///
  /// @param name name in the header
  /// @param codes the source texts
  /// @param one the value that stands for 1, 2^frac
  record OneHot(String name, List<String> codes, int one) implements SchemaColumn {
    /// @throws IllegalArgumentException if there is no code, or one twice
    public OneHot {
      requireName(name);
      codes = requireCodes(codes);
      require(one > 0 && one <= MAX, "one from 1 to " + MAX);
    }

    @Override
    public int width() {
      return codes.size();
    }
  }

  /// One feature: `mul` times the position of the code in the list, counted from 0.
  ///
  /// @param name name in the header
  /// @param codes the source texts, in order
  /// @param mul factor
  record Codes(String name, List<String> codes, int mul) implements SchemaColumn {
    /// @throws IllegalArgumentException if there is no code, one twice, or the last is out of range
    public Codes {
      requireName(name);
      codes = requireCodes(codes);
      require(mul > 0 && (codes.size() - 1L) * mul <= MAX, "values of codes up to " + MAX);
    }

    @Override
    public int width() {
      return 1;
    }
  }

  /// A bag of hashed words: one feature per bucket, `mul` times the number of words of the text
  /// that fall into it, `most` at most; by which rule stands at [WordBag].
  ///
  /// @param name name in the header
  /// @param buckets number of features
  /// @param most from how many words on a bucket is full; 1 says only whether there is one
  /// @param mul factor
  record Words(String name, int buckets, int most, int mul) implements SchemaColumn {
    /// Most buckets of one column.
    public static final int MAX_BUCKETS = 1 << 14;

    /// @throws IllegalArgumentException if a number is out of its range
    public Words {
      requireName(name);
      require(buckets >= 2 && buckets <= MAX_BUCKETS, "2 to " + MAX_BUCKETS + " buckets");
      require(most > 0 && mul > 0 && (long) most * mul <= MAX, "most times mul up to " + MAX);
    }

    @Override
    public int width() {
      return buckets;
    }
  }

  /// The target of a regression, in the place of a label: a number that is quantised like a
  /// feature, and is none.
  ///
  /// @param value how it is quantised, and its declared range
  record Target(Numeric value) implements SchemaColumn {
    /// @throws IllegalArgumentException if the target cannot vary
    public Target {
      require(value.min() < value.max(), "a target whose range is not one value");
    }

    @Override
    public String name() {
      return value.name();
    }
  }

  /// The label: exactly one column has this role, or is a target.
  ///
  /// @param name name in the header
  /// @param classes at least two
  record Label(String name, List<LabelClass> classes) implements SchemaColumn {
    /// Most classes.
    public static final int MAX_CLASSES = 1024;

    /// @throws IllegalArgumentException if there are too few classes, or a name or text twice
    public Label {
      requireName(name);
      classes = List.copyOf(classes);
      require(classes.size() >= 2 && classes.size() <= MAX_CLASSES, "2 to 1024 classes");
      Set<String> names = new HashSet<>();
      Set<String> texts = new HashSet<>();
      for (LabelClass c : classes) {
        require(names.add(c.name()), "each class once, not \"" + c.name() + "\" twice");
        for (String text : c.values()) {
          require(texts.add(text), "each text in one class, not \"" + text + "\" twice");
        }
      }
    }
  }

  /// A class and the source texts that mean it.
  ///
  /// @param name name in reports
  /// @param values source texts, at least one
  record LabelClass(String name, List<String> values) {
    /// @throws IllegalArgumentException if there is no text
    public LabelClass {
      requireName(name);
      values = requireCodes(values);
    }
  }

  /// A column that is part of the record, but not of the features.
  ///
  /// @param name name in the header
  record Ignored(String name) implements SchemaColumn {
    /// @throws IllegalArgumentException if the name is not a text of one line
    public Ignored {
      requireName(name);
    }
  }

  private static void requireName(String name) {
    require(Documents.isLine(name) && name.length() <= 255, "a name of 1 to 255 characters");
  }

  private static List<String> requireCodes(List<String> codes) {
    require(!codes.isEmpty() && codes.size() <= 4096, "1 to 4096 texts");
    require(new HashSet<>(codes).size() == codes.size(), "each text once");
    require(codes.stream().allMatch(c -> c.length() <= Documents.MAX_TEXT), "shorter texts");
    return List.copyOf(codes);
  }

  private static void require(boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("expected " + expected);
    }
  }
}
