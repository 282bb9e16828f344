package io.hallmark.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CanonicalJsonTest {
  /// RFC 8785 section 3.2.3: the published example of sorted keys.
  @Test
  void keysAreSortedByUtf16CodeUnits() throws Exception {
    String input =
        """
        {
          "\\u20ac": "Euro Sign",
          "\\r": "Carriage Return",
          "\\ufb33": "Hebrew Letter Dalet With Dagesh",
          "1": "One",
          "\\ud83d\\ude00": "Emoji: Grinning Face",
          "\\u0080": "Control",
          "\\u00f6": "Latin Small Letter O With Diaeresis"
        }
        """;
    JsonObject object = (JsonObject) CanonicalJson.readLenient(utf8(input));
    assertEquals(
        List.of(
            "Carriage Return",
            "One",
            "Control",
            "Latin Small Letter O With Diaeresis",
            "Euro Sign",
            "Emoji: Grinning Face",
            "Hebrew Letter Dalet With Dagesh"),
        object.members().values().stream().map(v -> ((JsonString) v).value()).toList());
    assertArrayEquals(
        CanonicalJson.write(object),
        CanonicalJson.write(CanonicalJson.read(CanonicalJson.write(object))));
  }

  /// RFC 8785 section 3.2.2: the published string and its bytes.
  @Test
  void stringsAreEscapedAsPublished() throws Exception {
    String input = "{\"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"}";
    String expected = "{\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
    assertEquals(expected, canonical(input));
  }

  @Test
  void everyControlCharacterHasItsShortestEscape() throws Exception {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 0x20; c++) {
      all.append(c);
    }
    byte[] bytes = CanonicalJson.write(new JsonString(all.append('\u007f').toString()));
    String expected =
        "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e"
            + "\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a"
            + "\\u001b\\u001c\\u001d\\u001e\\u001f\u007f\"";
    assertEquals(expected, new String(bytes, StandardCharsets.UTF_8));
    assertEquals(new JsonString(all.toString()), CanonicalJson.read(bytes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"a\":1,\"a\":2}|line 1, column 8: duplicate key \"a\"",
        "{\"a\":1,\"\\u0061\":2}|line 1, column 8: duplicate key \"a\"",
        "[01]|line 1, column 2: numbers are integers",
        "[-0]|line 1, column 2: numbers are integers",
        "[-]|line 1, column 2: numbers are integers",
        "[1.0]|line 1, column 2: numbers are integers",
        "[1e2]|line 1, column 2: numbers are integers",
        "[9007199254740992]|line 1, column 2: an integer of 2^53",
        "[-99999999999999999999999]|line 1, column 2: an integer of 2^53",
        "[null]|line 1, column 2: expected an object",
        "[tru]|line 1, column 2: expected true",
        "[\"\\ud800\"]|line 1, column 2: a surrogate without",
        "[\"\\udc00\\ud800\"]|line 1, column 2: a surrogate without",
        "[\"\\ud800x\"]|line 1, column 2: a surrogate without",
        "[\"\\u12g4\"]|line 1, column 7: expected four hexadecimal",
        "[\"\\x\"]|line 1, column 4: unknown escape",
        "[\"abc|line 1, column 2: a string without its closing quote",
        "[\"abc\\|line 1, column 7: unknown escape",
        "[1 2]|line 1, column 4: expected ',', found '2'",
        "{1:2}|line 1, column 2: expected a key in quotes, found '1'",
        "{\"a\" 2}|line 1, column 6: expected ':', found '2'",
        "[1,]|line 1, column 4: expected an object",
        "[1]x|line 1, column 4: something follows",
        "[|line 1, column 2: the document ends",
        "[+1]|line 1, column 2: expected an object",
        "[NaN]|line 1, column 2: expected an object",
      })
  void isRefusedWithItsPlace(String input, String message) {
    DocumentException.Malformed refusal =
        assertThrows(
            DocumentException.Malformed.class, () -> CanonicalJson.readLenient(utf8(input)));
    assertTrue(
        String.valueOf(refusal.getMessage()).startsWith(message), () -> "" + refusal.getMessage());
  }

  @Test
  void placesCountLines() {
    assertPlace("line 3, column 8", utf8("{\n  \"a\": 1,\n  \"b\": 1.5\n}"));
    assertPlace("byte 2", new byte[] {'[', '"', (byte) 0xff, '"', ']'});
    assertPlace("byte 1", new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'});
    assertPlace("line 1, column 1", utf8("\ufeff{}"));
    assertPlace("line 1, column 3", utf8("[\"\n\"]"));
    assertPlace("line 1, column 1", new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " {}",
        "{} ",
        "{\"b\":1,\"a\":2}",
        "[ 1]",
        "\"\\/\"",
        "\"\\u0041\"",
        "\"\\u001F\""
      })
  void onlyTheCanonicalFormIsRead(String lenient) throws Exception {
    CanonicalJson.readLenient(utf8(lenient));
    assertThrows(DocumentException.Malformed.class, () -> CanonicalJson.read(utf8(lenient)));
  }

  @Test
  void limitsHold() throws Exception {
    var limits = new CanonicalJson.Limits(100, 3, 10);
    CanonicalJson.read(utf8("[[[1]]]"), limits);
    assertThrows(
        DocumentException.Malformed.class, () -> CanonicalJson.read(utf8("[[[[1]]]]"), limits));
    CanonicalJson.read(utf8("[1,1,1,1,1,1,1,1,1]"), limits);
    assertThrows(
        DocumentException.Malformed.class,
        () -> CanonicalJson.read(utf8("[1,1,1,1,1,1,1,1,1,1]"), limits));
    CanonicalJson.read(utf8("\"" + "x".repeat(98) + "\""), limits);
    assertThrows(
        DocumentException.Malformed.class,
        () -> CanonicalJson.read(utf8("\"" + "x".repeat(99) + "\""), limits));
    byte[] deep = utf8("[".repeat(1 << 20));
    assertThrows(DocumentException.Malformed.class, () -> CanonicalJson.readLenient(deep));
  }

  @Test
  void integersReachToTheLimit() throws Exception {
    assertEquals(
        "[9007199254740991,-9007199254740991,0]",
        canonical("[9007199254740991 , -9007199254740991,0]"));
    assertThrows(IllegalArgumentException.class, () -> new JsonInteger(1L << 53));
    assertThrows(IllegalArgumentException.class, () -> new JsonString("\ud800"));
    assertThrows(
        IllegalArgumentException.class, () -> JsonObject.builder().put("\udfff", 1).build());
  }

  /// Whatever parses re-encodes to the same bytes, and nothing else than Malformed is ever thrown.
  @Test
  void mutationsAreRefusedOrCanonical() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    int accepted = 0;
    for (int round = 0; round < 40_000; round++) {
      byte[] bytes = mutate(CanonicalJson.write(randomValue(random, 4)), random);
      try {
        assertArrayEquals(bytes, CanonicalJson.write(CanonicalJson.read(bytes)));
        accepted++;
      } catch (DocumentException.Malformed e) {
        assertTrue(String.valueOf(e.getMessage()).contains(": "));
      }
      try {
        JsonValue value = CanonicalJson.readLenient(bytes);
        assertEquals(value, CanonicalJson.read(CanonicalJson.write(value)));
        assertEquals(value, CanonicalJson.readLenient(CanonicalJson.writeIndented(value)));
      } catch (DocumentException.Malformed e) {
        assertTrue(String.valueOf(e.getMessage()).contains(": "));
      }
    }
    assertTrue(accepted > 2_000, "the mutations must leave enough that is accepted: " + accepted);
  }

  private static byte[] mutate(byte[] bytes, SplittableRandom random) {
    String alphabet = "{}[]\",:0123456789-\\u abtrue\ud83d\ude00é\u0000\ufeff.eE";
    byte[] symbols = utf8(alphabet);
    byte[] result = bytes.clone();
    for (int k = random.nextInt(3); k > 0 && result.length > 0; k--) {
      int at = random.nextInt(result.length);
      switch (random.nextInt(4)) {
        case 0 -> result[at] = symbols[random.nextInt(symbols.length)];
        case 1 -> result[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> result = splice(result, at, new byte[0], 1);
        default ->
            result = splice(result, at, new byte[] {symbols[random.nextInt(symbols.length)]}, 0);
      }
    }
    return result;
  }

  private static byte[] splice(byte[] bytes, int at, byte[] insert, int remove) {
    byte[] result = new byte[bytes.length + insert.length - remove];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(insert, 0, result, at, insert.length);
    System.arraycopy(bytes, at + remove, result, at + insert.length, bytes.length - at - remove);
    return result;
  }

  private static JsonValue randomValue(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> new JsonInteger(random.nextLong(-(1L << 53) + 1, 1L << 53) >> random.nextInt(53));
      case 1 -> new JsonBoolean(random.nextBoolean());
      case 2, 3 -> new JsonString(randomText(random));
      case 4 -> {
        List<JsonValue> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          values.add(randomValue(random, depth - 1));
        }
        yield new JsonArray(values);
      }
      default -> {
        JsonObject.Builder builder = JsonObject.builder();
        for (int i = random.nextInt(4); i > 0; i--) {
          builder.put(randomText(random), randomValue(random, depth - 1));
        }
        yield builder.build();
      }
    };
  }

  private static String randomText(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      int bits = 5 + random.nextInt(16);
      int codePoint = random.nextInt(Math.min(1 << bits, 0x110000));
      text.appendCodePoint(codePoint >= 0xd800 && codePoint < 0xe000 ? 'x' : codePoint);
    }
    return text.toString();
  }

  private static String canonical(String lenient) throws DocumentException.Malformed {
    return new String(
        CanonicalJson.write(CanonicalJson.readLenient(utf8(lenient))), StandardCharsets.UTF_8);
  }

  private static void assertPlace(String place, byte[] bytes) {
    DocumentException.Malformed refusal =
        assertThrows(DocumentException.Malformed.class, () -> CanonicalJson.readLenient(bytes));
    assertTrue(
        String.valueOf(refusal.getMessage()).startsWith(place + ": "),
        () -> "" + refusal.getMessage());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
