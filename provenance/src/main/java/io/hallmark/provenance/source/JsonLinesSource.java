package io.hallmark.provenance.source;

import io.hallmark.document.Progress;
import io.hallmark.provenance.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// JSON Lines, plain or in gzip: one object per line, lines that end in LF or CRLF. A column is the
/// path to a value, its keys joined by `.` (a `.` or `\` inside a key stands behind a `\`).
///
/// The text of a cell: a string is its characters; a number its exact value in plain decimal
/// notation; true and false these words; null and a path that a record does not have are empty.
/// Columns are those that the caller names, else those of the first record in their order; the
/// order of keys in a record does not matter.
///
/// Refused with file, line, row and column: what is not JSON, a key twice, a path that is no
/// column, an array, an empty line, a number beyond 400 digits.
public final class JsonLinesSource extends TableSource {
  private static final int MOST_COLUMNS = 1 << 16;

  private final List<String> columns;

  JsonLinesSource(List<Path> files, List<String> columns) {
    super(files);
    this.columns = List.copyOf(columns);
  }

  /// The same files with every column that a record has, in the order in which they first come.
  JsonLinesSource discover() throws SourceException, IOException {
    Set<String> found = new LinkedHashSet<>();
    Set<String> missing = new LinkedHashSet<>();
    Tally tally = Tally.of(files(), Progress.QUIET);
    for (Path path : files()) {
      String file = SourceFiles.name(path);
      try (SourceBytes bytes = new SourceBytes(path, tally)) {
        Pass pass =
            new Pass(
                file,
                new CharStream(file, bytes),
                new Table((name, names) -> (row, line, cells) -> {}),
                List.of());
        pass.discover(found, missing);
      } catch (BrokenBytes e) {
        throw e.at(file, 0, -1, "");
      }
    }
    for (String name : found) {
      for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
        missing.remove(name.substring(0, dot)); // null here, an object elsewhere
      }
    }
    found.addAll(missing);
    return new JsonLinesSource(files(), List.copyOf(found));
  }

  @Override
  void read(Path path, Table table, Tally tally) throws SourceException, IOException {
    String file = SourceFiles.name(path);
    try (SourceBytes bytes = new SourceBytes(path, tally)) {
      new Pass(file, new CharStream(file, bytes), table, columns).run();
    } catch (BrokenBytes e) {
      throw e.at(file, 0, -1, "");
    }
  }

  /// One reading of one file.
  private static final class Pass {
    private final String file;
    private final CharStream text;
    private final Table table;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final StringBuilder buffer = new StringBuilder();
    private String[] cells = new String[0];
    private long line;

    Pass(String file, CharStream text, Table table, List<String> columns) {
      this.file = file;
      this.text = text;
      this.table = table;
      names.addAll(columns.isEmpty() ? table.names() : columns);
    }

    void run() throws SourceException, IOException {
      boolean isFirst = true;
      while (text.peek() != CharStream.END) {
        line = text.line();
        text.row(table.next());
        ForeignJson.Members record = record(line());
        if (isFirst) {
          isFirst = false;
          begin(record);
        }
        Arrays.fill(cells, "");
        fill("", record);
        table.row(line, Arrays.asList(cells.clone()));
      }
      if (isFirst) {
        throw new SourceException(file, 0, -1, "", "a record", "an empty file");
      }
    }

    /// Adds the paths of all records: those with a value, and those that were only null.
    void discover(Set<String> found, Set<String> missing) throws SourceException, IOException {
      while (text.peek() != CharStream.END) {
        line = text.line();
        discover("", record(line()), found, missing);
        if (found.size() > MOST_COLUMNS || missing.size() > MOST_COLUMNS) {
          throw fault("", "at most " + MOST_COLUMNS + " columns", "more");
        }
      }
    }

    private static void discover(
        String prefix, ForeignJson.Members object, Set<String> found, Set<String> missing) {
      object
          .members()
          .forEach((key, value) -> {
            String path = prefix + escaped(key);
            switch (value) {
              case ForeignJson.Members inner -> discover(path + ".", inner, found, missing);
              case ForeignJson.Null _ -> missing.add(path);
              default -> found.add(path);
            }
          });
    }

    private String line() throws SourceException, IOException {
      buffer.setLength(0);
      while (true) {
        int c = text.next();
        if (c == CharStream.END || c == '\n') {
          return buffer.toString();
        }
        if (c == '\r') {
          if (text.peek() != '\n') {
            throw fault("", "lines that end in LF or CRLF", "a lone carriage return");
          }
        } else {
          buffer.append((char) c);
        }
        if (buffer.length() > CsvText.MAX_RECORD) {
          throw fault("", "a row of at most " + CsvText.MAX_RECORD + " characters", "more");
        }
      }
    }

    private ForeignJson.Members record(String json) throws SourceException {
      if (json.isEmpty()) {
        throw fault("", "a JSON object", "an empty line");
      }
      try {
        if (JsonText.read(json) instanceof ForeignJson.Members members) {
          return members;
        }
      } catch (JsonText.Fault e) {
        throw fault("", e.expected(), e.found());
      }
      throw fault("", "a JSON object", json);
    }

    /// The columns, where nobody named them.
    private void begin(ForeignJson.Members record) throws SourceException {
      if (names.isEmpty()) {
        paths("", record);
      }
      for (String name : names) {
        places.put(name, places.size());
      }
      cells = new String[names.size()];
      table.header(file, 0, names);
    }

    private void paths(String prefix, ForeignJson.Members object) {
      object
          .members()
          .forEach((key, value) -> {
            if (value instanceof ForeignJson.Members inner) {
              paths(prefix + escaped(key) + ".", inner);
            } else {
              names.add(prefix + escaped(key));
            }
          });
    }

    private static String escaped(String key) {
      return key.indexOf('.') < 0 && key.indexOf('\\') < 0
          ? key
          : key.replace("\\", "\\\\").replace(".", "\\.");
    }

    private void fill(String prefix, ForeignJson.Members object) throws SourceException {
      for (Map.Entry<String, ForeignJson> member : object.members().entrySet()) {
        String path = prefix + escaped(member.getKey());
        if (member.getValue() instanceof ForeignJson.Members inner) {
          fill(path + ".", inner);
        } else {
          put(path, member.getValue());
        }
      }
    }

    private void put(String path, ForeignJson value) throws SourceException {
      Integer place = places.get(path);
      if (place == null) {
        boolean isMissing =
            value instanceof ForeignJson.Null
                && names.stream().anyMatch(name -> name.startsWith(path + "."));
        if (isMissing) {
          return;
        }
        throw fault(
            path,
            "only columns of the schema, or of the first record",
            "a key that is none of them");
      }
      cells[place] = cell(path, value);
    }

    private String cell(String path, ForeignJson value) throws SourceException {
      return switch (value) {
        case ForeignJson.Text t -> t.text();
        case ForeignJson.Truth t -> Boolean.toString(t.value());
        case ForeignJson.Null _ -> "";
        case ForeignJson.Numeral n -> {
          Optional<String> number = NumberText.of(n.literal());
          if (number.isEmpty()) {
            throw fault(path, "a number of at most 400 digits", n.literal());
          }
          yield number.get();
        }
        case ForeignJson.Array _, ForeignJson.Members _ ->
            throw fault(path, "a text, number, true, false, null or object", "an array");
      };
    }

    private SourceException fault(String column, String expected, String found) {
      return new SourceException(file, line, table.next(), column, expected, found);
    }
  }
}
