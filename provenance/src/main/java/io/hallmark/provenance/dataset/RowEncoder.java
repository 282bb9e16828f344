package io.hallmark.provenance.dataset;

import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.dataset.SchemaColumn.Codes;
import io.hallmark.provenance.dataset.SchemaColumn.Ignored;
import io.hallmark.provenance.dataset.SchemaColumn.Label;
import io.hallmark.provenance.dataset.SchemaColumn.LabelClass;
import io.hallmark.provenance.dataset.SchemaColumn.Numeric;
import io.hallmark.provenance.dataset.SchemaColumn.OneHot;
import io.hallmark.provenance.dataset.SchemaColumn.Target;
import io.hallmark.provenance.dataset.SchemaColumn.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns the texts of a row into the integers of its record.
final class RowEncoder {
  private final String file;
  private final DatasetSchema schema;
  private final int[] places;
  private final List<Map<String, Integer>> codebooks;
  private final List<Optional<TagEncoder>> tagEncoders;
  private final int[] tagPlaces;
  private final List<Optional<WordBag>> bags;

  /// An encoder for a source with this header.
  ///
  /// @param subjectKey key of personal identifiers, empty if nobody gave one
  /// @throws SourceException if the header does not have exactly the columns of the schema
  RowEncoder(String file, DatasetSchema schema, List<String> header, byte[] subjectKey)
      throws SourceException {
    this.file = file;
    this.schema = schema;
    this.places = places(file, schema, header);
    this.codebooks = schema.columns().stream().map(RowEncoder::codebook).toList();
    this.tagEncoders =
        schema.columns().stream()
            .map(c ->
                c instanceof SchemaTag t
                    ? Optional.of(new TagEncoder(t, subjectKey))
                    : Optional.<TagEncoder>empty())
            .toList();
    this.tagPlaces = tagPlaces(schema);
    this.bags =
        schema.columns().stream()
            .map(c ->
                c instanceof Words w
                    ? Optional.of(new WordBag(w.buckets()))
                    : Optional.<WordBag>empty())
            .toList();
    checkKey(file, schema, subjectKey);
  }

  /// The key of the identifiers is the one that the schema names.
  private static void checkKey(String file, DatasetSchema schema, byte[] subjectKey)
      throws SourceException {
    for (SchemaTag.DigestTag d : schema.digests()) {
      if (d.of() == SchemaTag.Of.SUBJECT) {
        String expected = "the key of the identifiers (--subject-key)";
        if (subjectKey.length == 0) {
          throw new SourceException(file, 0, -1, d.name(), expected, "none");
        }
        if (!d.key().equals(Optional.of(Fingerprint.keyCheck(subjectKey)))) {
          throw new SourceException(
              file, 0, -1, d.name(), expected + " that the schema names", "another key");
        }
      }
    }
  }

  /// Place of every column in the header; -1 for a digest of the record.
  private static int[] places(String file, DatasetSchema schema, List<String> header)
      throws SourceException {
    List<SchemaColumn> columns = schema.columns();
    List<String> names =
        columns.stream().filter(RowEncoder::isInSource).map(SchemaColumn::name).toList();
    int[] found = Headers.places(file, names, header);
    int[] out = new int[columns.size()];
    for (int i = 0, k = 0; i < out.length; i++) {
      out[i] = isInSource(columns.get(i)) ? found[k++] : -1;
    }
    return out;
  }

  /// Whether the source has a column of this name.
  static boolean isInSource(SchemaColumn column) {
    return !(column instanceof SchemaTag t) || t.isInSource();
  }

  /// First committed tag column of every column that is a tag or a digest.
  private static int[] tagPlaces(DatasetSchema schema) {
    int[] out = new int[schema.columns().size()];
    int next = 0;
    for (boolean digests : new boolean[] {false, true}) {
      for (int i = 0; i < out.length; i++) {
        if (schema.columns().get(i) instanceof SchemaTag t
            && t instanceof SchemaTag.DigestTag == digests) {
          out[i] = next;
          next += t.committed();
        }
      }
    }
    return out;
  }

  private static Map<String, Integer> codebook(SchemaColumn column) {
    Map<String, Integer> book = new HashMap<>();
    switch (column) {
      case OneHot c -> c.codes().forEach(code -> book.put(code, book.size()));
      case Codes c -> c.codes().forEach(code -> book.put(code, book.size()));
      case Label label -> {
        for (int i = 0; i < label.classes().size(); i++) {
          for (String text : label.classes().get(i).values()) {
            book.put(text, i);
          }
        }
      }
      case Numeric _, Target _, Words _, Ignored _, SchemaTag _ -> {}
    }
    return Map.copyOf(book);
  }

  /// Encodes one row.
  ///
  /// @param out receives features, label and tags
  /// @throws SourceException naming row, column, what was expected and what was found
  void encode(long row, long line, List<String> cells, EncodedRow out) throws SourceException {
    int[] features = out.features();
    int next = 0;
    int label = 0;
    for (int i = 0; i < places.length; i++) {
      SchemaColumn column = schema.columns().get(i);
      String text = places[i] < 0 ? "" : cells.get(places[i]);
      CellReader cell = new CellReader(file, line, row, column.name());
      switch (column) {
        case Numeric c -> features[next++] = number(c, cell, text);
        case OneHot c -> {
          int code = code(codebooks.get(i), cell, text, c.codes());
          for (int k = 0; k < c.codes().size(); k++) {
            features[next++] = k == code ? c.one() : 0;
          }
        }
        case Words c -> {
          int[] counts = words(bags.get(i).orElseThrow(), cell, text);
          for (int count : counts) {
            features[next++] = c.mul() * Math.min(count, c.most());
          }
        }
        case Codes c -> features[next++] = c.mul() * code(codebooks.get(i), cell, text, c.codes());
        case Label c -> {
          Integer known = codebooks.get(i).get(text);
          if (known == null) {
            throw cell.fault(
                "a text of one of the classes "
                    + c.classes().stream().map(LabelClass::name).toList(),
                CellReader.quote(text));
          }
          label = known;
        }
        case Target c -> label = number(c.value(), cell, text);
        case Ignored _ -> {}
        case SchemaTag _ -> {
          TagEncoder encoder = tagEncoders.get(i).orElseThrow();
          encoder.encode(cell, text, cells, out.tags(), tagPlaces[i]);
        }
      }
    }
    out.label(label);
  }

  private static int[] words(WordBag bag, CellReader cell, String text) throws SourceException {
    try {
      return bag.count(text);
    } catch (Malformed e) {
      throw cell.fault("a text of assigned characters", String.valueOf(e.getMessage()));
    }
  }

  private static int code(
      Map<String, Integer> book, CellReader cell, String text, List<String> codes)
      throws SourceException {
    Integer code = book.get(text);
    if (code == null) {
      throw cell.fault("one of the codes " + codes, CellReader.quote(text));
    }
    return code;
  }

  private static int number(Numeric column, CellReader cell, String text) throws SourceException {
    long x = Quantizer.quantize(column, cell.raw(text, column.digits()));
    if (x < column.min() || x > column.max()) {
      throw cell.fault(
          "a quantised value in the declared range [" + column.min() + ", " + column.max() + "]",
          CellReader.quote(text) + ", quantised to " + x);
    }
    return (int) x;
  }
}
