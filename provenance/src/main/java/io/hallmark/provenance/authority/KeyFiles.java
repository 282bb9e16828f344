package io.hallmark.provenance.authority;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.AtomicFiles.Access;
import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;

/// The two files of a key pair: `NAME`, PKCS#8 PEM readable by its owner only, and `NAME.pub`, SPKI
/// PEM. Neither is ever overwritten.
public final class KeyFiles {
  private static final int MAX_BYTES = 16_384;

  private KeyFiles() {}

  /// The file of the public key beside a private one.
  public static Path publicFile(Path privateFile) {
    return privateFile.resolveSibling(privateFile.getFileName() + ".pub");
  }

  /// Writes a new key pair.
  ///
  /// @throws FileAlreadyExistsException if one of the files exists
  /// @throws IOException if writing fails
  public static void write(Path privateFile, KeyPair pair) throws IOException {
    Path open = publicFile(privateFile);
    if (Files.exists(open)) {
      throw new FileAlreadyExistsException(open.toString());
    }
    Files.createDirectories(privateFile.toAbsolutePath().getParent());
    byte[] secret = Keys.privatePem(pair.getPrivate()).getBytes(StandardCharsets.US_ASCII);
    AtomicFiles.writeNew(privateFile, Access.OWNER_ONLY, out -> out.write(secret));
    Arrays.fill(secret, (byte) 0);
    byte[] published = Keys.publicPem(pair.getPublic()).getBytes(StandardCharsets.US_ASCII);
    AtomicFiles.writeNew(open, Access.SHARED, out -> out.write(published));
  }

  /// Reads a private key and the `.pub` file beside it. A private key that others can read is not
  /// used: nobody knows who signs with it.
  ///
  /// @throws VerificationException.Malformed if a file is no key, or they do not belong together
  /// @throws IOException if a file cannot be read, or the private one can be read by others
  public static KeyPair readPair(Path privateFile)
      throws VerificationException.Malformed, IOException {
    requireOwnerOnly(privateFile);
    PublicKey open = readPublic(publicFile(privateFile));
    try {
      return Keys.pair(Keys.readPrivate(read(privateFile)), open);
    } catch (IllegalArgumentException e) {
      throw new VerificationException.Malformed(
          privateFile + ": the .pub file beside it belongs to another key");
    }
  }

  /// Requires that nobody but its owner can read a file of private keys.
  ///
  /// @throws IOException if others can, or its permissions cannot be read
  public static void requireOwnerOnly(Path privateFile) throws IOException {
    if (!AtomicFiles.isOwnerOnly(privateFile)) {
      throw new IOException(
          privateFile
              + ": others can read this private key. Nothing was signed. What to do: chmod 600 it,"
              + " or make a new one if somebody may have read it");
    }
  }

  /// Reads a public key.
  ///
  /// @throws VerificationException.Malformed if the file is no key in SPKI PEM
  /// @throws IOException if the file cannot be read
  public static PublicKey readPublic(Path file)
      throws VerificationException.Malformed, IOException {
    return Keys.readPublic(read(file));
  }

  private static String read(Path file) throws VerificationException.Malformed, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new VerificationException.Malformed(file + ": too long for a key");
      }
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      Arrays.fill(bytes, (byte) 0);
      return text;
    }
  }
}
