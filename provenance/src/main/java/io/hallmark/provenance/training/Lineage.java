package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.copy.CopyCertificate;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Where a model comes from, as its certificate and those of its parents say: data set, run, model,
/// parent. Every edge is a digest inside a signed document. **Nothing is verified here**: a lineage
/// is worth what `verify` says about the certificate, which contains those of all parents.
///
/// @param model identity of the model
/// @param statement digest of the run statement
/// @param dataset digest of the manifest
/// @param datasetName its name
/// @param olderDataset digest of the manifest of which it is a new version
/// @param originals digests of the manifests of which it is a renewal or a copy, the nearest first:
///   they hold the same records
/// @param origin where its owner says that it comes from: title and issuer of the origin record
/// @param program digest of the program
/// @param trainer identifier of the trainer's key
/// @param intended when the run was intended, as documents write times
/// @param parent where the model came from that the run started from
public record Lineage(
    Digest model,
    Digest statement,
    Digest dataset,
    String datasetName,
    Optional<Digest> olderDataset,
    List<Digest> originals,
    Optional<String> origin,
    Digest program,
    String trainer,
    String intended,
    Optional<Lineage> parent) {
  /// Copies the list.
  public Lineage {
    originals = List.copyOf(originals);
  }

  /// Reads the lineage of a certificate.
  ///
  /// @throws VerificationException if it is no training certificate, or more than the usual number
  ///   of parents stand in it
  public static Lineage read(HallmarkBundle certificate) throws VerificationException {
    return read(certificate, 0);
  }

  private static Lineage read(HallmarkBundle certificate, int generation)
      throws VerificationException {
    if (!certificate.isTraining()) {
      throw new VerificationException.Rejected("STATEMENT_TYPE", "not a training certificate");
    }
    if (generation > Limits.DEFAULT.ancestors()) {
      throw new VerificationException.Rejected("LIMIT", "too many ancestors");
    }
    CertificateDocuments documents = CertificateDocuments.read(certificate, Limits.DEFAULT);
    DatasetManifest manifest = documents.manifest();
    Optional<HallmarkBundle> parent = certificate.parent();
    List<Digest> originals = new ArrayList<>();
    for (HallmarkBundle copy : certificate.originals()) {
      originals.add(CopyCertificate.read(copy, DatasetLimits.DEFAULT).original().digest());
    }
    return new Lineage(
        documents.statement().model().identity(),
        documents.statement().digest(),
        manifest.digest(),
        manifest.name(),
        manifest.parent(),
        originals,
        manifest
            .schema()
            .origin()
            .map(o -> o.fields().get("title") + ", " + o.fields().get("issuer")),
        documents.statement().program(),
        Keys.keyId(documents.intent().trainer()),
        Documents.text(documents.intent().created()),
        parent.isPresent() ? Optional.of(read(parent.get(), generation + 1)) : Optional.empty());
  }

  /// Digests of all data sets that took part, in this run or before it, of those that hold the same
  /// records, and of the versions that they continue.
  public Set<Digest> datasets() {
    Set<Digest> out = new TreeSet<>((a, b) -> a.hex().compareTo(b.hex()));
    out.add(dataset);
    out.addAll(originals);
    olderDataset.ifPresent(out::add);
    parent.ifPresent(p -> out.addAll(p.datasets()));
    return out;
  }

  /// The tree, a line each, the model first.
  public List<String> tree() {
    List<String> out = new ArrayList<>();
    out.add("model " + model.hex());
    out.add("├─ run " + statement.hex() + ", intended " + intended + " by " + trainer);
    out.add("├─ program " + program.hex());
    String branch = parent.isPresent() ? "├─ " : "└─ ";
    out.add(branch + "data set " + Documents.printable(datasetName) + " " + dataset.hex());
    olderDataset.ifPresent(
        d -> out.add((parent.isPresent() ? "│  " : "   ") + "└─ new version of " + d.hex()));
    originals.forEach(
        d -> out.add((parent.isPresent() ? "│  " : "   ") + "└─ same records as " + d.hex()));
    origin.ifPresent(
        o -> out.add((parent.isPresent() ? "│  " : "   ") + "└─ from " + Documents.printable(o)));
    if (parent.isPresent()) {
      List<String> below = parent.get().tree();
      for (int i = 0; i < below.size(); i++) {
        out.add((i == 0 ? "└─ started from " : "   ") + below.get(i));
      }
    }
    return out;
  }
}
