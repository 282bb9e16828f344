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
        try {
          read(HallmarkBundle.read(content), member + ": ", depth + 1);
        } catch (VerificationException.Malformed e) {
          continue; // no container: its digest is all that there is
        }
      } else if (name.endsWith(".json")) {
        document(content, member);
      }
    }
  }

  private void document(byte[] content, String member) {
    JsonValue value;
    try {
      value = CanonicalJson.read(content);
    } catch (DocumentException.Malformed e) {
      return;
    }
    tagged(value, member);
    names(value, member);
    try {
      DsseEnvelope envelope = DsseEnvelope.read(content);
      places.putIfAbsent(
          DatasetCertificate.digest(envelope), "digest of the statement in " + member);
      JsonObject predicate = envelope.statement().predicate();
      tagged(predicate, member);
      names(predicate, member);
    } catch (VerificationException e) {
      return; // no envelope, or none of a statement
    }
  }

  private void tagged(JsonValue value, String member) {
    if (value instanceof JsonObject o && o.members().get("type") instanceof JsonString) {
      try {
        places.putIfAbsent(Digests.document(o), "digest of " + member);
      } catch (IllegalArgumentException e) {
        return; // a type that is no tag
      }
    }
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
