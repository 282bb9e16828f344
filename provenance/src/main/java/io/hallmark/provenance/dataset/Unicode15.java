package io.hallmark.provenance.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/// The code points that Unicode 15.0 assigns. Texts with others are refused, whatever the platform
/// knows: case and normal form of an unassigned code point may change with the next version.
final class Unicode15 {
  private static final String RESOURCE = "unicode-15.0.txt";

  private Unicode15() {}

  /// Whether the code point is assigned.
  static boolean isAssigned(int codePoint) {
    return Assigned.SET.get(codePoint);
  }

  private static final class Assigned {
    static final BitSet SET = read();

    private static BitSet read() {
      BitSet out = new BitSet();
      try (InputStream in = Unicode15.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException("no resource " + RESOURCE);
        }
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          int dash = line.indexOf('-');
          if (!line.startsWith("#") && dash > 0) {
            int from = Integer.parseInt(line.substring(0, dash), 16);
            out.set(from, Integer.parseInt(line.substring(dash + 1), 16) + 1);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return out;
    }
  }
}
