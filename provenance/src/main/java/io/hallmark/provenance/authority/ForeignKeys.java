package io.hallmark.provenance.authority;

import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.provenance.VerificationException.Malformed;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Whom the holder of a trust file believes in the formats of others: roots of timestamp
/// authorities, and keys that sign the files of models. Believing one of them attests nothing about
/// data.
///
/// @param timestampRoots X.509 certificates to which those of timestamp authorities lead
/// @param modelKeys elliptic-curve keys of `model.sig` files
public record ForeignKeys(List<X509Certificate> timestampRoots, List<PublicKey> modelKeys) {
  /// Nobody is believed.
  public static final ForeignKeys NONE = new ForeignKeys(List.of(), List.of());

  private static final String ROOTS = "timestamp_roots";
  private static final String MODEL_KEYS = "model_keys";

  /// Copies the lists.
  public ForeignKeys {
    timestampRoots = List.copyOf(timestampRoots);
    modelKeys = List.copyOf(modelKeys);
  }

  /// These and others, each once.
  public ForeignKeys with(ForeignKeys more) {
    List<X509Certificate> roots = new ArrayList<>(timestampRoots);
    more.timestampRoots.stream().filter(r -> !roots.contains(r)).forEach(roots::add);
    List<PublicKey> keys = new ArrayList<>(modelKeys);
    more.modelKeys.stream().filter(k -> !keys.contains(k)).forEach(keys::add);
    return new ForeignKeys(roots, keys);
  }

  /// Reads an X.509 certificate, DER or PEM.
  ///
  /// @throws Malformed if it is none
  public static X509Certificate certificate(byte[] bytes) throws Malformed {
    try {
      Certificate read =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(bytes));
      if (read instanceof X509Certificate c) {
        return c;
      }
    } catch (GeneralSecurityException e) {
      throw new Malformed("not an X.509 certificate");
    }
    throw new Malformed("not an X.509 certificate");
  }

  static ForeignKeys read(JsonReader in) throws DocumentException.Malformed {
    List<X509Certificate> roots = new ArrayList<>();
    for (String text : in.has(ROOTS) ? in.strings(ROOTS) : List.<String>of()) {
      try {
        roots.add(certificate(Base64.getDecoder().decode(text)));
      } catch (Malformed | IllegalArgumentException e) {
        throw in.mismatch(ROOTS, "X.509 certificates, DER in base64");
      }
    }
    List<PublicKey> keys = new ArrayList<>();
    for (String text : in.has(MODEL_KEYS) ? in.strings(MODEL_KEYS) : List.<String>of()) {
      try {
        keys.add(
            KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text))));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        throw in.mismatch(MODEL_KEYS, "elliptic-curve keys, SPKI in base64");
      }
    }
    return new ForeignKeys(roots, keys);
  }

  void write(JsonObject.Builder out) {
    if (!timestampRoots.isEmpty()) {
      out.put(ROOTS, JsonArray.ofStrings(timestampRoots.stream().map(ForeignKeys::der).toList()));
    }
    if (!modelKeys.isEmpty()) {
      out.put(
          MODEL_KEYS,
          JsonArray.ofStrings(
              modelKeys.stream()
                  .map(k -> Base64.getEncoder().encodeToString(k.getEncoded()))
                  .toList()));
    }
  }

  private static String der(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("it was read from an encoding", e);
    }
  }
}
