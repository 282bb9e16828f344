package io.hallmark.provenance.event;

import io.hallmark.document.Digest;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.tlog.tile.EntryBundle;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One entry of a log: who says that what happened. A DSSE envelope with exactly one signature over
/// an in-toto statement, predicate `urn:hallmark:event:v1`, that names the signer's key.
///
/// It holds digests and short texts and **no personal data**: an entry can never be taken back.
/// That the key belongs to somebody is what a trust file says.
///
/// @param kind what happened
/// @param subjects what it happened to
/// @param time when, by the signer's clock, in whole seconds
/// @param signer the signer's key
/// @param datasets tagged digests of the manifests that it concerns
/// @param links other documents by their role, such as `program`, `replaces`, `intent`
/// @param metadata short texts by name
public record LogEvent(
    EventKind kind,
    List<Subject> subjects,
    Instant time,
    PublicKey signer,
    List<Digest> datasets,
    SortedMap<String, Digest> links,
    SortedMap<String, String> metadata) {
  /// Type of the predicate.
  public static final String PREDICATE_TYPE = "urn:hallmark:event:v1";

  /// Most subjects, data sets, links and texts of each.
  public static final int MAX_ITEMS = 64;

  private static final String NAME = "[a-z][a-z0-9_.-]{0,63}";

  /// @throws IllegalArgumentException if there is no subject, or a list or text is too long
  public LogEvent {
    subjects = List.copyOf(subjects);
    Keys.requireEd25519(signer, "an event");
    datasets = List.copyOf(datasets);
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    if (subjects.isEmpty()
        || subjects.size() > MAX_ITEMS
        || datasets.size() > MAX_ITEMS
        || links.size() > MAX_ITEMS
        || metadata.size() > MAX_ITEMS) {
      throw new IllegalArgumentException("an event has 1 to 64 subjects, and 64 of each at most");
    }
    for (String name : List.copyOf(links.keySet())) {
      requireName(name);
    }
    metadata.forEach((name, text) -> {
      requireName(name);
      if (!Documents.isLine(text) || text.length() > 200) {
        throw new IllegalArgumentException("a text of 1 to 200 characters: " + name);
      }
    });
  }

  private static void requireName(String name) {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException("not a name of a link or text: " + name);
    }
  }

  /// An event with one subject that concerns data sets and links to documents.
  public static LogEvent of(
      EventKind kind,
      Subject subject,
      Instant time,
      PublicKey signer,
      List<Digest> datasets,
      Map<String, Digest> links) {
    return new LogEvent(
        kind, List.of(subject), time, signer, datasets, new TreeMap<>(links), new TreeMap<>());
  }

  /// The entry: signed, canonical, the same bytes each time.
  ///
  /// @throws IllegalArgumentException if the key is not the signer's, or the entry would be longer
  ///   than a log takes
  public byte[] sign(KeyPair key) {
    if (!key.getPublic().equals(signer)) {
      throw new IllegalArgumentException("an event is signed by its signer");
    }
    JsonObject.Builder linked = JsonObject.builder();
    links.forEach(linked::put);
    JsonObject.Builder texts = JsonObject.builder();
    metadata.forEach(texts::put);
    InTotoStatement statement =
        new InTotoStatement(
            subjects,
            PREDICATE_TYPE,
            JsonObject.builder()
                .put("datasets", JsonArray.ofStrings(datasets.stream().map(Digest::hex).toList()))
                .put("event", kind.word())
                .put("key", Base64.getEncoder().encodeToString(signer.getEncoded()))
                .put("links", linked.build())
                .put("metadata", texts.build())
                .put("time", Documents.text(time))
                .build());
    byte[] entry = DsseEnvelope.sign(DsseEnvelope.IN_TOTO, statement.write(), key).write();
    EntryBundle.requireFits(entry);
    return entry;
  }

  /// Reads an entry and checks that the key that it names signed it.
  ///
  /// @throws VerificationException.Malformed if it is no event
  /// @throws Rejected `PAYLOAD_TYPE`, `PREDICATE_TYPE`, or `EVENT_SIGNATURE` if it is not signed by
  ///   exactly the key that it names
  public static LogEvent read(byte[] entry) throws VerificationException {
    DsseEnvelope envelope = DsseEnvelope.read(entry);
    InTotoStatement statement = envelope.statement();
    statement.requireType(PREDICATE_TYPE);
    LogEvent event;
    try {
      event = JsonReader.whole(statement.predicate(), in -> parse(in, statement.subjects()));
    } catch (DocumentException.Malformed e) {
      throw new VerificationException.Malformed("event: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new VerificationException.Malformed("event: " + e.getMessage());
    }
    if (envelope.signatures().size() != 1
        || !envelope.isSignedBy(event.signer(), envelope.signatures().getFirst())) {
      throw new Rejected("EVENT_SIGNATURE", "the event is not signed by the key that it names");
    }
    return event;
  }

  /// Reads an entry of a log that may hold anything.
  ///
  /// @return the event; absent if the entry is none, or not signed by the key that it names
  public static Optional<LogEvent> find(byte[] entry) {
    try {
      return Optional.of(read(entry));
    } catch (VerificationException e) {
      return Optional.empty();
    }
  }

  private static LogEvent parse(JsonReader in, List<Subject> subjects)
      throws DocumentException.Malformed {
    EventKind kind =
        EventKind.of(in.string("event"))
            .orElseThrow(() -> in.mismatch("event", "a known kind of event"));
    List<Digest> datasets = new ArrayList<>();
    for (String hex : in.strings("datasets")) {
      if (!Digest.isHex(hex)) {
        throw in.mismatch("datasets", "digests");
      }
      datasets.add(Digest.parse(hex));
    }
    JsonReader linked = in.object("links");
    SortedMap<String, Digest> links = new TreeMap<>();
    for (String name : linked.source().members().keySet()) {
      links.put(name, linked.digest(name));
    }
    JsonReader texts = in.object("metadata");
    SortedMap<String, String> metadata = new TreeMap<>();
    for (String name : texts.source().members().keySet()) {
      metadata.put(name, texts.string(name));
    }
    return new LogEvent(
        kind, subjects, Documents.time(in, "time"), key(in), datasets, links, metadata);
  }

  private static PublicKey key(JsonReader in) throws DocumentException.Malformed {
    String text = in.string("key");
    try {
      PublicKey key = Keys.decodePublic(Base64.getDecoder().decode(text));
      if (Base64.getEncoder().encodeToString(key.getEncoded()).equals(text)) {
        return key;
      }
    } catch (IllegalArgumentException | VerificationException.Malformed e) {
      throw in.mismatch("key", "an Ed25519 key (base64 of its SPKI encoding)");
    }
    throw in.mismatch("key", "an Ed25519 key in standard base64 with padding");
  }

  /// Whether it is about a document of ours with this tagged digest.
  public boolean isAbout(Digest tagged) {
    return subjects.stream()
        .map(s -> s.digests().get(InTotoStatement.HALLMARK))
        .anyMatch(d -> d != null && d.equals(tagged));
  }
}
