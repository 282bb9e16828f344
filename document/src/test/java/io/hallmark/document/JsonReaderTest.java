package io.hallmark.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonReaderTest {
  @Test
  void everyKindIsRead() throws Exception {
    String text =
        "{\"s\":\"x\",\"i\":7,\"t\":true,\"d\":\"-0.25\",\"o\":{\"k\":1},\"l\":[{\"n\":2},{\"n\":3}],"
            + "\"ss\":[\"a\",\"b\"],\"is\":[1,2],\"h\":\""
            + "ab".repeat(32)
            + "\",\"big\":\"123456789012345678901\"}";
    long sum =
        JsonReader.whole(
            parse(text),
            r -> {
              assertEquals("x", r.oneOf("s", "y", "x"));
              assertEquals(Optional.empty(), r.optionalString("none"));
              assertEquals(true, r.truth("t"));
              assertEquals(Rational.of(-1, 4), r.decimal("d"));
              assertEquals(List.of("a", "b"), r.strings("ss"));
              assertEquals(List.of(1L, 2L), r.integers("is"));
              assertEquals("ab".repeat(32), r.digest("h").hex());
              assertEquals("123456789012345678901", r.bigInteger("big").toString());
              long n = r.integer("i", 0, 7) + r.object("o").integer("k");
              for (JsonReader element : r.objects("l")) {
                n += element.integer("n");
              }
              return n;
            });
    assertEquals(13, sum);
  }

  @Test
  void refusalsNameThePath() {
    assertRefused(
        "$.model[1].out: expected an integer, found \"3\"",
        "{\"model\":[{\"out\":1},{\"out\":\"3\"}]}",
        r -> r.objects("model").get(1).integer("out"));
    assertRefused("$: the key \"a\" is missing", "{\"b\":1}", r -> r.integer("a"));
    assertRefused(
        "$.b: unknown key; expected one of a, c",
        "{\"a\":1,\"b\":1}",
        r -> r.integer("a") + r.optionalInteger("c", 0, 1).orElse(0));
    assertRefused(
        "$.o.x: unknown key; expected one of k",
        "{\"o\":{\"k\":1,\"x\":2}}",
        r -> r.object("o").integer("k"));
    assertRefused(
        "$.a: expected an integer from 0 to 3, found 4", "{\"a\":4}", r -> r.integer("a", 0, 3));
    assertRefused("$.a: expected \"x\", found \"y\"", "{\"a\":\"y\"}", r -> r.oneOf("a", "x"));
    assertRefused(
        "$.a: expected one of \"x\", \"z\", found \"y\"",
        "{\"a\":\"y\"}",
        r -> r.oneOf("a", "x", "z"));
    assertRefused("$.a: expected an object, found an array", "{\"a\":[]}", r -> r.object("a"));
    assertRefused("$.a: expected an array, found true", "{\"a\":true}", r -> r.array("a"));
    assertRefused(
        "$.a: expected a decimal such as \"0.1\", found \"1e3\"",
        "{\"a\":\"1e3\"}",
        r -> r.decimal("a"));
    assertRefused("$: expected an object, found an array", "[]", r -> 0);
    assertRefused("$.a: expected true or false, found 1", "{\"a\":1}", r -> r.truth("a"));
  }

  private static void assertRefused(String message, String text, JsonReader.Parser<?> parser) {
    DocumentException.Malformed refusal =
        assertThrows(
            DocumentException.Malformed.class, () -> JsonReader.whole(parse(text), parser));
    assertEquals(message, refusal.getMessage());
  }

  private static JsonValue parse(String text) throws DocumentException.Malformed {
    return CanonicalJson.readLenient(text.getBytes(StandardCharsets.UTF_8));
  }
}
