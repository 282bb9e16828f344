package io.hallmark.provenance;

import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonBoolean;
import io.hallmark.document.JsonInteger;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Seeded mutations of documents that stay well-formed JSON: another value of the same kind, at the
/// edges above all, a value of another kind, a key or an element that is gone, doubled or new.
public final class JsonMutation {
  private static final long MOST = (1L << 53) - 1;
  private static final long[] NUMBERS = {
    0, 1, -1, 2, 7, 63, 64, 255, 1 << 16, (1L << 31) - 1, 1L << 31, 1L << 32, 1L << 40, MOST, -MOST
  };
  private static final List<String> TEXTS =
      List.of(
          "",
          "0",
          "-1",
          "1e9",
          "0.1",
          "99999999999999999999.5",
          "train",
          "released",
          "\u0000",
          "\u202e",
          "é",
          "a".repeat(300),
          "0".repeat(64),
          "f".repeat(64),
          "2027-01-31T12:00:00Z",
          "9999-99-99T99:99:99Z");

  private JsonMutation() {}

  /// A changed document.
  public static JsonValue of(SplittableRandom random, JsonValue value) {
    return switch (value) {
      case JsonObject o when !o.members().isEmpty() && random.nextInt(8) > 0 -> member(random, o);
      case JsonArray a when !a.values().isEmpty() && random.nextInt(6) > 0 -> element(random, a);
      case JsonInteger n when random.nextInt(6) > 0 -> new JsonInteger(number(random, n.value()));
      case JsonString s when random.nextInt(6) > 0 -> new JsonString(text(random, s.value()));
      default -> any(random);
    };
  }

  private static JsonValue member(SplittableRandom random, JsonObject o) {
    List<String> keys = List.copyOf(o.members().keySet());
    String key = keys.get(random.nextInt(keys.size()));
    JsonObject.Builder out = o.toBuilder();
    JsonValue value = o.find(key).orElseThrow();
    switch (random.nextInt(12)) {
      case 0 -> out.remove(key);
      case 1 -> out.put(key + "x", value);
      case 2 -> out.put(key, o.find(keys.get(random.nextInt(keys.size()))).orElseThrow());
      default -> out.put(key, of(random, value));
    }
    return out.build();
  }

  private static JsonValue element(SplittableRandom random, JsonArray a) {
    List<JsonValue> values = new ArrayList<>(a.values());
    int at = random.nextInt(values.size());
    switch (random.nextInt(6)) {
      case 0 -> values.remove(at);
      case 1 -> values.add(values.get(at));
      case 2 -> values.add(at, any(random));
      default -> values.set(at, of(random, values.get(at)));
    }
    return new JsonArray(values);
  }

  private static long number(SplittableRandom random, long value) {
    return random.nextInt(3) == 0
        ? Math.clamp(value + random.nextInt(-2, 3), -MOST, MOST)
        : NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private static String text(SplittableRandom random, String value) {
    if (value.isEmpty() || random.nextBoolean()) {
      return TEXTS.get(random.nextInt(TEXTS.size()));
    }
    int at = random.nextInt(value.length());
    return value.substring(0, at) + (char) random.nextInt(1, 128) + value.substring(at + 1);
  }

  private static JsonValue any(SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> new JsonInteger(NUMBERS[random.nextInt(NUMBERS.length)]);
      case 1 -> new JsonBoolean(random.nextBoolean());
      case 2 -> new JsonArray(List.of());
      case 3 -> JsonObject.builder().build();
      default -> new JsonString(TEXTS.get(random.nextInt(TEXTS.size())));
    };
  }
}
