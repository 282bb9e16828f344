package io.hallmark.provenance.dataset;

import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a column seems to be.
///
/// @param name name of the column
/// @param proposal the proposal in one or two words
/// @param reason why
/// @param decided whether the texts leave no doubt; else the owner should look
/// @param column the column of a schema draft
public record ColumnGuess(
    String name, String proposal, String reason, boolean decided, JsonObject column) {
  private static final int MOST_ONE_HOT = 64;
  private static final int FEW_INTEGERS = 10;
  private static final int MOST_CLASSES_OF_NUMBERS = 20;
  private static final int WORD_BUCKETS = 256;
  private static final int LARGEST_AS_IT_IS = 2047;
  private static final int ORDINAL_SPAN = 2048;

  private static final Pattern PERSON =
      Pattern.compile(
          "(^|.*[_. -])(e?_?mail|ssn|mrn|phone|passport|iban|patient|subject|person|customer|user)"
              + "(_?(id|no|nr|number|address))?$");

  private static final Set<String> TAGS =
      Set.of(
          "licence",
          "license",
          "source",
          "consent",
          "jurisdiction",
          "country",
          "region",
          "group",
          "language");

  private static final List<List<String>> SCALES =
      List.of(
          List.of("low", "medium", "high"),
          List.of("none", "low", "medium", "high"),
          List.of("none", "mild", "moderate", "severe"),
          List.of("mild", "moderate", "severe"),
          List.of("small", "medium", "large"),
          List.of("poor", "fair", "good", "excellent"),
          List.of("bad", "fair", "good"),
          List.of("never", "rarely", "sometimes", "often", "always"),
          List.of("primary", "secondary", "tertiary"));

  private static ColumnGuess decided(
      ColumnProfile c, String proposal, String reason, JsonObject.Builder column) {
    return new ColumnGuess(c.name(), proposal, reason, true, column.build());
  }

  private static ColumnGuess doubtful(
      ColumnProfile c, String proposal, String reason, JsonObject.Builder column) {
    return new ColumnGuess(c.name(), proposal, reason, false, column.build());
  }

  private static JsonObject.Builder role(ColumnProfile c, String role) {
    return JsonObject.builder().put("name", c.name()).put("role", role);
  }

  /// The label or target.
  static ColumnGuess label(ColumnProfile c) {
    boolean few = c.isFew() && c.texts().size() >= 2 && c.texts().size() <= 1024;
    int distinct = c.texts().size();
    if (c.isQuantisable()
        && c.empty() == 0
        && (!few || distinct > MOST_CLASSES_OF_NUMBERS || !c.isInteger())) {
      return doubtful(
          c,
          "target",
          "numbers"
              + (few ? ", " + distinct + " different" : "")
              + ": a regression, unless they are"
              + " names of classes",
          role(c, "target").put("digits", c.digits()));
    }
    if (!few) {
      return doubtful(
          c,
          "ignored",
          "a label has 2 to 1024 different texts, this column has others",
          role(c, "ignored"));
    }
    List<JsonValue> classes = new ArrayList<>();
    for (String text : c.texts()) {
      classes.add(
          JsonObject.builder()
              .put("name", text.isEmpty() ? "missing" : text)
              .put("values", JsonArray.ofStrings(List.of(text)))
              .build());
    }
    return new ColumnGuess(
        c.name(),
        "label",
        distinct + " classes",
        c.empty() == 0,
        role(c, "label").put("classes", new JsonArray(classes)).build());
  }

  /// A column that is no label.
  static ColumnGuess of(ColumnProfile c, int frac) {
    String lower = c.name().toLowerCase(Locale.ROOT);
    if (c.empty() == c.count()) {
      return decided(c, "ignored", "every cell is empty", role(c, "ignored"));
    }
    if (PERSON.matcher(lower).matches() && !(c.isFew() && c.texts().size() <= FEW_INTEGERS)) {
      return doubtful(
          c,
          "identifier",
          "its name says a person: only a keyed digest is committed (--subject-key); make it"
              + " ignored if nobody will ask for withdrawal",
          role(c, "digest").put("of", "subject").put("namespace", c.name()));
    }
    if (c.isFingerprint()) {
      return decided(c, "digest", "fingerprints", role(c, "digest").put("of", "given"));
    }
    if (c.isDate()) {
      return date(c);
    }
    if (c.isNumeric()) {
      return number(c);
    }
    return text(c, lower, frac);
  }

  private static ColumnGuess date(ColumnProfile c) {
    JsonObject.Builder column =
        role(c, "tag").put("encoding", "date").put("min", c.firstDay()).put("max", c.lastDay());
    if (c.empty() > 0) {
      column.put("missing", true);
    }
    return decided(c, "tag", "dates; no feature, policies can read them", column);
  }

  private static ColumnGuess number(ColumnProfile c) {
    int distinct = c.isFew() ? c.texts().size() : Integer.MAX_VALUE;
    if (distinct == 1) {
      return decided(c, "ignored", "one value in all rows", role(c, "ignored"));
    }
    if (!c.isQuantisable()) {
      return doubtful(
          c, "ignored", "numbers of more than 13 digits cannot be quantised", role(c, "ignored"));
    }
    if (c.isUnique() && c.isInteger() && c.count() > FEW_INTEGERS) {
      return doubtful(
          c,
          "ignored",
          "every row has another integer: it looks like a number of the row",
          role(c, "ignored"));
    }
    if (c.empty() > 0) {
      return distinct <= MOST_ONE_HOT
          ? doubtful(
              c,
              "one-hot",
              c.empty() + " cells are empty, which no number is; " + distinct + " different texts",
              oneHot(c))
          : doubtful(
              c,
              "ignored",
              c.empty() + " cells are empty, which no number is: fill them in the source",
              role(c, "ignored"));
    }
    if (c.isSpread()) {
      return doubtful(
          c,
          "numeric",
          "some numbers are far from the others: not standardised, but as they are",
          asItIs(c));
    }
    JsonObject.Builder column = role(c, "feature").put("digits", c.digits());
    return c.isInteger() && distinct <= FEW_INTEGERS
        ? doubtful(
            c,
            "numeric",
            "integers, only " + distinct + " different: make it one-hot if they are codes",
            column)
        : decided(
            c, "numeric", "numbers of up to " + c.digits() + " digits behind the point", column);
  }

  /// A power of two that brings the largest magnitude to at most 2047: a range holds twice that.
  private static JsonObject.Builder asItIs(ColumnProfile c) {
    int factor = 256;
    while (factor > 1 && factor * c.magnitude() > LARGEST_AS_IT_IS) {
      factor /= 2;
    }
    int shift = 0;
    while (((factor * c.magnitude()) >> shift) > LARGEST_AS_IT_IS) {
      shift++;
    }
    return role(c, "feature")
        .put("digits", c.digits())
        .put("scale", "identity")
        .put("factor", factor)
        .put("shift", shift);
  }

  private static JsonObject.Builder oneHot(ColumnProfile c) {
    return role(c, "feature")
        .put("encoding", "one-hot")
        .put("codes", JsonArray.ofStrings(c.texts()));
  }

  private static ColumnGuess text(ColumnProfile c, String lower, int frac) {
    int distinct = c.isFew() ? c.texts().size() : Integer.MAX_VALUE;
    if (TAGS.contains(lower) && c.isFew()) {
      return decided(
          c,
          "tag",
          "its name says what policies ask for; " + distinct + " codes",
          role(c, "tag").put("encoding", "codes").put("codes", JsonArray.ofStrings(c.texts())));
    }
    if (distinct == 1) {
      return decided(c, "ignored", "one text in all rows", role(c, "ignored"));
    }
    List<String> scale = scale(c);
    if (!scale.isEmpty()) {
      return doubtful(
          c,
          "ordinal",
          "a scale by its words: look at the order",
          role(c, "feature")
              .put("encoding", "codes")
              .put("codes", JsonArray.ofStrings(scale))
              .put("factor", Math.max(1, Math.min(1 << frac, ORDINAL_SPAN / scale.size()))));
    }
    if (distinct <= MOST_ONE_HOT && !c.isUnique()) {
      return decided(c, "one-hot", distinct + " different texts", oneHot(c));
    }
    if (c.words() >= 3) {
      return doubtful(
          c,
          "words",
          "running text, as a bag of hashed words; a digest of its text would serve lists of works",
          role(c, "feature")
              .put("encoding", "words")
              .put("buckets", WORD_BUCKETS)
              .put("most", 1)
              .put("factor", 1 << frac));
    }
    return doubtful(
        c,
        "ignored",
        c.isUnique()
            ? "no text came twice: it looks like an identifier, and codes would publish it"
            : "more than " + MOST_ONE_HOT + " different texts",
        role(c, "ignored"));
  }

  /// The texts in the order of a well-known scale, or nothing.
  private static List<String> scale(ColumnProfile c) {
    if (!c.isFew() || c.texts().size() < 3 || c.texts().size() > 5) {
      return List.of();
    }
    for (List<String> scale : SCALES) {
      List<String> ordered = new ArrayList<>();
      for (String step : scale) {
        c.texts().stream()
            .filter(t -> t.toLowerCase(Locale.ROOT).equals(step))
            .forEach(ordered::add);
      }
      if (ordered.size() == scale.size() && new HashSet<>(ordered).containsAll(c.texts())) {
        return ordered;
      }
    }
    return List.of();
  }
}
