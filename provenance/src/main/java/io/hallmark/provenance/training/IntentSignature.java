package io.hallmark.provenance.training;

import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.DsseSignature;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.authority.Keys;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A signature over an intent: a DSSE envelope with exactly one Ed25519 signature over an in-toto
/// statement whose subject is the intent. The predicate names the signer's key and its role, and
/// nothing else: Ed25519 signing is deterministic, so an honest signer who is asked twice gives the
/// same 64 bytes.
///
/// The signature of role `seed` *is* the value of a committed seed. That the key belongs to
/// somebody is what a trust file says; this class only shows that the key signed.
///
/// @param signer the key that signed
/// @param signature the 64 raw bytes
public record IntentSignature(PublicKey signer, DsseSignature signature) {
  /// Type of the predicate.
  public static final String PREDICATE_TYPE = "urn:hallmark:intent-signature:v1";

  /// What a signature is for.
  public enum Role {
    /// The trainer stands by the intent.
    TRAINER("trainer"),
    /// An authority gives the seed's value.
    SEED("seed");

    private final String word;

    Role(String word) {
      this.word = word;
    }
  }

  /// Signs an intent.
  ///
  /// @throws IllegalArgumentException if the role is [Role#SEED] and the intent's grade is not
  ///   `committed`
  public static DsseEnvelope sign(Intent intent, Role role, KeyPair key) {
    Keys.requireEd25519(key.getPublic(), "a signature over an intent");
    if (role == Role.SEED && intent.grade() != SeedGrade.COMMITTED) {
      throw new IllegalArgumentException(
          "the seed of this intent is " + intent.grade().word() + ": no signature can be its seed");
    }
    InTotoStatement statement =
        new InTotoStatement(
            List.of(subject(intent)),
            PREDICATE_TYPE,
            JsonObject.builder()
                .put("key", PublicKeys.text(key.getPublic()))
                .put("role", role.word)
                .build());
    return DsseEnvelope.sign(DsseEnvelope.IN_TOTO, statement.write(), key);
  }

  private static InTotoStatement.Subject subject(Intent intent) {
    return InTotoStatement.Subject.of(
        "intent.json", Digests.sha256(intent.write()), intent.digest());
  }

  /// Reads an envelope and looks whether it is such a signature: type, subject, exactly one
  /// signature, by the key that the predicate names.
  ///
  /// @return the first signature, and what is wrong with the whole, if anything
  /// @throws VerificationException.Malformed if the bytes are no envelope around a statement whose
  ///   predicate has this role
  public static Reading read(byte[] envelope, Intent intent, Role role)
      throws VerificationException.Malformed {
    DsseEnvelope dsse = DsseEnvelope.read(envelope);
    InTotoStatement statement = InTotoStatement.read(dsse.payload());
    PublicKey key = signer(statement.predicate(), role);
    DsseSignature first = dsse.signatures().getFirst();
    return new Reading(new IntentSignature(key, first), problem(dsse, statement, intent, key));
  }

  private static @Nullable String problem(
      DsseEnvelope dsse, InTotoStatement statement, Intent intent, PublicKey key) {
    if (!dsse.payloadType().equals(DsseEnvelope.IN_TOTO)
        || !statement.predicateType().equals(PREDICATE_TYPE)) {
      return "not a signature over an intent, but " + statement.predicateType();
    }
    if (!statement.subjects().equals(List.of(subject(intent)))) {
      return "it is about another intent";
    }
    if (dsse.signatures().size() != 1 || !dsse.isSignedBy(key, dsse.signatures().getFirst())) {
      return "not exactly one signature by the key that the statement names";
    }
    return null;
  }

  /// A signature, and what is wrong with it.
  ///
  /// @param signature the first signature of the envelope
  /// @param problem what is wrong with the envelope; null if nothing is
  public record Reading(IntentSignature signature, @Nullable String problem) {
    /// What is wrong, if the signer should be this key.
    @Nullable String problemFor(PublicKey expected) {
      return problem == null && !signature.signer().equals(expected)
          ? "it is signed by another key than the one that the intent names"
          : problem;
    }

    /// What is wrong, if the signer should be anybody but this key.
    @Nullable String problemForOtherThan(PublicKey excluded) {
      return problem == null && signature.signer().equals(excluded)
          ? "the trainer signed it: a committed seed needs somebody else"
          : problem;
    }
  }

  private static PublicKey signer(JsonObject predicate, Role role)
      throws VerificationException.Malformed {
    try {
      return JsonReader.whole(
          predicate,
          in -> {
            in.oneOf("role", role.word);
            return PublicKeys.read(in, "key");
          });
    } catch (DocumentException.Malformed e) {
      throw new VerificationException.Malformed("intent signature: " + e.getMessage());
    }
  }
}
