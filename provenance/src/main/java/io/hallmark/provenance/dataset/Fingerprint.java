package io.hallmark.provenance.dataset;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.JsonArray;
import io.hallmark.provenance.VerificationException.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Fingerprints of works and keyed digests of identifiers, as 60-bit integers.
///
/// A fingerprint is the first 60 hexadecimal digits of a SHA-256, in four limbs of 15 digits. The
/// variant `file` hashes the file and nothing else, so that anybody can compute it with
/// `sha256sum`; the others hash `"hallmark/fingerprint/v1" 0x00 lp(variant) lp(bytes)`, `lp` a
/// length of 8 bytes and the bytes. A fingerprint of an exact variant says nothing about excerpts
/// or near-duplicates.
public final class Fingerprint {
  private static final int DIGITS = 60;
  private static final int LIMB_DIGITS = 15;
  private static final String TAG = "hallmark/fingerprint/v1\0";
  private static final String SUBJECT = "hallmark/subject/v1\0";

  private Fingerprint() {}

  /// What is hashed.
  public enum Variant {
    /// The file.
    FILE("file"),
    /// The canonical JSON array of the texts of a record's cells.
    RECORD("record"),
    /// Height, width, channels (4 bytes each) and 8-bit samples of a picture.
    PIXELS("pixels"),
    /// UTF-8 text without byte-order mark, line ends as LF, in NFC.
    TEXT("text"),
    /// As text, in lower case, runs of white space as one space, trimmed.
    TEXT_FOLDED("text-folded");

    private final String word;

    Variant(String word) {
      this.word = word;
    }

    /// The word of documents.
    public String word() {
      return word;
    }

    /// The variant of a word.
    public static Optional<Variant> of(String word) {
      return Arrays.stream(values()).filter(v -> v.word.equals(word)).findFirst();
    }
  }

  /// Whether a text is a fingerprint.
  public static boolean isFingerprint(String text) {
    return text.matches("[0-9a-f]{" + DIGITS + "}");
  }

  /// The limbs of a fingerprint or of an identifier's digest.
  ///
  /// @param digits 60 or 15 lower-case hexadecimal digits
  public static long[] limbs(String digits) {
    long[] out = new long[digits.length() / LIMB_DIGITS];
    for (int k = 0; k < out.length; k++) {
      int from = k * LIMB_DIGITS;
      out[k] = HexFormat.fromHexDigitsToLong(digits, from, from + LIMB_DIGITS);
    }
    return out;
  }

  /// The digits of limbs.
  public static String digits(long[] limbs) {
    StringBuilder out = new StringBuilder();
    for (long limb : limbs) {
      out.append(HexFormat.of().toHexDigits(limb, LIMB_DIGITS));
    }
    return out.toString();
  }

  /// The fingerprint of the bytes of a file.
  public static long[] ofFile(byte[] bytes) {
    return cut(Digests.sha256(bytes).hex());
  }

  /// The fingerprint of a file whose SHA-256 is known.
  public static long[] ofSha256(String hex) {
    return cut(hex);
  }

  /// The fingerprint of a record.
  ///
  /// @param cells texts of its cells, in the order of the source's columns
  public static long[] ofRecord(List<String> cells) {
    return tagged(Variant.RECORD, CanonicalJson.write(JsonArray.ofStrings(cells)));
  }

  /// The fingerprint of a picture.
  ///
  /// @param samples 8-bit samples, row by row, channels of a pixel side by side
  public static long[] ofPixels(int height, int width, int channels, byte[] samples) {
    ByteBuffer out = ByteBuffer.allocate(12 + samples.length);
    out.putInt(height).putInt(width).putInt(channels).put(samples);
    return tagged(Variant.PIXELS, out.array());
  }

  /// The fingerprint of a text.
  ///
  /// @param bytes UTF-8
  /// @throws Malformed if the bytes are not UTF-8, or a code point is unassigned
  public static long[] ofText(byte[] bytes, boolean folded) throws Malformed {
    String text = normal(decode(bytes));
    return tagged(
        folded ? Variant.TEXT_FOLDED : Variant.TEXT,
        (folded ? fold(text) : text).getBytes(StandardCharsets.UTF_8));
  }

  /// The text that the variant `text-folded` hashes.
  ///
  /// @throws Malformed if a code point is unassigned
  static String folded(String text) throws Malformed {
    return fold(normal(text));
  }

  private static String normal(String given) throws Malformed {
    OptionalInt unassigned = given.codePoints().filter(c -> !Unicode15.isAssigned(c)).findFirst();
    if (unassigned.isPresent()) {
      throw new Malformed(
          "text: U+%04X is not assigned in Unicode 15.0".formatted(unassigned.getAsInt()));
    }
    String text = given.startsWith("\uFEFF") ? given.substring(1) : given;
    return Normalizer.normalize(
        text.replace("\r\n", "\n").replace('\r', '\n'), Normalizer.Form.NFC);
  }

  private static String fold(String text) {
    String lower = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    return trim(lower.replaceAll(WHITE, " "));
  }

  /// The property White_Space.
  private static final String WHITE =
      "[\\u0009-\\u000D\\u0020\\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]+";

  private static String trim(String text) {
    String out = text.startsWith(" ") ? text.substring(1) : text;
    return out.endsWith(" ") ? out.substring(0, out.length() - 1) : out;
  }

  private static String decode(byte[] bytes) throws Malformed {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("text: not UTF-8");
    }
  }

  /// The keyed digest of a personal identifier, of one limb.
  ///
  /// @param key the key that the registry and the owners share
  /// @param namespace what kind of identifier it is
  /// @param identifier the identifier
  public static long[] ofSubject(byte[] key, String namespace, String identifier) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(SUBJECT.getBytes(StandardCharsets.UTF_8));
      mac.update(Digests.lp(namespace));
      mac.update(Digests.lp(Normalizer.normalize(identifier, Normalizer.Form.NFC)));
      return limbs(HexFormat.of().formatHex(mac.doFinal()).substring(0, LIMB_DIGITS));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The check value of a key of identifiers: schemas and lists name it, so that digests under
  /// another key are not taken for theirs.
  public static Digest keyCheck(byte[] key) {
    return Digests.tagged("hallmark/subject-key/v1", key);
  }

  private static long[] tagged(Variant variant, byte[] bytes) {
    return cut(
        Digests.sha256(
                TAG.getBytes(StandardCharsets.UTF_8), Digests.lp(variant.word()), Digests.lp(bytes))
            .hex());
  }

  private static long[] cut(String hex) {
    return limbs(hex.substring(0, DIGITS));
  }
}
