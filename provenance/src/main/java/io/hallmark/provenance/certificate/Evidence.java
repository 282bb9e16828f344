package io.hallmark.provenance.certificate;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.DatasetCertificate;
import io.hallmark.provenance.authority.DsseEnvelope;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where the digests of a verdict's lines are found: which member of the certificate has one, or
/// names it. It helps people to follow a line to what it rests on; **nothing is verified here**.
public final class Evidence {
  private static final int MAX_DEPTH = 16;

  private final Map<Digest, String> places = new LinkedHashMap<>();
  private final Map<Digest, String> named = new LinkedHashMap<>();

  private Evidence() {}

  /// The places of every digest in a container and in those that it contains.
  ///
  /// @return a sentence by digest
  public static Map<Digest, String> of(HallmarkBundle bundle) {
    Evidence out = new Evidence();
    out.read(bundle, "", 0);
    out.named.forEach(out.places::putIfAbsent);
    return Collections.unmodifiableMap(out.places);
  }

  private void read(HallmarkBundle bundle, String above, int depth) {
    for (String name : bundle.names()) {
      byte[] content = bundle.required(name);
      String member = above + name;
      places.putIfAbsent(Digests.sha256(content), "SHA-256 of " + member);
      if (name.endsWith(".hallmark") && depth < MAX_DEPTH) {
        container(content).ifPresent(inner -> read(inner, member + ": ", depth + 1));
      } else if (name.endsWith(".json")) {
        json(content).ifPresent(value -> document(value, member));
        envelope(content).ifPresent(envelope -> signed(envelope, member));
      }
    }
  }

  private static Optional<HallmarkBundle> container(byte[] content) {
    try {
      return Optional.of(HallmarkBundle.read(content));
    } catch (VerificationException.Malformed e) {
      return Optional.empty();
    }
  }

  private static Optional<JsonValue> json(byte[] content) {
    try {
      return Optional.of(CanonicalJson.read(content));
    } catch (DocumentException.Malformed e) {
      return Optional.empty();
    }
  }

  private static Optional<DsseEnvelope> envelope(byte[] content) {
    try {
      return Optional.of(DsseEnvelope.read(content));
    } catch (VerificationException.Malformed e) {
      return Optional.empty();
    }
  }

  /// An envelope: its payload by the digest by which events name a data set's certificate, and what
  /// the payload is and names.
  private void signed(DsseEnvelope envelope, String member) {
    places.putIfAbsent(DatasetCertificate.digest(envelope), "digest of the statement in " + member);
    json(envelope.payload()).ifPresent(value -> document(value, member));
  }

  private void document(JsonValue value, String member) {
    if (value instanceof JsonObject o) {
      tagged(o, member);
      if (o.members().get("predicate") instanceof JsonObject predicate) {
        tagged(predicate, member);
      }
    }
    names(value, member);
  }

  private void tagged(JsonObject document, String member) {
    if (document.members().get("type") instanceof JsonString type && isTag(type.value())) {
      places.putIfAbsent(Digests.document(document), "digest of " + member);
    }
  }

  private static boolean isTag(String type) {
    return !type.isEmpty() && type.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
  }

  /// Digests that a document names.
  private void names(JsonValue value, String member) {
    switch (value) {
      case JsonObject o -> o.members().values().forEach(v -> names(v, member));
      case JsonArray a -> a.values().forEach(v -> names(v, member));
      case JsonString s -> {
        if (Digest.isHex(s.value())) {
          named.putIfAbsent(Digest.parse(s.value()), "named in " + member);
        }
      }
      default -> {}
    }
  }
}
