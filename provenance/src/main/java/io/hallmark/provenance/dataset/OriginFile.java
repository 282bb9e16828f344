package io.hallmark.provenance.dataset;

import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.source.ForeignJson;
import io.hallmark.provenance.source.JsonText;
import io.hallmark.provenance.source.SourceFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a file of metadata says about the origin of data, in the names of [OriginRecord]: Croissant
/// 1.0 or 1.1 (JSON-LD), a JSON object of the fields, or a CSV file of them.
///
/// It may leave fields open; whoever ingests asks for the mandatory ones, see [#toRecord].
///
/// @param fields text by field name
/// @param digests SHA-256 in hexadecimal by file name, of the files that the metadata describe
public record OriginFile(SortedMap<String, String> fields, Map<String, String> digests) {
  private static final int MOST = 1000;

  /// Copies the maps.
  public OriginFile {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
  }

  /// Reads a file of metadata.
  ///
  /// @param name its name, for messages
  /// @throws Malformed if it is none of the three, or says one thing twice
  public static OriginFile read(String name, byte[] bytes) throws Malformed {
    String text = utf8(name, bytes);
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (!plain.stripLeading().startsWith("{")) {
      return new OriginFile(OriginTable.fields(name, bytes), Map.of());
    }
    try {
      if (JsonText.read(plain) instanceof ForeignJson.Members document) {
        return Croissant.isOne(document)
            ? Croissant.read(name, document)
            : new OriginFile(flat(name, document), Map.of());
      }
    } catch (JsonText.Fault e) {
      throw new Malformed(name + ": " + e.getMessage());
    }
    throw new Malformed(name + ": no JSON object");
  }

  private static String utf8(String name, byte[] bytes) throws Malformed {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Malformed(name + ": not UTF-8");
    }
  }

  private static SortedMap<String, String> flat(String name, ForeignJson.Members document)
      throws Malformed {
    SortedMap<String, String> out = new TreeMap<>();
    for (Map.Entry<String, ForeignJson> member : document.members().entrySet()) {
      if (!(member.getValue() instanceof ForeignJson.Text text)) {
        throw new Malformed(name + ": \"" + member.getKey() + "\" is no text");
      }
      put(name, out, OriginTable.field(name, member.getKey()), text.text());
    }
    return out;
  }

  /// Adds a field, in one line; an empty text says nothing.
  static void put(String name, SortedMap<String, String> fields, String field, String text)
      throws Malformed {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (line.isEmpty()) {
      return;
    }
    String cut = line.length() > MOST ? line.substring(0, MOST - 1) + "\u2026" : line;
    if (fields.put(field, cut) != null) {
      throw new Malformed(name + ": \"" + field + "\" stands there twice");
    }
  }

  /// This and another file.
  ///
  /// @throws IllegalArgumentException if they say different things
  public OriginFile and(OriginFile other) {
    SortedMap<String, String> all = new TreeMap<>(fields);
    other.fields.forEach((field, text) -> {
      String before = all.put(field, text);
      if (before != null && !before.equals(text)) {
        throw new IllegalArgumentException(
            "two texts for \""
                + field
                + "\" of the origin: \""
                + before
                + "\" and \""
                + text
                + "\"");
      }
    });
    Map<String, String> files = new LinkedHashMap<>(digests);
    files.putAll(other.digests);
    return new OriginFile(all, files);
  }

  /// Compares the digest that the metadata state for a file of this name with that of the source.
  ///
  /// @throws SourceException if it is another one
  public void check(SourceFile source) throws SourceException {
    String stated = digests.get(source.name());
    if (stated != null && !stated.equals(source.sha256().hex())) {
      throw new SourceException(
          source.name(),
          0,
          -1,
          "",
          "the SHA-256 " + stated + " that its metadata state",
          source.sha256().hex());
    }
  }

  /// The record.
  ///
  /// @throws IllegalArgumentException naming every mandatory field that is missing
  public OriginRecord toRecord() {
    return new OriginRecord(fields);
  }
}
