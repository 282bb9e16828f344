package io.hallmark.proof.relation;

import io.hallmark.proof.ProofException.Rejected;
import io.hallmark.proof.Vectors;
import io.hallmark.proof.commitment.TableDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The run of two parts of the published vectors, with every kind of column and constraint.
public final class ExampleRun {
  private ExampleRun() {}

  /// Its run bytes.
  public static byte[] bytes() {
    return Vectors.bytes("example/run.bin");
  }

  /// The tables behind its digests.
  public static Map<String, byte[]> tables() {
    Map<String, byte[]> out = new LinkedHashMap<>();
    Vectors.object("example/tables.json")
        .forEach((digest, entries) -> {
          List<?> values = (List<?>) entries;
          byte[] encoded = new byte[values.size() * Long.BYTES];
          for (int i = 0; i < values.size(); i++) {
            TableDigest.put(encoded, i * Long.BYTES, (Long) values.get(i));
          }
          out.put((String) digest, encoded);
        });
    return out;
  }

  /// The run.
  public static Run run() {
    try {
      return RunReader.read(bytes(), tables());
    } catch (Rejected e) {
      throw new AssertionError(e);
    }
  }
}
