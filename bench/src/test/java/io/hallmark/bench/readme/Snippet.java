package io.hallmark.bench.readme;

import java.util.ArrayList;
import java.util.List;

/// A fenced block of a Markdown file with the comment line before it.
///
/// @param marker text of the comment, for example `snippet: demo`; empty if there is none
/// @param language word after the fence
/// @param text lines inside
/// @param line number of the fence, from 1
record Snippet(String marker, String language, List<String> text, int line) {
  static List<Snippet> of(List<String> lines) {
    List<Snippet> snippets = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith("```")) {
        continue;
      }
      String before = i == 0 ? "" : lines.get(i - 1).strip();
      String marker =
          before.startsWith("<!--") && before.endsWith("-->")
              ? before.substring(4, before.length() - 3).strip()
              : "";
      String language = lines.get(i).substring(3).strip();
      int fence = i + 1;
      List<String> text = new ArrayList<>();
      for (i++; i < lines.size() && !lines.get(i).startsWith("```"); i++) {
        text.add(lines.get(i));
      }
      snippets.add(new Snippet(marker, language, List.copyOf(text), fence));
    }
    return snippets;
  }

  String joined() {
    return String.join("\n", text);
  }
}
