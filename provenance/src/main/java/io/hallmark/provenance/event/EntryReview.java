package io.hallmark.provenance.event;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.authority.Authority;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.certificate.Verdict.Line;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.LogPolicy;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.merkle.MerkleTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What one entry of a log says, verified offline by its bytes, its `.tlog-proof` and a log policy.
/// The only thing that is proven is its place; what happened is its signer's word. An event of kind
/// `recorded` binds files to a signer and a place and proves nothing about how they came to be:
/// *binding only*.
public final class EntryReview {
  private final byte[] entry;
  private final Digest digest;
  private final TlogProof proof;
  private final LogPolicy.Accepted accepted;
  private final TrustPolicy trust;
  private final List<Line> proven = new ArrayList<>();
  private final List<Line> declared = new ArrayList<>();
  private final List<Line> missing = new ArrayList<>();

  private EntryReview(
      byte[] entry, TlogProof proof, LogPolicy.Accepted accepted, TrustPolicy trust) {
    this.entry = entry.clone();
    this.digest = Digests.sha256(entry);
    this.proof = proof;
    this.accepted = accepted;
    this.trust = trust;
  }

  /// Verifies an entry.
  ///
  /// @param entry exactly as it was entered
  /// @param policy which logs and cosigners to believe
  /// @param trust who the signers of events are
  /// @return the verdict: accepted, or rejected by the name of a check of the log
  public static Verdict verify(byte[] entry, TlogProof proof, LogPolicy policy, TrustPolicy trust) {
    Verdict.Sizes sizes = new Verdict.Sizes(entry.length, proof.write().length, 0);
    try {
      LogPolicy.Accepted accepted = proof.verify(policy, MerkleTree.leaf(entry));
      return new EntryReview(entry, proof, accepted, trust).verdict(sizes);
    } catch (LogException.Rejected e) {
      return Verdict.rejected(e.check().name(), e.detail(), sizes);
    }
  }

  private Verdict verdict(Verdict.Sizes sizes) {
    place();
    LogEvent.find(entry).ifPresentOrElse(this::event, this::noEvent);
    missing.add(
        line(
            "LATER_ENTRIES",
            "what was entered later, a revocation or a withdrawal, only the log itself tells"));
    return new Verdict(
        Optional.empty(),
        proven,
        declared,
        List.of(),
        missing,
        Optional.empty(),
        sizes,
        Optional.empty());
  }

  private void place() {
    String origin = proof.checkpoint().checkpoint().origin();
    proven.add(
        line(
            "IN_LOG",
            "the entry has index %,d in the tree of %,d entries that log %s signed",
            proof.inclusion().index(),
            proof.checkpoint().checkpoint().size(),
            origin));
    if (accepted.cosigners().isEmpty()) {
      missing.add(
          line(
              "NO_COSIGNER",
              "no cosigner that the policy knows signed this tree: log %s may show others another"
                  + " one",
              origin));
    } else {
      String until =
          accepted.latest().isPresent()
              ? ", the last at " + Documents.textOfSecond(accepted.latest().getAsLong())
              : "";
      declared.add(
          line(
              "COSIGNED",
              "%d cosigners of the policy saw this tree and none that differs%s",
              accepted.cosigners().size(),
              until));
    }
  }

  private void event(LogEvent event) {
    String keyId = Keys.keyId(event.signer());
    Optional<Authority> authority =
        trust.authority(keyId).filter(a -> a.speaksWith(keyId, event.time()));
    declared.add(
        line(
            "EVENT",
            "%s at %s, as %s says",
            event.kind().word(),
            Documents.text(event.time()),
            authority.map(Authority::name).orElse("the key " + keyId.substring(0, 16))));
    if (authority.isEmpty()) {
      missing.add(line("UNKNOWN_SIGNER", "whose key %s is, nobody says", keyId.substring(0, 16)));
    }
    for (Subject subject : event.subjects()) {
      subject
          .digests()
          .forEach((kind, value) ->
              declared.add(
                  new Line(
                      "SUBJECT", "%s, by its %s digest".formatted(subject.name(), kind), value)));
    }
    event.datasets().forEach(d -> declared.add(new Line("DATASET", "concerns this data set", d)));
    event.links().forEach((role, d) -> declared.add(new Line("LINK", "its " + role, d)));
    event.metadata().forEach((name, text) -> declared.add(line("TEXT", "%s: %s", name, text)));
    if (event.kind() == EventKind.RECORDED) {
      missing.add(
          line(
              "BINDING_ONLY",
              "nothing is proven of how these files came to be: the entry binds their digests to a"
                  + " signer and to a place in the log"));
    }
  }

  private void noEvent() {
    missing.add(line("NO_EVENT", "the entry is no event, or not signed by the key that it names"));
  }

  @SuppressWarnings("AnnotateFormatMethod") // its annotation is of a library we do not use
  private Line line(String code, String format, Object... arguments) {
    return new Line(code, String.format(Locale.ROOT, format, arguments), digest);
  }
}
