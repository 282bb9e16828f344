package io.hallmark.provenance.copy;

import io.hallmark.proof.argument.SecurityReport;
import io.hallmark.proof.security.Ledger;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.Attestation;
import io.hallmark.provenance.authority.CertificateReview;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.certificate.Verdict.Line;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Verifies a copy proof that stands alone: that a data set holds the same records as another.
/// Needs no network, no clock and no private file.
///
/// - **Soundness:** that of the proofs, at least 100 bits (`docs/protocol.md`).
/// - **Threads:** no state; any method may run on any thread.
public final class CopyVerifier {
  private static final String REGIME =
      "proven for SHA-256 as a random oracle, in the unique-decoding regime, no conjecture;"
          + " grinding included";

  private CopyVerifier() {}

  /// Verifies a copy proof.
  ///
  /// @param bundle the container
  /// @param trust whom the verifier believes, and what must be attested about the original
  /// @param at the time for which the verdict holds
  /// @return the verdict: accepted, or rejected by the name of a check
  /// @throws Malformed if a member cannot be read
  public static Verdict verify(HallmarkBundle bundle, TrustPolicy trust, Instant at)
      throws Malformed {
    long proofs = bundle.copyProofs().values().stream().mapToLong(p -> p.length).sum();
    Verdict.Sizes sizes = new Verdict.Sizes(bundle.size(), proofs, 0);
    try {
      CopyCertificate copy = CopyCertificate.read(bundle, DatasetLimits.DEFAULT);
      List<CertificateReview> reviews = new ArrayList<>();
      for (byte[] member : bundle.authorities()) {
        reviews.add(
            trust.review(
                DsseEnvelope.read(member), copy.original().sha256(), copy.original().digest(), at));
      }
      trust.requireMet(reviews);
      return accepted(copy, reviews, copy.verify(), sizes);
    } catch (VerificationException e) {
      return switch (e) {
        case Rejected r -> Verdict.rejected(r.code(), r.detail(), sizes);
        case Malformed m -> throw m;
      };
    }
  }

  private static Verdict accepted(
      CopyCertificate copy,
      List<CertificateReview> reviews,
      SortedMap<String, SecurityReport> reports,
      Verdict.Sizes sizes) {
    DatasetManifest original = copy.original();
    SortedMap<String, Double> bits = new TreeMap<>();
    reports.forEach((part, report) ->
        bits.put(HallmarkBundle.copyProof(part), Math.floor(report.bits() * 10) / 10));
    double least = bits.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
    return new Verdict(
        Optional.empty(),
        List.of(
            new Line(
                "SAME_RECORDS",
                "version %d of data set %s, manifest %s, holds the same cells, record by record, as"
                        .formatted(
                            copy.manifest().version(),
                            original.name(),
                            copy.manifest().digest().hex())
                    + " version %d, manifest %s"
                        .formatted(original.version(), original.digest().hex()),
                copy.manifest().digest())),
        declared(reviews),
        List.of(
            new Line(
                "SHAPES",
                "numbers of records, and that both are the same",
                copy.manifest().digest())),
        List.of(
            new Line(
                "RANGES",
                "that cells are in their declared ranges is what the dataset proofs of either"
                    + " show, which are not in this file",
                original.digest()),
            new Line(
                "SOURCES",
                "that the committed cells encode the sources is attested, not proven",
                original.digest())),
        Optional.of(new Verdict.Security(least, (int) Ledger.FLOOR_BITS, REGIME, bits)),
        sizes,
        Optional.empty());
  }

  private static List<Line> declared(List<CertificateReview> reviews) {
    List<Line> out = new ArrayList<>();
    for (CertificateReview review : reviews) {
      String who = String.join(", ", review.authorities().stream().map(a -> a.name()).toList());
      String what =
          String.join(
              ", ", review.certificate().attests().stream().map(Attestation::text).toList());
      out.add(
          new Line(
              "ATTESTED",
              (who.isEmpty() ? "a key that the trust file does not hold" : who)
                  + " attests of the original: "
                  + what,
              review.evidence()));
    }
    return out;
  }
}
