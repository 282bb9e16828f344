package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import io.hallmark.provenance.Documents;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// A column that policies read and trainings do not: a tag, one committed integer per record, or a
/// digest, one or four committed integers of 60 bits.
public sealed interface SchemaTag extends SchemaColumn {
  /// Number of committed columns.
  int committed();

  /// Whether the source has a column of this name.
  default boolean isInSource() {
    return true;
  }

  /// A text of a codebook; its integer is its place. A missing value is the text `""`, which must
  /// then be in the codebook.
  ///
  /// @param name name in the header
  /// @param codes the texts
  record CodeTag(String name, List<String> codes) implements SchemaTag {
    /// @throws IllegalArgumentException if there is no code, or one twice
    public CodeTag {
      requireName(name);
      codes = List.copyOf(codes);
      require(!codes.isEmpty() && codes.size() <= 4096, "1 to 4096 texts");
      require(new HashSet<>(codes).size() == codes.size(), "each text once");
      require(codes.stream().allMatch(c -> c.length() <= Documents.MAX_TEXT), "shorter texts");
    }

    @Override
    public int committed() {
      return 1;
    }
  }

  /// An integer in `[min, max]`, or a date as days since 1970-01-01; a missing value (an empty
  /// cell) is `min - 1`.
  ///
  /// @param name name in the header
  /// @param date whether cells are dates `YYYY-MM-DD`
  /// @param min smallest value
  /// @param max largest value
  /// @param missing whether cells may be empty
  record NumberTag(String name, boolean date, long min, long max, boolean missing)
      implements SchemaTag {
    /// Bound on the magnitude of values.
    public static final long LIMIT = 1L << 30;

    /// @throws IllegalArgumentException if the range is empty or too wide
    public NumberTag {
      requireName(name);
      require(-LIMIT < min && min <= max && max < LIMIT, "a range within 2^30");
    }

    @Override
    public int committed() {
      return 1;
    }
  }

  /// A digest of the cell, or of the record.
  ///
  /// @param name name in the header; for records a name that the header does not have
  /// @param of what is hashed
  /// @param namespace what kind of identifier it is, for subjects
  /// @param key check value of the key, for subjects of a fitted schema
  record DigestTag(String name, Of of, Optional<String> namespace, Optional<Digest> key)
      implements SchemaTag {
    /// @throws IllegalArgumentException if a subject has no namespace or another digest has one
    public DigestTag {
      requireName(name);
      require(
          (of == Of.SUBJECT) == namespace.isPresent(), "a namespace for subjects, and only there");
      require(of == Of.SUBJECT || key.isEmpty(), "a key for subjects only");
      namespace.ifPresent(SchemaTag::requireName);
    }

    @Override
    public int committed() {
      return of == Of.SUBJECT ? 1 : 4;
    }

    @Override
    public boolean isInSource() {
      return of != Of.RECORD;
    }
  }

  /// What a digest is of.
  enum Of {
    /// The cell is a fingerprint of 60 hexadecimal digits.
    GIVEN("given"),
    /// The cell is a text.
    TEXT("text"),
    /// The cell is a text; case and white space do not count.
    TEXT_FOLDED("text-folded"),
    /// All cells of the record.
    RECORD("record"),
    /// The cell is a personal identifier; its digest is keyed.
    SUBJECT("subject");

    private final String word;

    Of(String word) {
      this.word = word;
    }

    /// The word of documents.
    public String word() {
      return word;
    }
  }

  private static void requireName(String name) {
    require(Documents.isLine(name) && name.length() <= 255, "a name of 1 to 255 characters");
  }

  private static void require(boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("expected " + expected);
    }
  }
}
