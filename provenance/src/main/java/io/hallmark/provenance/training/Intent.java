package io.hallmark.provenance.training;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.Keys;
import java.security.PublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a trainer is going to do, said before it is done: data, program, initial model, release
/// mode and who chooses the seed. Type `hallmark/intent/v1`; canonical JSON; its digest is tagged
/// with the type. Everything that shapes a run follows from the intent and the seed's value, and
/// neither grade nor mode can be raised later.
///
/// @param datasets digests of the manifests, 1 to 16
/// @param program digest of the training program
/// @param initial the initial model
/// @param release whether the weights will be public
/// @param trainer the trainer's Ed25519 key, which signs intent and certificate
/// @param registration 16 random bytes, so that no two intents are equal
/// @param created when, by the trainer's clock, in whole seconds
/// @param grade who chooses the seed
/// @param selfChosen the seed's value, 32 bytes, exactly if the grade is self-chosen
/// @param beacon the log and the cosigners that give the seed's value, exactly if the grade is
///   beacon
public record Intent(
    List<Digest> datasets,
    Digest program,
    InitialModel initial,
    ReleaseMode release,
    PublicKey trainer,
    String registration,
    Instant created,
    SeedGrade grade,
    Optional<Digest> selfChosen,
    Optional<Beacon> beacon) {
  /// The type in the document and in its digest.
  public static final String TYPE = "hallmark/intent/v1";

  private static final int MAX_DATASETS = 16;

  /// Checks what the types do not say.
  ///
  /// @throws IllegalArgumentException if a field does not fit the others
  public Intent {
    datasets = List.copyOf(datasets);
    Keys.requireEd25519(trainer, "a trainer");
    if (datasets.isEmpty() || datasets.size() > MAX_DATASETS) {
      throw new IllegalArgumentException("an intent names 1 to 16 data sets");
    }
    if (!registration.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("a registration is 32 lower-case hexadecimal digits");
    }
    if (!created.truncatedTo(ChronoUnit.SECONDS).equals(created)) {
      throw new IllegalArgumentException("times are in whole seconds");
    }
    if (selfChosen.isPresent() != (grade == SeedGrade.SELF_CHOSEN)) {
      throw new IllegalArgumentException(
          "a value belongs to the grade self-chosen, and to it only");
    }
    if (beacon.isPresent() != (grade == SeedGrade.BEACON)) {
      throw new IllegalArgumentException("a beacon belongs to the grade beacon, and to it only");
    }
  }

  /// An intent whose seed no log gives.
  public Intent(
      List<Digest> datasets,
      Digest program,
      InitialModel initial,
      ReleaseMode release,
      PublicKey trainer,
      String registration,
      Instant created,
      SeedGrade grade,
      Optional<Digest> selfChosen) {
    this(
        datasets,
        program,
        initial,
        release,
        trainer,
        registration,
        created,
        grade,
        selfChosen,
        Optional.empty());
  }

  /// The canonical bytes of the document.
  public byte[] write() {
    return CanonicalJson.write(json());
  }

  /// The tagged digest of the document.
  public Digest digest() {
    return Digests.document(json());
  }

  private JsonObject json() {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("type", TYPE)
            .put("datasets", JsonArray.ofStrings(datasets.stream().map(Digest::hex).toList()))
            .put("program", program)
            .put("initial", initialJson())
            .put("release", release.word())
            .put("trainer", PublicKeys.text(trainer))
            .put("registration", registration)
            .put("created", Documents.text(created))
            .put("grade", grade.word());
    selfChosen.ifPresent(value -> out.put("value", value));
    beacon.ifPresent(terms -> out.put("beacon", terms.json()));
    return out.build();
  }

  /// The initial model, as the document names it.
  JsonObject initialJson() {
    return switch (initial) {
      case InitialModel.FromSeed() -> JsonObject.builder().put("kind", "seed").build();
      case InitialModel.Parent(Digest descriptor, Digest certificate) ->
          JsonObject.builder()
              .put("kind", "parent")
              .put("descriptor", descriptor)
              .put("certificate", certificate)
              .build();
    };
  }

  /// Reads the canonical bytes of an intent.
  ///
  /// @throws VerificationException.Malformed if they are anything else
  public static Intent read(byte[] canonical) throws VerificationException.Malformed {
    return Documents.read("intent", canonical, Intent::parse);
  }

  private static Intent parse(JsonReader in) throws DocumentException.Malformed {
    in.oneOf("type", TYPE);
    SeedGrade grade = SeedGrade.of(in.oneOf("grade", "beacon", "committed", "self-chosen"));
    List<Digest> datasets = new ArrayList<>();
    for (String hex : in.strings("datasets")) {
      if (!Digest.isHex(hex)) {
        throw in.mismatch("datasets", "digests");
      }
      datasets.add(Digest.parse(hex));
    }
    if (datasets.isEmpty() || datasets.size() > MAX_DATASETS) {
      throw in.mismatch("datasets", "1 to 16 digests");
    }
    String registration = in.string("registration");
    if (!registration.matches("[0-9a-f]{32}")) {
      throw in.mismatch("registration", "32 lower-case hexadecimal digits");
    }
    Optional<Digest> value =
        grade == SeedGrade.SELF_CHOSEN ? Optional.of(in.digest("value")) : Optional.empty();
    Optional<Beacon> beacon =
        grade == SeedGrade.BEACON
            ? Optional.of(Beacon.read(in.object("beacon")))
            : Optional.empty();
    return new Intent(
        datasets,
        in.digest("program"),
        initial(in.object("initial")),
        ReleaseMode.of(in.oneOf("release", "sealed", "released")),
        PublicKeys.read(in, "trainer"),
        registration,
        Documents.time(in, "created"),
        grade,
        value,
        beacon);
  }

  private static InitialModel initial(JsonReader in) throws DocumentException.Malformed {
    return in.oneOf("kind", "seed", "parent").equals("seed")
        ? new InitialModel.FromSeed()
        : new InitialModel.Parent(in.digest("descriptor"), in.digest("certificate"));
  }
}
