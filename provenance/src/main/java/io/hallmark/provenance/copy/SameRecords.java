package io.hallmark.provenance.copy;

import static io.hallmark.provenance.certificate.CertificateChecks.check;
import static io.hallmark.provenance.certificate.CertificateChecks.checkProof;

import io.hallmark.document.Digest;
import io.hallmark.proof.argument.SecurityReport;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.CertificateReview;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.CertificateCheck;
import io.hallmark.provenance.certificate.CertificateChecks.ProofOutcome;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict.Line;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The data sets that hold the same records as that of a certificate: its original, the original of
/// that, and so on. What authorities and policy proofs say about one of them they say about all,
/// **once [#verify] has accepted the proofs**.
public final class SameRecords {
  private static final int MOST = 16;

  private final DatasetManifest own;
  private final List<CopyCertificate> chain;

  private SameRecords(DatasetManifest own, List<CopyCertificate> chain) {
    this.own = own;
    this.chain = chain;
  }

  /// Reads the copy proofs in a container.
  ///
  /// @param own manifest of the data set that the container is about
  /// @throws Rejected `LIMIT`, `COPY_CHAIN`, or what a manifest is refused for
  /// @throws Malformed if a member cannot be read
  public static SameRecords read(DatasetManifest own, HallmarkBundle bundle, DatasetLimits limits)
      throws VerificationException {
    List<HallmarkBundle> contained = bundle.originals();
    check(
        CertificateCheck.LIMIT,
        contained.size() <= MOST,
        () -> "more than " + MOST + " copies of copies");
    List<CopyCertificate> chain = new ArrayList<>();
    DatasetManifest last = own;
    for (HallmarkBundle one : contained) {
      String member = HallmarkBundle.original(chain.size());
      CopyCertificate copy;
      try {
        copy = CopyCertificate.read(one, limits);
      } catch (Malformed e) {
        throw new Malformed(member + ": " + e.place());
      } catch (Rejected e) {
        throw new Rejected(e.code(), member + ": " + e.detail());
      }
      Digest expected = last.digest();
      check(
          CertificateCheck.COPY_CHAIN,
          copy.manifest().digest().equals(expected),
          () -> member + " is about another data set");
      chain.add(copy);
      last = copy.original();
    }
    return new SameRecords(own, List.copyOf(chain));
  }

  /// Whether a manifest is that of the data set or of one of its originals.
  public boolean includes(Digest manifest) {
    return manifest.equals(own.digest()) || originals().contains(manifest);
  }

  /// Digests of the manifests of the originals, the nearest first.
  public List<Digest> originals() {
    return chain.stream().map(c -> c.original().digest()).toList();
  }

  /// Reviews what authorities say about the originals.
  ///
  /// @throws VerificationException as [TrustPolicy#review] does
  public List<CertificateReview> reviews(TrustPolicy trust, Instant at)
      throws VerificationException {
    List<CertificateReview> out = new ArrayList<>();
    for (CopyCertificate copy : chain) {
      for (byte[] member : copy.bundle().authorities()) {
        out.add(
            trust.review(
                DsseEnvelope.read(member), copy.original().sha256(), copy.original().digest(), at));
      }
    }
    return out;
  }

  /// Verifies all proofs.
  ///
  /// @param reports takes the security of each proof, by member
  /// @throws Rejected `COPY_CERTIFICATE/NAME`
  public void verify(Map<String, SecurityReport> reports) throws VerificationException {
    for (int i = 0; i < chain.size(); i++) {
      String member = HallmarkBundle.original(i);
      ProofOutcome outcome = new ProofOutcome("", "");
      try {
        chain
            .get(i)
            .verify()
            .forEach((part, report) ->
                reports.put(member + "/" + HallmarkBundle.copyProof(part), report));
      } catch (Rejected e) {
        outcome = new ProofOutcome(e.code(), member + ": " + e.detail());
      }
      checkProof(CertificateCheck.COPY_CERTIFICATE, outcome);
    }
  }

  /// What is proven about the data set, a line per original.
  public List<Line> lines() {
    List<Line> out = new ArrayList<>();
    for (CopyCertificate copy : chain) {
      DatasetManifest original = copy.original();
      out.add(
          new Line(
              "SAME_RECORDS",
              ("version %d of data set %s holds the same cells, record by record, as version %d,"
                      + " manifest %s: what is said about that one holds for this one")
                  .formatted(
                      copy.manifest().version(),
                      original.name(),
                      original.version(),
                      original.digest().hex()),
              copy.manifest().digest()));
    }
    return out;
  }
}
