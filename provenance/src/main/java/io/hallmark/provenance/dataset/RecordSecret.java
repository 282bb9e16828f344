package io.hallmark.provenance.dataset;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret behind the salts of the records, independent of every commitment:
///
/// ```text
/// part secret = HMAC-SHA-256(record secret, "hallmark/record/v1" 00 lp(part name))
/// record      = SHA-256(canonical JSON array of the cell texts)
/// salt_i      = HMAC-SHA-256(part secret, u64be(i) || record),   i = row number in the source
/// leaf data   = salt_i || record
/// ```
///
/// Without the secret, a leaf tells nothing about its record, however few records are possible. One
/// salt opened reveals one record and nothing else.
public final class RecordSecret {
  /// Length in bytes.
  public static final int BYTES = 32;

  private static final byte[] TAG = "hallmark/record/v1".getBytes(StandardCharsets.US_ASCII);

  private final byte[] secret;

  private RecordSecret(byte[] secret) {
    this.secret = secret;
  }

  /// A secret of these 32 bytes.
  ///
  /// @throws IllegalArgumentException if there are not exactly 32
  public static RecordSecret of(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalArgumentException("a record secret has 32 bytes");
    }
    return new RecordSecret(secret.clone());
  }

  /// A fresh secret.
  public static RecordSecret generate() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return new RecordSecret(secret);
  }

  /// The bytes as hex, for the private folder only.
  String hexOfSecret() {
    return HexFormat.of().formatHex(secret);
  }

  /// The salts of one part.
  Salts part(String name) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(TAG);
    message.write(0);
    message.writeBytes(Digests.lp(name));
    return new Salts(mac(secret).doFinal(message.toByteArray()));
  }

  /// SHA-256 of a record: all cells of the row in source order.
  public static Digest record(List<String> cells) {
    return Digests.sha256(CanonicalJson.writeStrings(cells));
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /// The salts of one part; not for several threads.
  static final class Salts {
    private final Mac mac;

    private Salts(byte[] partSecret) {
      this.mac = mac(partSecret);
    }

    /// RFC 6962 leaf hash of the record in a row of the source: SHA-256(00 || salt || record).
    byte[] leaf(long row, Digest record) {
      return RecordTree.leaf(salt(row, record), record);
    }

    /// The salt of the record: it reveals this record, and no other.
    Digest salt(long row, Digest record) {
      mac.update(Digests.u64be(row));
      return Digest.of(mac.doFinal(record.bytes()));
    }
  }
}
