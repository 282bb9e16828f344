package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.copy.CopyCertificate;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.training.RunStatement.PartLink;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/// The shards that a model was made of, as its certificate says. **Nothing is verified here.**
public final class UsedShards {
  private UsedShards() {}

  /// Descriptors of the shards that a run read, and of those of originals that hold the same
  /// records.
  ///
  /// @throws VerificationException if it is no training certificate, or cannot be read
  public static Set<Digest> of(HallmarkBundle certificate) throws VerificationException {
    CertificateDocuments documents = CertificateDocuments.read(certificate, Limits.DEFAULT);
    Set<Digest> out = new TreeSet<>(Comparator.comparing(Digest::hex));
    for (PartLink part : documents.statement().data().parts()) {
      out.add(part.descriptor());
    }
    for (HallmarkBundle contained : certificate.originals()) {
      CopyCertificate copy = CopyCertificate.read(contained, Limits.DEFAULT.ofDataset());
      for (ManifestPart part : copy.manifest().parts()) {
        if (out.contains(part.descriptor())) {
          copy.original().part(part.name()).ifPresent(p -> out.add(p.descriptor()));
        }
      }
    }
    return out;
  }

  /// The same for a run and all before it.
  ///
  /// @throws VerificationException if one is no training certificate, or there are too many
  public static Set<Digest> inherited(HallmarkBundle certificate) throws VerificationException {
    Set<Digest> out = new TreeSet<>(Comparator.comparing(Digest::hex));
    HallmarkBundle link = certificate;
    for (int i = 0; i <= Limits.DEFAULT.ancestors(); i++) {
      out.addAll(of(link));
      if (link.parent().isEmpty()) {
        return out;
      }
      link = link.parent().get();
    }
    throw new VerificationException.Rejected("LIMIT", "too many ancestors");
  }
}
