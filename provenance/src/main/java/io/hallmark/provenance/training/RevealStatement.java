package io.hallmark.provenance.training;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.VerificationException;

/// What the reveal of a sealed model states: these weights are the ones behind that commitment.
/// Type `hallmark/reveal/v1`; its digest is the public bytes of the proof, whose run and parameters
/// follow from the run statement and the weights.
///
/// @param run digest of the run statement that made the model
/// @param descriptor descriptor of the commitment: the identity of the sealed model
/// @param weights digest of the weights
record RevealStatement(Digest run, Digest descriptor, Digest weights) {
  /// The type in the document and in its digest.
  static final String TYPE = "hallmark/reveal/v1";

  /// Type of the in-toto predicate.
  static final String PREDICATE_TYPE = "urn:hallmark:reveal:v1";

  /// The document.
  JsonObject json() {
    return JsonObject.builder()
        .put("type", TYPE)
        .put("run", run)
        .put("descriptor", descriptor)
        .put("weights", weights)
        .build();
  }

  /// The tagged digest of the document; its 32 bytes are the public bytes of the proof.
  Digest digest() {
    return Digests.document(json());
  }

  /// The canonical bytes of the document.
  byte[] write() {
    return CanonicalJson.write(json());
  }

  /// Reads the document.
  ///
  /// @throws VerificationException.Malformed if it is not such a document
  static RevealStatement read(JsonValue value) throws VerificationException.Malformed {
    try {
      return JsonReader.whole(
          value,
          in -> {
            in.oneOf("type", TYPE);
            return new RevealStatement(
                in.digest("run"), in.digest("descriptor"), in.digest("weights"));
          });
    } catch (DocumentException.Malformed e) {
      throw new VerificationException.Malformed("reveal statement: " + e.getMessage());
    }
  }
}
