package io.hallmark.provenance.sigstore;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A Sigstore bundle v0.3 (github.com/sigstore/protobuf-specs) around a DSSE envelope that a mere
/// key signed: the hint says which, and whoever verifies has the key from elsewhere. There is no
/// certificate and no entry of a public log; timestamps by RFC 3161 may be there, over the bytes of
/// the envelope's one signature.
///
/// The file is canonical JSON and follows from its arguments: whoever has them can compare.
public final class SigstoreBundle {
  /// The value of `mediaType`.
  public static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

  private SigstoreBundle() {}

  /// The bytes of the file.
  ///
  /// @param hint which key signed, in the words of the one who verifies
  /// @param envelope a DSSE envelope with one signature
  /// @param timestamps RFC 3161 responses in DER, over the raw signature
  public static byte[] write(String hint, JsonObject envelope, List<byte[]> timestamps) {
    JsonObject.Builder material =
        JsonObject.builder()
            .put("publicKey", JsonObject.builder().put("hint", hint).build())
            .put("tlogEntries", new JsonArray(List.of()));
    if (!timestamps.isEmpty()) {
      List<JsonValue> entries = new ArrayList<>();
      for (byte[] der : timestamps) {
        entries.add(
            JsonObject.builder()
                .put("signedTimestamp", Base64.getEncoder().encodeToString(der))
                .build());
      }
      material.put(
          "timestampVerificationData",
          JsonObject.builder().put("rfc3161Timestamps", new JsonArray(entries)).build());
    }
    return CanonicalJson.write(
        JsonObject.builder()
            .put("mediaType", MEDIA_TYPE)
            .put("verificationMaterial", material.build())
            .put("dsseEnvelope", envelope)
            .build());
  }
}
