package io.hallmark.tlog.checkpoint;

import io.hallmark.tlog.note.SignatureLine;
import io.hallmark.tlog.note.SignatureType;
import io.hallmark.tlog.note.SignerKey;
import io.hallmark.tlog.note.VerifierKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/// What is signed of a checkpoint, by signature type (c2sp.org/tlog-cosignature):
///
/// - Ed25519: the text;
/// - Ed25519 cosignature: `cosignature/v1`, `time T` and the text, one after the other;
/// - ML-DSA-44 cosignature: `subtree/v1\n\0`, then with one length byte each the cosigner's name,
///   the time (u64), the origin, the start 0 and the end (u64 each), and the root. It says nothing
///   about extension lines.
public final class CheckpointSignatures {
  private static final byte[] SUBTREE = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);

  private CheckpointSignatures() {}

  /// Signs a checkpoint.
  ///
  /// @param time seconds since 1970, for cosignatures; at least 1
  public static SignatureLine sign(SignerKey key, Checkpoint checkpoint, long time) {
    if (time < 1) {
      throw new IllegalArgumentException("a cosignature has a time");
    }
    VerifierKey verifier = key.verifier();
    byte[] raw = key.sign(message(verifier, checkpoint, time));
    byte[] signature =
        verifier.type().isCosignature()
            ? ByteBuffer.allocate(Long.BYTES + raw.length).putLong(time).put(raw).array()
            : raw;
    return new SignatureLine(verifier.name(), verifier.keyId(), signature);
  }

  /// Whether a line is this key's signature over the checkpoint. Never throws on a stranger's
  /// bytes.
  public static boolean verify(VerifierKey key, Checkpoint checkpoint, SignatureLine line) {
    byte[] signature = line.signature();
    if (!key.signed(line)) {
      return false;
    }
    if (!key.type().isCosignature()) {
      return key.verify(message(key, checkpoint, 0), signature);
    }
    OptionalLong time = time(key, line);
    return time.isPresent()
        && key.verify(
            message(key, checkpoint, time.getAsLong()),
            Arrays.copyOfRange(signature, Long.BYTES, signature.length));
  }

  /// The time of a cosignature, in seconds since 1970; absent if there is none, or it is 0, which
  /// says nothing about when.
  public static OptionalLong time(VerifierKey key, SignatureLine line) {
    byte[] signature = line.signature();
    if (!key.type().isCosignature()
        || signature.length != Long.BYTES + key.type().signatureBytes()) {
      return OptionalLong.empty();
    }
    long time = ByteBuffer.wrap(signature).getLong();
    return time > 0 ? OptionalLong.of(time) : OptionalLong.empty();
  }

  private static byte[] message(VerifierKey key, Checkpoint checkpoint, long time) {
    return switch (key.type()) {
      case SignatureType.ED25519 -> utf8(checkpoint.text());
      case SignatureType.COSIGNATURE_ED25519 ->
          utf8("cosignature/v1\ntime " + time + "\n" + checkpoint.text());
      case SignatureType.COSIGNATURE_ML_DSA_44 -> subtree(key.name(), checkpoint, time);
    };
  }

  private static byte[] subtree(String name, Checkpoint checkpoint, long time) {
    byte[] cosigner = utf8(name);
    byte[] origin = utf8(checkpoint.origin());
    byte[] root = checkpoint.root().bytes();
    return ByteBuffer.allocate(
            SUBTREE.length + 2 + cosigner.length + origin.length + 3 * Long.BYTES + root.length)
        .put(SUBTREE)
        .put((byte) cosigner.length)
        .put(cosigner)
        .putLong(time)
        .put((byte) origin.length)
        .put(origin)
        .putLong(0)
        .putLong(checkpoint.size())
        .put(root)
        .array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
