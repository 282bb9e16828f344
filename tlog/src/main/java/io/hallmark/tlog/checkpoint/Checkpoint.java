package io.hallmark.tlog.checkpoint;

import io.hallmark.tlog.LogException;
import io.hallmark.tlog.merkle.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The head of a log (c2sp.org/tlog-checkpoint): three lines, origin, tree size and root, and
/// extension lines, which this implementation keeps but never writes.
///
/// @param origin name of the log
/// @param size number of entries
/// @param root root of the tree
/// @param extensions further lines
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
  private static final int MAX_LINES = 32;

  /// @throws IllegalArgumentException if the origin is not one line of 1 to 255 bytes, the size is
  ///   negative, or an extension line is empty
  public Checkpoint {
    extensions = List.copyOf(extensions);
    int length = origin.getBytes(StandardCharsets.UTF_8).length;
    if (length < 1 || length > 255 || origin.contains("\n") || size < 0) {
      throw new IllegalArgumentException("not a checkpoint");
    }
    if (extensions.stream().anyMatch(x -> x.isEmpty() || x.contains("\n"))) {
      throw new IllegalArgumentException("not an extension line");
    }
  }

  /// A checkpoint without extension lines.
  public Checkpoint(String origin, long size, Hash root) {
    this(origin, size, root, List.of());
  }

  /// Reads the text of a note.
  ///
  /// @throws LogException.Malformed if it is no checkpoint
  public static Checkpoint parse(String text) throws LogException.Malformed {
    if (!text.endsWith("\n")) {
      throw new LogException.Malformed("checkpoint: no last newline");
    }
    String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
    if (lines.length < 3 || lines.length > MAX_LINES) {
      throw new LogException.Malformed("checkpoint: " + lines.length + " lines");
    }
    List<String> extensions = new ArrayList<>();
    for (int i = 3; i < lines.length; i++) {
      extensions.add(lines[i]);
    }
    try {
      return new Checkpoint(lines[0], decimal(lines[1]), Hash.parse(lines[2]), extensions);
    } catch (IllegalArgumentException e) {
      throw new LogException.Malformed("checkpoint: an empty line, or a line that is too long");
    }
  }

  /// A number from 0 to 2^63 − 1 in decimal, without leading zeroes.
  ///
  /// @throws LogException.Malformed if the text is anything else
  public static long decimal(String text) throws LogException.Malformed {
    if (text.matches("0|[1-9][0-9]{0,18}")) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new LogException.Malformed("a number of 2^63 or more");
      }
    }
    throw new LogException.Malformed("not a decimal number without leading zeroes");
  }

  /// The text of the note.
  public String text() {
    StringBuilder out = new StringBuilder();
    out.append(origin).append('\n').append(size).append('\n').append(root.base64()).append('\n');
    extensions.forEach(x -> out.append(x).append('\n'));
    return out.toString();
  }
}
