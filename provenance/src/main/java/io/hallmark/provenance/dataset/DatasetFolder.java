package io.hallmark.provenance.dataset;

import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files of a data set folder: `manifest.json`, `train.proof` and `test.proof` are public,
/// `opening/` is private.
public final class DatasetFolder {
  /// Name of the manifest.
  public static final String MANIFEST = "manifest.json";

  /// Name of the private folder.
  public static final String OPENING = "opening";

  private static final int MAX_MANIFEST = 1 << 24;
  private static final int MAX_PROOF = 1 << 28;

  private DatasetFolder() {}

  /// Name of the dataset proof of a part.
  public static String proofName(String part) {
    return part + ".proof";
  }

  /// Reads a manifest file.
  ///
  /// @throws VerificationException see [DatasetManifest#read(byte[], DatasetLimits)]
  /// @throws IOException if it cannot be read
  public static DatasetManifest readManifest(Path file, DatasetLimits limits)
      throws VerificationException, IOException {
    return DatasetManifest.read(bounded(file, MAX_MANIFEST), limits);
  }

  /// Reads the dataset proofs that stand beside a manifest.
  ///
  /// @throws VerificationException.Malformed if one is too long
  /// @throws IOException if one is missing or cannot be read
  public static SortedMap<String, byte[]> readProofs(Path manifestFile, DatasetManifest manifest)
      throws VerificationException.Malformed, IOException {
    SortedMap<String, byte[]> proofs = new TreeMap<>();
    for (ManifestPart part : manifest.parts()) {
      Path file = manifestFile.resolveSibling(proofName(part.name()));
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
