package io.hallmark.provenance.gate;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.Attestation;
import io.hallmark.provenance.authority.Capacity;
import io.hallmark.provenance.training.SeedGrade;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/// A buyer's gate: what an accepted certificate must be to be taken. Type `hallmark/gate/v1`; the
/// buyer's own file, and nothing in a certificate can change it. The keys of authorities and logs
/// stand in the trust file.
///
/// What is required of a training is required of every parent that the model was made from, unless
/// the gate says otherwise: else one step of permitted training would launder any model.
///
/// @param document the document
/// @param name name for people
/// @param statements kinds of statements that are taken; all if empty
/// @param bits least bits of every proof
/// @param programs permitted programs; all if empty
/// @param datasets permitted manifests; all if empty
/// @param policies policies that must be proved of the data set
/// @param attested what must be attested of the data set
/// @param seed lowest grade of the seed
/// @param log what must be in a log
/// @param maxAgeDays most days since the intent, by the trainer's clock
/// @param parents what is required of parents
public record Gate(
    JsonObject document,
    String name,
    Set<StatementKind> statements,
    OptionalInt bits,
    Set<Digest> programs,
    Set<Digest> datasets,
    List<PolicyRequirement> policies,
    List<AttestationRequirement> attested,
    Optional<SeedGrade> seed,
    Set<Logged> log,
    OptionalInt maxAgeDays,
    Parents parents) {
  /// Type of the document.
  public static final String TYPE = "hallmark/gate/v1";

  private static final int MAX_DAYS = 100_000;
  private static final int MAX_BITS = 256;

  /// Copies the collections.
  public Gate {
    statements = Set.copyOf(statements);
    programs = Set.copyOf(programs);
    datasets = Set.copyOf(datasets);
    policies = List.copyOf(policies);
    attested = List.copyOf(attested);
    log = Set.copyOf(log);
  }

  /// Kinds of statements.
  public enum StatementKind {
    /// The certificate of a training.
    TRAINING,
    /// A policy proof.
    POLICY,
    /// The answer to a request.
    ANSWER
  }

  /// What can be in a log.
  public enum Logged {
    /// The run was registered before it began, which only a seed of grade `beacon` shows.
    REGISTERED,
    /// The certificate itself was entered.
    CERTIFICATE
  }

  /// What is required of the models that a model was made from.
  public enum Parents {
    /// The same as of the model.
    SAME,
    /// That there are none.
    NONE,
    /// Nothing but that their certificates are accepted.
    ANY
  }

  /// A policy that must be proved of the data set.
  ///
  /// @param policy digest of the policy
  /// @param lists by the name that the policy gives a list: digest of the only permitted version;
  ///   needed for every list that the policy leaves to the statement, since the prover chose it
  /// @param maxAgeDays most days since the time of the policy's statement, which then must be in
  ///   days since 1970-01-01; needed if the policy compares dates with that time, since the prover
  ///   chose it
  public record PolicyRequirement(
      Digest policy, Map<String, Digest> lists, OptionalInt maxAgeDays) {
    /// Copies the map.
    public PolicyRequirement {
      lists = Map.copyOf(lists);
    }
  }

  /// What must be attested of the data set.
  ///
  /// @param attestation what must be attested
  /// @param capacity in which capacity
  /// @param threshold by how many authorities, each counted once
  /// @param by names of the authorities that count; all of the trust file if empty
  /// @param maxAgeDays most days since the certificate began to be valid
  public record AttestationRequirement(
      Attestation attestation,
      String capacity,
      int threshold,
      Set<String> by,
      OptionalInt maxAgeDays) {
    /// Copies the names.
    public AttestationRequirement {
      by = Set.copyOf(by);
    }

    @Override
    public String toString() {
      return attestation.code()
          + " by "
          + threshold
          + (by.isEmpty() ? "" : " of " + new TreeSet<>(by))
          + " in capacity "
          + capacity
          + (maxAgeDays.isPresent() ? " within " + maxAgeDays.getAsInt() + " days" : "");
    }
  }

  /// Reads a gate; white space and the order of keys are free.
  ///
  /// @throws VerificationException.Malformed naming the place; a gate that requires nothing is none
  public static Gate read(byte[] bytes) throws VerificationException.Malformed {
    return Documents.readLenient("gate", bytes, Gate::parse);
  }

  /// The tagged digest of the document.
  public Digest digest() {
    return Digests.document(document);
  }

  private static Gate parse(JsonReader reader) throws DocumentException.Malformed {
    reader.oneOf("type", TYPE);
    Gate gate =
        new Gate(
            reader.source(),
            Documents.line(reader, "name"),
            words(reader, "statements", StatementKind.values()),
            integer(reader, "security_bits", MAX_BITS),
            digests(reader, "programs"),
            digests(reader, "datasets"),
            policies(reader),
            attested(reader),
            seed(reader),
            words(reader, "log", Logged.values()),
            integer(reader, "max_age_days", MAX_DAYS),
            parents(reader));
    if (gate.isEmpty()) {
      throw new DocumentException.Malformed(
          reader.path(), "a gate that requires nothing takes everything");
    }
    return gate;
  }

  private boolean isEmpty() {
    return statements.isEmpty()
        && bits.isEmpty()
        && programs.isEmpty()
        && datasets.isEmpty()
        && policies.isEmpty()
        && attested.isEmpty()
        && seed.isEmpty()
        && log.isEmpty()
        && maxAgeDays.isEmpty()
        && parents != Parents.NONE;
  }

  private static OptionalInt integer(JsonReader in, String key, int max)
      throws DocumentException.Malformed {
    return in.has(key) ? OptionalInt.of(in.smallInteger(key, 1, max)) : OptionalInt.empty();
  }

  /// Words of an enumeration, in lower case; an empty list would permit nothing and is refused.
  private static <E extends Enum<E>> Set<E> words(JsonReader in, String key, E[] values)
      throws DocumentException.Malformed {
    if (!in.has(key)) {
      return Set.of();
    }
    List<String> words = in.strings(key);
    List<E> out = new ArrayList<>();
    for (E value : values) {
      if (words.contains(word(value))) {
        out.add(value);
      }
    }
    if (out.isEmpty() || out.size() != words.size()) {
      throw in.mismatch(key, "one or more of " + List.of(values).stream().map(Gate::word).toList());
    }
    return Set.copyOf(out);
  }

  /// The word of a value in documents.
  static String word(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static Set<Digest> digests(JsonReader in, String key) throws DocumentException.Malformed {
    if (!in.has(key)) {
      return Set.of();
    }
    List<Digest> out = new ArrayList<>();
    for (String text : in.strings(key)) {
      out.add(digest(in, key, text));
    }
    Set<Digest> set = Set.copyOf(new java.util.HashSet<>(out));
    if (set.isEmpty() || set.size() != out.size()) {
      throw in.mismatch(key, "one or more digests, each once");
    }
    return set;
  }

  private static Digest digest(JsonReader in, String key, String text)
      throws DocumentException.Malformed {
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw in.mismatch(key, "digests of 64 lower-case hexadecimal digits");
    }
  }

  private static List<PolicyRequirement> policies(JsonReader in)
      throws DocumentException.Malformed {
    List<PolicyRequirement> out = new ArrayList<>();
    if (in.has("policies")) {
      for (JsonReader p : in.objects("policies")) {
        Map<String, Digest> lists = new HashMap<>();
        if (p.has("lists")) {
          JsonReader named = p.object("lists");
          for (String list : named.source().members().keySet()) {
            lists.put(list, named.digest(list));
          }
        }
        out.add(
            new PolicyRequirement(p.digest("digest"), lists, integer(p, "max_age_days", MAX_DAYS)));
      }
    }
    return out;
  }

  private static List<AttestationRequirement> attested(JsonReader in)
      throws DocumentException.Malformed {
    List<AttestationRequirement> out = new ArrayList<>();
    if (in.has("attested")) {
      for (JsonReader a : in.objects("attested")) {
        Attestation attestation =
            Attestation.of(a.string("attestation"))
                .orElseThrow(() -> a.mismatch("attestation", "a known attestation"));
        int threshold = a.has("threshold") ? a.smallInteger("threshold", 1, 1000) : 1;
        Set<String> by = a.has("by") ? Set.copyOf(new TreeSet<>(a.strings("by"))) : Set.of();
        if (a.has("by") && by.size() < threshold) {
          throw a.mismatch("by", "at least as many names as the threshold");
        }
        out.add(
            new AttestationRequirement(
                attestation,
                Capacity.read(a, "capacity"),
                threshold,
                by,
                integer(a, "max_age_days", MAX_DAYS)));
      }
    }
    return out;
  }

  private static Optional<SeedGrade> seed(JsonReader in) throws DocumentException.Malformed {
    return in.has("seed")
        ? Optional.of(
            SeedGrade.of(in.oneOf("seed", SeedGrade.BEACON.word(), SeedGrade.COMMITTED.word())))
        : Optional.empty();
  }

  private static Parents parents(JsonReader in) throws DocumentException.Malformed {
    if (!in.has("parents")) {
      return Parents.SAME;
    }
    String word = in.oneOf("parents", "same", "none", "any");
    return Parents.valueOf(word.toUpperCase(java.util.Locale.ROOT));
  }
}
