package io.hallmark.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
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

/// Files of the language-neutral test vectors at the root of the repository.
public final class Vectors {
  private Vectors() {}

  /// The bytes of a file, such as `example/run.bin`.
  public static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(Path.of("..", "vectors").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The value of a JSON file: a map, a list, a text, or an integer as the long with the same low
  /// 64 bits (an element of F).
  public static Object json(String name) {
    try (JsonParser parser =
        new JsonFactory().createParser(ObjectReadContext.empty(), bytes(name))) {
      return read(parser, parser.nextToken());
    }
  }

  /// A JSON file that holds an object.
  public static Map<?, ?> object(String name) {
    return (Map<?, ?>) json(name);
  }

  private static Object read(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> out = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          out.put(key, read(parser, parser.nextToken()));
        }
        yield out;
      }
      case START_ARRAY -> {
        List<Object> out = new ArrayList<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
          out.add(read(parser, t));
        }
        yield out;
      }
      case VALUE_NUMBER_INT -> new BigInteger(parser.getString()).longValue();
      case VALUE_STRING -> parser.getString();
      default -> throw new IllegalArgumentException("unexpected " + token);
    };
  }
}
