package io.hallmark.provenance.training;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.security.LevelShape;
import io.hallmark.provenance.VerificationException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// What a training certificate states: the one document whose digest is the public bytes of the
/// proof. Type `hallmark/run/v1`. It names data, program, intent and seed, the bounds of the parts,
/// every geometry and parameter that the prover chose, the model and the published outputs.
/// Everything else of the run follows from manifest, program and seed.
///
/// @param data the data set and its commitments
/// @param program digest of the training program
/// @param intent digest of the intent
/// @param seed grade and value of the seed
/// @param windows the training windows, in order
/// @param evaluations the evaluations, in order, with their outputs
/// @param proof the parameters of the proof
/// @param older name and geometry of each older commitment that the run opens, in order
/// @param model what the run made
public record RunStatement(
    DataLink data,
    Digest program,
    Digest intent,
    SeedValue seed,
    List<Window> windows,
    List<Evaluation> evaluations,
    ProofParameters proof,
    List<NamedGeometry> older,
    Model model) {
  /// The type in the document and in its digest.
  public static final String TYPE = "hallmark/run/v1";

  /// The protocol of the proof.
  public static final String PROTOCOL = "hallmark/proof/v1";

  /// The parameter profile: 100 bits.
  public static final String PROFILE = "S";

  /// Copies the lists.
  public RunStatement {
    windows = List.copyOf(windows);
    evaluations = List.copyOf(evaluations);
    older = List.copyOf(older);
  }

  /// A data set by manifest, and the parts that the run uses by descriptor.
  ///
  /// @param manifest digest of the manifest
  /// @param parts the parts used: training part first, then evaluated ones
  public record DataLink(Digest manifest, List<PartLink> parts) {
    /// Copies the list.
    public DataLink {
      parts = List.copyOf(parts);
    }
  }

  /// A part of a data set.
  ///
  /// @param name its name in the manifest
  /// @param descriptor descriptor of its commitment
  public record PartLink(String name, Digest descriptor) {}

  /// Grade and value of the seed.
  ///
  /// @param grade who could have chosen the value
  /// @param hex the value, lower-case hexadecimal: 128 digits for `committed`, else 64
  public record SeedValue(SeedGrade grade, String hex) {
    /// The value of a grade.
    public static SeedValue of(SeedGrade grade, byte[] value) {
      return new SeedValue(grade, HexFormat.of().formatHex(value));
    }

    /// The bytes of the value.
    public byte[] value() {
      return HexFormat.of().parseHex(hex);
    }
  }

  /// A training window.
  ///
  /// @param first its first step, from 0
  /// @param steps number of steps
  public record Window(long first, long steps) {}

  /// An evaluation of the served model.
  ///
  /// @param part name of the part of the data set
  /// @param first first row
  /// @param rows number of rows
  /// @param output what is published
  public record Evaluation(String part, long first, long rows, EvaluationOutput output) {}

  /// The parameters of the proof, as the prover chose them.
  ///
  /// @param tail 1: folded rows are sent in clear; 2: they are folded further in levels
  /// @param lookupPow leading zero bits before the challenge of the lookups
  /// @param foldPow leading zero bits before each fold
  /// @param queryPow leading zero bits before the queries
  /// @param levelPow leading zero bits before the queries of a level
  /// @param levels per group of commitments, in the order of the groups, its levels; empty in tail
  ///   1
  /// @param trace geometry of the trace
  public record ProofParameters(
      int tail,
      int lookupPow,
      int foldPow,
      int queryPow,
      int levelPow,
      List<List<LevelShape>> levels,
      Geometry trace) {
    /// Copies the lists.
    public ProofParameters {
      levels = levels.stream().map(List::copyOf).toList();
    }
  }

  /// An older commitment's name in the run, and its geometry.
  ///
  /// @param name `data`, `test`, ... or `released`
  /// @param geometry its geometry
  public record NamedGeometry(String name, Geometry geometry) {}

  /// What the run made.
  public sealed interface Model {
    /// Public weights.
    ///
    /// @param weights digest of the weights
    record Released(Digest weights) implements Model {}

    /// A commitment to hidden weights. Its geometry is among the older commitments.
    ///
    /// @param root root of the commitment
    /// @param descriptor its descriptor: the identity of the model
    record Sealed(Digest root, Digest descriptor) implements Model {}

    /// Whether the weights are public.
    default ReleaseMode mode() {
      return switch (this) {
        case Released m -> ReleaseMode.RELEASED;
        case Sealed m -> ReleaseMode.SEALED;
      };
    }

    /// The identity of the model: weights digest or descriptor.
    default Digest identity() {
      return switch (this) {
        case Released(Digest weights) -> weights;
        case Sealed(Digest root, Digest descriptor) -> descriptor;
      };
    }
  }

  /// The document.
  public JsonObject json() {
    return RunStatementJson.write(this);
  }

  /// The canonical bytes of the document.
  public byte[] write() {
    return CanonicalJson.write(json());
  }

  /// The tagged digest of the document; its 32 bytes are the public bytes of the proof.
  public Digest digest() {
    return Digests.document(json());
  }

  /// Reads the document.
  ///
  /// @throws VerificationException.Malformed if it is not such a document in canonical form
  public static RunStatement read(JsonValue value) throws VerificationException.Malformed {
    try {
      RunStatement read = RunStatementJson.read(value);
      if (!Arrays.equals(read.write(), CanonicalJson.write(value))) {
        throw new VerificationException.Malformed("run statement: not in its one form");
      }
      return read;
    } catch (DocumentException.Malformed e) {
      throw new VerificationException.Malformed("run statement: " + e.getMessage());
    }
  }
}
