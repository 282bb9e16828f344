package io.hallmark.provenance.report;

import io.hallmark.provenance.Documents;

/// HTML that grows element by element. Every text passes through [#text], which leaves nothing that
/// a browser could take for markup; tags and attribute names are this program's own.
final class Html {
  private final StringBuilder out = new StringBuilder();

  /// A text inside an element or a quoted attribute: markup is escaped, and so are characters that
  /// are not seen but change what is seen.
  static String text(String text) {
    StringBuilder out = new StringBuilder();
    Documents.printable(text)
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.appendCodePoint(c);
          }
        });
    return out.toString();
  }

  /// Appends markup of this program.
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /// Appends an element with a text.
  ///
  /// @param tag its name, with attributes if it has some
  Html element(String tag, String text) {
    int end = tag.indexOf(' ');
    out.append('<').append(tag).append('>').append(text(text));
    out.append("</").append(end < 0 ? tag : tag.substring(0, end)).append('>');
    return this;
  }

  /// A line feed, so that people can read the source.
  Html line() {
    out.append('\n');
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
