package io.hallmark.provenance.copy;

import io.hallmark.proof.argument.SecurityReport;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.dataset.CopyProofs;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// A container that says of two data sets that they hold the same records: both manifests, a proof
/// per part, and the certificates of authorities about the original.
///
/// @param bundle the container
/// @param original manifest of the original
/// @param manifest manifest of the copy
public record CopyCertificate(
    HallmarkBundle bundle, DatasetManifest original, DatasetManifest manifest) {
  private static final int MOST = 16;

  /// Reads a container; its proofs are not verified.
  ///
  /// @throws Rejected `STATEMENT_TYPE` if it is another kind of container, or what a manifest is
  ///   refused for
  /// @throws Malformed if a member cannot be read
  public static CopyCertificate read(HallmarkBundle bundle, DatasetLimits limits)
      throws VerificationException {
    if (!bundle.isCopyProof()) {
      throw new Rejected("STATEMENT_TYPE", "not a proof that two data sets are the same");
    }
    return new CopyCertificate(
        bundle,
        DatasetManifest.read(bundle.required(HallmarkBundle.COPIED), limits),
        DatasetManifest.read(bundle.required(HallmarkBundle.MANIFEST), limits));
  }

  /// Verifies the proofs.
  ///
  /// @return the security of each proof, by name of the part
  /// @throws Rejected by a check of a copy
  public SortedMap<String, SecurityReport> verify() throws VerificationException {
    return CopyProofs.verify(original, manifest, bundle.copyProofs());
  }

  /// The certificates that the folder of a data set holds: that it is a copy of its original, that
  /// this is a copy of its own, and so on; none if it is no copy, or one that went on to another
  /// version.
  ///
  /// @throws VerificationException if a file cannot be read
  /// @throws IOException if one is missing
  public static List<HallmarkBundle> of(Path dataset, DatasetManifest manifest)
      throws VerificationException, IOException {
    List<HallmarkBundle> out = new ArrayList<>();
    DatasetManifest copy = manifest;
    Path folder = dataset.resolve(DatasetFolder.ORIGINAL);
    while (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && out.size() < MOST) {
      Path file = folder.resolve(DatasetFolder.MANIFEST);
      DatasetManifest original = DatasetFolder.readManifest(file, DatasetLimits.DEFAULT);
      if (!copy.parent().equals(Optional.of(original.digest()))) {
        break; // a later version of the copy, which holds other records
      }
      Map<String, byte[]> members = new LinkedHashMap<>();
      members.put(HallmarkBundle.MANIFEST, copy.write());
      members.put(HallmarkBundle.COPIED, original.write());
      DatasetFolder.readCopyProofs(file, copy.parts())
          .forEach((part, proof) -> members.put(HallmarkBundle.copyProof(part), proof));
      int authorities = 0;
      for (byte[] certificate : files(folder, "certificate*.json")) {
        members.put(HallmarkBundle.authority(authorities++), certificate);
      }
      out.add(HallmarkBundle.of(members));
      copy = original;
      folder = folder.resolve(DatasetFolder.ORIGINAL);
    }
    return out;
  }

  /// The policy proofs about the originals of the data set in a folder.
  ///
  /// @throws IOException if one cannot be read
  public static List<byte[]> policyProofs(Path dataset) throws IOException {
    List<byte[]> out = new ArrayList<>();
    Path folder = dataset.resolve(DatasetFolder.ORIGINAL);
    for (int i = 0; i < MOST && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS); i++) {
      out.addAll(files(folder, "policy*.hallmark"));
      folder = folder.resolve(DatasetFolder.ORIGINAL);
    }
    return out;
  }

  private static List<byte[]> files(Path folder, String pattern) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, pattern)) {
      stream.forEach(files::add);
    }
    files.sort(Comparator.comparing(f -> String.valueOf(f.getFileName())));
    List<byte[]> out = new ArrayList<>();
    for (Path file : files) {
      out.add(Files.readAllBytes(file));
    }
    return out;
  }
}
