package io.hallmark.provenance.compliance;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.Progress;
import io.hallmark.proof.ProofException;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.copy.CopyCertificate;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.DatasetWithdrawer;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.dataset.ShardAncestry;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.policy.PolicyRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// The withdrawal of subjects or works from a data set: who is concerned, the version without them,
/// and the proof that it is without them. The proof is of a policy of one rule, `exclude`, and
/// travels with later trainings on the new version like any policy proof.
///
/// @param dataset folder of the data set
/// @param column column of digests by which the records are found
/// @param list the withdrawn digests
public record Withdrawal(Path dataset, String column, PolicyList.Published list) {
  private static final String LIST = "withdrawn";

  /// The policy that the new version keeps.
  public PolicyDocument policy() {
    JsonObject rule =
        JsonObject.builder()
            .put("id", "withdrawn")
            .put("kind", "exclude")
            .put("column", column)
            .put("list", LIST)
            .put("reason", "withdrawn from the data set")
            .build();
    JsonObject document =
        JsonObject.builder()
            .put("type", PolicyDocument.TYPE)
            .put("name", "withdrawn")
            .put("version", 1)
            .put("lists", JsonObject.builder().put(LIST, "statement").build())
            .put("rules", new JsonArray(List.of(rule)))
            .build();
    try {
      return PolicyDocument.read(CanonicalJson.write(document));
    } catch (VerificationException.Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  /// A name for files, of 16 hexadecimal digits: the same only for the same column and list.
  public String id() {
    return Digests.sha256(policy().digest().bytes(), list.digest().bytes()).hex().substring(0, 16);
  }

  /// How many records are concerned, by name of the shard.
  ///
  /// @throws PolicyRefused if list and column are not of one kind
  /// @throws VerificationException if the folder cannot be read
  /// @throws IOException if a file cannot be read
  public Map<String, Integer> find() throws IOException, VerificationException, PolicyRefused {
    PolicyProver.check(dataset, policy(), Map.of(LIST, list), OptionalLong.empty());
    return DatasetWithdrawer.find(opening(), column, keys()::contains);
  }

  private DatasetOpening opening() throws VerificationException, IOException {
    return DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING));
  }

  private Set<Long> keys() {
    Set<Long> out = new HashSet<>();
    for (long key : list.entries().limbs()[0]) {
      out.add(key);
    }
    return out;
  }

  /// Descriptors of the commitments that hold concerned records, in this version and those before
  /// it: those of the shards, of the shards that they replaced, and of the shards of originals that
  /// have the same records.
  ///
  /// @param shards names of the shards
  public Set<Digest> commitments(Set<String> shards) throws VerificationException, IOException {
    Set<Digest> out = new TreeSet<>(Comparator.comparing(Digest::hex));
    DatasetOpening opening = opening();
    ShardAncestry ancestry = new ShardAncestry(opening, shards);
    out.addAll(ancestry.commitments());
    for (HallmarkBundle original : CopyCertificate.of(dataset, opening.manifest())) {
      add(CopyCertificate.read(original, DatasetLimits.DEFAULT).original(), ancestry.names(), out);
    }
    return out;
  }

  /// The versions of the data set that hold concerned records, the newest first.
  ///
  /// @param shards names of the shards
  public List<DatasetManifest> versions(Set<String> shards)
      throws VerificationException, IOException {
    return new ShardAncestry(opening(), shards).versions();
  }

  private static void add(DatasetManifest manifest, Set<String> shards, Set<Digest> out) {
    manifest.parts().stream()
        .filter(p -> shards.contains(p.name()))
        .map(ManifestPart::descriptor)
        .forEach(out::add);
  }

  /// Makes the version without the records.
  ///
  /// @return its manifest
  /// @throws RefusedException as [DatasetWithdrawer#withdraw] does
  public DatasetManifest withdraw(Instant created, Progress progress)
      throws RefusedException, VerificationException, IOException {
    return DatasetWithdrawer.withdraw(dataset, column, keys()::contains, created, progress);
  }

  /// Finishes what a killed process left.
  public void finish() throws VerificationException, IOException {
    DatasetWithdrawer.finish(dataset);
  }

  /// Proves that the present version is without the records: one opening of every shard.
  ///
  /// @throws RefusedException if it is not, or the openings do not suffice
  public HallmarkBundle prove(Progress progress)
      throws RefusedException, VerificationException, IOException, PolicyRefused, ProofException {
    return PolicyProver.prove(
        dataset, policy(), Map.of(LIST, list), OptionalLong.empty(), progress);
  }
}
