package io.hallmark.provenance.training;

import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.relation.RunRefused;
import io.hallmark.learning.sampler.RunSeed;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.Parameters;
import io.hallmark.proof.relation.Group;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunBytes;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.dataset.DatasetProofs;
import io.hallmark.provenance.dataset.ManifestPart;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The proofs of a certificate as plain files, for a second verifier that knows the protocol and
/// nothing of training. The runs are compiled here; **nothing is verified**, and a second verifier
/// only shows what the proof system shows: that these runs hold for these public bytes and roots.
public final class ProofFiles {
  private ProofFiles() {}

  /// The files of every proof: `run`, then `dataset-PART` for each part that the run uses, then
  /// `reveal` if the model was opened.
  ///
  /// @param model the weights file, if the container has none
  /// @return contents by file name (`run.bin`, …, `tables/HEX.bin`), by name of the proof
  /// @throws VerificationException if the documents cannot be read or the run cannot be compiled
  public static Map<String, Map<String, byte[]>> of(HallmarkBundle bundle, Optional<byte[]> model)
      throws VerificationException {
    CertificateDocuments documents = CertificateDocuments.read(bundle, Limits.DEFAULT);
    String tooLarge = LimitCheck.problem(documents, Limits.DEFAULT);
    if (tooLarge != null) {
      throw new Rejected("LIMIT", tooLarge);
    }
    Map<String, Map<String, byte[]>> out = new LinkedHashMap<>();
    RunDescription description =
        description(documents, model.isPresent() ? model : bundle.optional(HallmarkBundle.MODEL));
    try {
      out.put(
          "run",
          files(
              description.compile(),
              description.parameters(),
              description.roots().values(),
              description.publicBytes(),
              bundle.required(HallmarkBundle.RUN_PROOF)));
      for (ManifestPart part : description.parts()) {
        byte[] proof = bundle.datasetProofs().get(part.name());
        if (proof != null) {
          out.put(
              "dataset-" + part.name(),
              files(
                  DatasetProofs.run(documents.manifest(), part),
                  DatasetProofs.parameters(part),
                  List.of(part.root().bytes()),
                  documents.manifest().proofContext(part).bytes(),
                  proof));
        }
      }
      reveal(documents, description, model).ifPresent(files -> out.put("reveal", files));
    } catch (RunRefused | ProofException e) {
      throw new Rejected("RUN_REFUSED", String.valueOf(e.getMessage()));
    }
    return out;
  }

  private static Optional<Map<String, byte[]>> reveal(
      CertificateDocuments documents, RunDescription description, Optional<byte[]> model)
      throws VerificationException, ProofException {
    Optional<Reveal> reveal = Reveal.read(documents);
    if (reveal.isEmpty()) {
      return Optional.empty();
    }
    RunStatement statement = documents.statement();
    HallmarkBundle bundle = documents.bundle();
    ModelSnapshot served =
        ReleasedWeights.read(
            documents,
            description.network(),
            reveal.get().weights(),
            model.isPresent() ? model : bundle.optional(HallmarkBundle.MODEL));
    return Optional.of(
        files(
            Reveal.run(description.network(), served, statement),
            Reveal.parameters(statement),
            Reveal.roots(statement).values(),
            reveal.get().statement().digest().bytes(),
            bundle.required(HallmarkBundle.REVEAL_PROOF)));
  }

  private static RunDescription description(CertificateDocuments documents, Optional<byte[]> model)
      throws VerificationException {
    Network network = Network.of(documents.program());
    RunStatement statement = documents.statement();
    List<ManifestPart> parts = BoundsCheck.parts(documents);
    ParentModel parent = parent(documents);
    if (BoundsCheck.programFitsData(documents) != null
        || BoundsCheck.windows(documents) != null
        || BoundsCheck.evaluations(documents) != null
        || BoundsCheck.older(documents, parts, parent) != null) {
      throw new Rejected("RUN_REFUSED", "the bounds of the statement are not those of a run");
    }
    return new RunDescription(
        network,
        RunSeed.of(
            documents.intent().digest(), statement.seed().grade().word(), statement.seed().value()),
        statement,
        parts,
        parent,
        released(documents, network, model));
  }

  private static @Nullable ModelSnapshot released(
      CertificateDocuments documents, Network network, Optional<byte[]> model)
      throws VerificationException {
    return documents.statement().model().mode() == ReleaseMode.SEALED
        ? null
        : ReleasedWeights.read(documents, network, documents.statement().model().identity(), model);
  }

  /// The parent from which the run starts, if its certificate is there.
  private static @Nullable ParentModel parent(CertificateDocuments documents)
      throws VerificationException {
    Optional<HallmarkBundle> contained = documents.bundle().parent();
    return contained.isPresent()
            && documents.intent().initial() instanceof InitialModel.Parent named
        ? ParentModel.read(contained.get(), named, Limits.DEFAULT)
        : null;
  }

  private static Map<String, byte[]> files(
      Run run, Parameters parameters, Collection<byte[]> roots, byte[] publicBytes, byte[] proof)
      throws ProofException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    roots.forEach(joined::writeBytes);
    Map<String, byte[]> out = new LinkedHashMap<>();
    out.put("run.bin", RunBytes.run(run));
    out.put(
        "parameters.bin",
        parameters.words(RunIndex.of(run).groups().stream().map(Group::geometry).toList()));
    out.put("public.bin", publicBytes);
    out.put("roots.bin", joined.toByteArray());
    out.put("proof.bin", proof);
    RunBytes.tables(run).forEach((hex, table) -> out.put("tables/" + hex + ".bin", table));
    return out;
  }
}
