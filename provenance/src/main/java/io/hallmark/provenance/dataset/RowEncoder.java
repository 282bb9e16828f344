package io.hallmark.provenance.dataset;

import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.dataset.SchemaColumn.Codes;
import io.hallmark.provenance.dataset.SchemaColumn.Ignored;
import io.hallmark.provenance.dataset.SchemaColumn.Label;
import io.hallmark.provenance.dataset.SchemaColumn.LabelClass;
import io.hallmark.provenance.dataset.SchemaColumn.Numeric;
import io.hallmark.provenance.dataset.SchemaColumn.OneHot;
import io.hallmark.provenance.dataset.SchemaColumn.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns the texts of a row into the integers of its record.
final class RowEncoder {
  private final String file;
  private final DatasetSchema schema;
  private final int[] places;
  private final List<Map<String, Integer>> codebooks;

  /// An encoder for a source with this header.
  ///
  /// @throws SourceException if the header does not have exactly the columns of the schema
  RowEncoder(String file, DatasetSchema schema, List<String> header) throws SourceException {
    this.file = file;
    this.schema = schema;
    List<String> names = schema.columns().stream().map(SchemaColumn::name).toList();
    this.places = Headers.places(file, names, header);
    this.codebooks = schema.columns().stream().map(RowEncoder::codebook).toList();
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
      case Numeric _, Target _, Ignored _ -> {}
    }
    return Map.copyOf(book);
  }

  /// Encodes one row.
  ///
  /// @param features receives the features, in order
  /// @return index of the class, or the quantised target
  /// @throws SourceException naming row, column, what was expected and what was found
  int encode(long row, long line, List<String> cells, int[] features) throws SourceException {
    int next = 0;
    int label = 0;
    for (int i = 0; i < places.length; i++) {
      SchemaColumn column = schema.columns().get(i);
      String text = cells.get(places[i]);
      CellReader cell = new CellReader(file, line, row, column.name());
      switch (column) {
        case Numeric c -> features[next++] = number(c, cell, text);
        case OneHot c -> {
          int code = code(codebooks.get(i), cell, text, "one of the codes " + c.codes());
          for (int k = 0; k < c.codes().size(); k++) {
            features[next++] = k == code ? c.one() : 0;
          }
        }
        case Codes c ->
            features[next++] =
                c.mul() * code(codebooks.get(i), cell, text, "one of the codes " + c.codes());
        case Label c -> {
          String expected =
              "a text of one of the classes " + c.classes().stream().map(LabelClass::name).toList();
          label = code(codebooks.get(i), cell, text, expected);
        }
        case Target c -> label = number(c.value(), cell, text);
        case Ignored _ -> {}
      }
    }
    return label;
  }

  private static int code(Map<String, Integer> book, CellReader cell, String text, String expected)
      throws SourceException {
    Integer code = book.get(text);
    if (code == null) {
      throw cell.fault(expected, CellReader.quote(text));
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
