package io.hallmark.provenance.certificate;

import io.hallmark.document.Digest;
import io.hallmark.document.JsonObject;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import java.util.List;
import java.util.Optional;

/// What a training certificate says, in plain values, for the formats of others. It follows from
/// the signed statement and what that names, and from nothing that may be added or renewed later.
///
/// @param model the subject of the certificate: name and digests of the model
/// @param statement tagged digest of the run statement
/// @param envelope SHA-256 of the certificate's envelope
/// @param trainer identifier of the trainer's key
/// @param registration the 16 random bytes of the intent, hexadecimal
/// @param choices what the intent and the run statement chose: data sets, program, start, release,
///   seed
/// @param data the data set
/// @param network the model's shape and task
/// @param inputs the documents from which the run follows: manifest, program, intent
/// @param proofs the proofs, by the name of the member
/// @param claims what the proofs show, in fixed words: others compare bytes
public record TrainingFacts(
    Subject model,
    Digest statement,
    Digest envelope,
    String trainer,
    String registration,
    JsonObject choices,
    Data data,
    Shape network,
    List<Document> inputs,
    List<Document> proofs,
    List<Claim> claims) {
  /// Copies the lists.
  public TrainingFacts {
    inputs = List.copyOf(inputs);
    proofs = List.copyOf(proofs);
    claims = List.copyOf(claims);
  }

  /// A file that the certificate contains.
  ///
  /// @param name name of the member
  /// @param sha256 SHA-256 of its bytes
  /// @param tagged its tagged digest, if it is a document of ours
  public record Document(String name, Digest sha256, Optional<Digest> tagged) {}

  /// What the proofs show.
  ///
  /// @param code short and stable
  /// @param sentence for people
  public record Claim(String code, String sentence) {}

  /// The data set.
  ///
  /// @param name its name
  /// @param version its version
  /// @param features number of features
  /// @param rows records of the part that was trained on
  public record Data(String name, String version, int features, long rows) {}

  /// The model.
  ///
  /// @param layers outputs of each layer
  /// @param isRegression whether it predicts numbers, not classes
  /// @param results published results, in words
  public record Shape(List<Integer> layers, boolean isRegression, List<String> results) {
    /// Copies the lists.
    public Shape {
      layers = List.copyOf(layers);
      results = List.copyOf(results);
    }
  }
}
