package io.hallmark.provenance.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.certificate.Safetensors.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SafetensorsTest {
  private static Map<String, Tensor> model() {
    Map<String, Tensor> m = new LinkedHashMap<>();
    m.put("d1.weight", new Tensor(List.of(2, 3), new float[] {1, 2, 3, -4, 0.5f, 0}));
    m.put("d1.bias", new Tensor(List.of(2), new float[] {7, -0.25f}));
    return m;
  }

  private static byte[] file(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  @Test
  void roundTrip() throws Exception {
    assertEquals(model(), Safetensors.read(Safetensors.write(model())));
    assertEquals(0, ByteBuffer.wrap(Safetensors.write(model())).get(7));
  }

  @Test
  void aHeaderWrittenAgainInAnotherOrderStillReads() throws Exception {
    byte[] file =
        file(
            """
            {"b": {"shape":[1],"data_offsets":[4, 8],"dtype":"F32"},
             "__metadata__": {"tool":"other"},
             "a": {"dtype":"F32","shape":[],"data_offsets":[0,4]}}\
            """
                .strip(),
            8);
    assertEquals(List.of("a", "b"), List.copyOf(Safetensors.read(file).keySet()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,-8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"x\":1}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"__metadata__\":[]}",
        "[]",
        "{}",
        "{\"a\":1}",
        "{\"a\":null}",
        " {}"
      })
  void malformedHeaders(String header) {
    assertThrows(VerificationException.Malformed.class, () -> Safetensors.read(file(header, 8)));
  }

  @Test
  void anOversizedHeaderIsRefused() {
    byte[] file = new byte[64];
    for (long length :
        new long[] {-1, 57, 1, 0, Long.MAX_VALUE, Safetensors.MAX_HEADER_BYTES + 1L}) {
      ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      assertThrows(VerificationException.Malformed.class, () -> Safetensors.read(file));
    }
  }

  @Test
  void randomChangesNeverThrowAnythingElse() {
    SplittableRandom random = new SplittableRandom(7);
    byte[] file = Safetensors.write(model());
    int refused = 0;
    for (int i = 0; i < 4000; i++) {
      byte[] changed = java.util.Arrays.copyOf(file, random.nextInt(1, file.length + 9));
      for (int k = random.nextInt(0, 4); k > 0; k--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        Safetensors.read(changed);
      } catch (VerificationException.Malformed e) {
        refused++;
      }
    }
    assertTrue(refused > 2000 && refused < 4000);
  }
}
