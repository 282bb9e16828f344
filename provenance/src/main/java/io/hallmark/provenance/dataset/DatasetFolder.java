package io.hallmark.provenance.dataset;

import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The files of a data set folder: `manifest.json`, `SHARD.proof` and `versions/N.json`, the
/// manifests of earlier versions, are public, `opening/` is private. A copy has `original/` beside
/// them, public: manifest, certificates and policy proofs of its original, the proofs `SHARD.copy`
/// that it holds the same cells, and `original/` again if the original is a copy itself.
public final class DatasetFolder {
  /// Name of the manifest.
  public static final String MANIFEST = "manifest.json";

  /// Name of the private folder.
  public static final String OPENING = "opening";

  /// Name of the folder that describes the original of a copy.
  public static final String ORIGINAL = "original";

  /// Name of the folder of the manifests of earlier versions.
  public static final String VERSIONS = "versions";

  private static final int MAX_MANIFEST = 1 << 24;
  private static final int MAX_PROOF = 1 << 28;

  private DatasetFolder() {}

  /// Name of the dataset proof of a part.
  public static String proofName(String part) {
    return part + ".proof";
  }

  /// Name of the proof, beside the original's manifest, that a part of a copy holds the same cells.
  public static String copyName(String part) {
    return part + ".copy";
  }

  /// Reads a manifest file.
  ///
  /// @throws VerificationException see [DatasetManifest#read(byte[], DatasetLimits)]
  /// @throws IOException if it cannot be read
  public static DatasetManifest readManifest(Path file, DatasetLimits limits)
      throws VerificationException, IOException {
    return DatasetManifest.read(bounded(file, MAX_MANIFEST), limits);
  }

  /// Reads the manifests of all versions that are there, in order, and checks that they follow each
  /// other.
  ///
  /// @param dataset the data set folder
  /// @throws VerificationException if one cannot be read, or does not follow the one before
  /// @throws IOException if one cannot be read
  public static List<DatasetManifest> readVersions(Path dataset)
      throws VerificationException, IOException {
    List<DatasetManifest> out = new ArrayList<>();
    out.add(readManifest(dataset.resolve(MANIFEST), DatasetLimits.DEFAULT));
    for (int v = out.getFirst().version() - 1; v >= 1; v--) {
      Path file = dataset.resolve(VERSIONS).resolve(v + ".json");
      if (!Files.exists(file)) {
        break;
      }
      out.addFirst(readManifest(file, DatasetLimits.DEFAULT));
    }
    DatasetHistory.check(out);
    return out;
  }

  /// Reads the dataset proofs that stand beside a manifest.
  ///
  /// @throws VerificationException.Malformed if one is too long
  /// @throws IOException if one is missing or cannot be read
  public static SortedMap<String, byte[]> readProofs(Path manifestFile, DatasetManifest manifest)
      throws VerificationException.Malformed, IOException {
    return proofs(manifestFile, manifest.parts(), DatasetFolder::proofName);
  }

  /// Reads the copy proofs that stand beside a manifest, or an index.
  ///
  /// @throws VerificationException.Malformed if one is too long
  /// @throws IOException if one is missing or cannot be read
  public static SortedMap<String, byte[]> readCopyProofs(
      Path manifestFile, List<ManifestPart> parts)
      throws VerificationException.Malformed, IOException {
    return proofs(manifestFile, parts, DatasetFolder::copyName);
  }

  private static SortedMap<String, byte[]> proofs(
      Path manifestFile, List<ManifestPart> parts, UnaryOperator<String> name)
      throws VerificationException.Malformed, IOException {
    SortedMap<String, byte[]> proofs = new TreeMap<>();
    for (ManifestPart part : parts) {
      Path file = manifestFile.resolveSibling(name.apply(part.name()));
      proofs.put(part.name(), bounded(file, MAX_PROOF));
    }
    return proofs;
  }

  private static byte[] bounded(Path file, int limit)
      throws VerificationException.Malformed, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new VerificationException.Malformed(file + ": more than " + limit + " bytes");
      }
      return bytes;
    }
  }

  /// Lets others read the folder, whose `opening/` stays private.
  static void shareFolder(Path folder) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
