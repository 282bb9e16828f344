package io.hallmark.algebra;

import io.hallmark.algebra.field.Ext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A cursor on the language-neutral test vectors at the root of the repository.
public final class Vectors {
  private final Object value;

  private Vectors(Object value) {
    this.value = value;
  }

  /// The vectors of the proof system.
  public static Vectors proofSystem() {
    Path file = Path.of("..", "vectors", "proof-system.json");
    try (JsonParser parser =
        new JsonFactory().createParser(ObjectReadContext.empty(), Files.readString(file))) {
      return new Vectors(read(parser, parser.nextToken()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Member `key` of an object.
  public Vectors at(String key) {
    Object member = ((Map<?, ?>) value).get(key);
    if (member == null) {
      throw new IllegalArgumentException("no member " + key);
    }
    return new Vectors(member);
  }

  /// The items of an array.
  public List<Vectors> items() {
    return ((List<?>) value).stream().map(Vectors::new).toList();
  }

  /// A plain number.
  public long number() {
    return (Long) value;
  }

  /// An element of F.
  public long element() {
    return Long.parseUnsignedLong((String) value);
  }

  /// An array of elements of F.
  public long[] elements() {
    return items().stream().mapToLong(Vectors::element).toArray();
  }

  /// A pair as an element of E.
  public Ext ext() {
    long[] pair = elements();
    return new Ext(pair[0], pair[1]);
  }

  /// An array of elements of F as a point of E.
  public Ext[] point() {
    return items().stream().map(v -> Ext.of(v.element())).toArray(Ext[]::new);
  }

  private static Object read(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          members.put(key, read(parser, parser.nextToken()));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
          items.add(read(parser, t));
        }
        yield items;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      default -> throw new IllegalArgumentException("unexpected " + token);
    };
  }
}
