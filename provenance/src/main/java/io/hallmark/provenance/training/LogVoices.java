package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.authority.Authority;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.event.EventKind;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.provenance.event.LogReading;
import io.hallmark.provenance.event.LogReading.Entry;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who in a log is to be listened to. What an authority of the trust file signs counts if, at the
/// time that the event claims, authority and key are believed; later events than the time of the
/// verdict are not there yet.
///
/// @param log the log, read to its signed root
/// @param trust whom to believe
/// @param at the time of the verdict
record LogVoices(LogReading log, TrustPolicy trust, Instant at) {
  /// Events of a kind about a document.
  List<Entry> events(EventKind kind, Digest about) {
    return log.where(e -> e.kind() == kind && e.isAbout(about) && !e.time().isAfter(at));
  }

  /// The name of the authority that signed, if it is to be listened to.
  Optional<String> authority(Entry entry) {
    String keyId = Keys.keyId(entry.event().signer());
    return trust
        .authority(keyId)
        .filter(a -> a.speaksWith(keyId, entry.event().time()))
        .map(Authority::name);
  }

  /// Whether an authority or the trainer signed.
  boolean counts(Entry entry, PublicKey trainer) {
    return entry.event().signer().equals(trainer) || authority(entry).isPresent();
  }

  /// Who signed, for people.
  String signer(Entry entry, Optional<PublicKey> trainer) {
    boolean byTrainer = trainer.filter(entry.event().signer()::equals).isPresent();
    return authority(entry)
        .orElse(byTrainer ? "the trainer" : Keys.keyId(entry.event().signer()).substring(0, 16));
  }

  /// When, as the signer says.
  static String time(Entry entry) {
    LogEvent event = entry.event();
    return Documents.text(event.time());
  }
}
