package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.note.SignatureLine;
import io.hallmark.tlog.note.SignatureType;
import io.hallmark.tlog.note.VerifierKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/// Where the seed of an intent of grade `beacon` will come from: the log in which the intent is
/// entered, and the cosigners whose signatures over the checkpoint after it are the seed's value.
///
/// The log is part of the intent, so that one intent cannot be entered in several logs and the best
/// seed taken; the cosigners are in a fixed order.
///
/// @param log the log's Ed25519 key; its name is the log's origin
/// @param cosigners keys of cosignature types, 1 to 16, each once
public record Beacon(VerifierKey log, List<VerifierKey> cosigners) {
  private static final String TAG = "hallmark/beacon/v1";
  private static final int MAX_COSIGNERS = 16;

  /// @throws IllegalArgumentException if a key is of the wrong type or stands twice, or there are
  ///   not 1 to 16 cosigners
  public Beacon {
    cosigners = List.copyOf(cosigners);
    TreeSet<String> texts = new TreeSet<>();
    for (VerifierKey key : cosigners) {
      if (!key.type().isCosignature() || !texts.add(HexFormat.of().formatHex(key.raw()))) {
        throw new IllegalArgumentException("not a cosigner's key, or twice: " + key);
      }
    }
    if (log.type() != SignatureType.ED25519
        || cosigners.isEmpty()
        || cosigners.size() > MAX_COSIGNERS) {
      throw new IllegalArgumentException("a beacon has an Ed25519 log key and 1 to 16 cosigners");
    }
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("log", log.text())
        .put("cosigners", JsonArray.ofStrings(cosigners.stream().map(VerifierKey::text).toList()))
        .build();
  }

  static Beacon read(JsonReader in) throws DocumentException.Malformed {
    try {
      VerifierKey log = VerifierKey.parse(in.string("log"));
      List<VerifierKey> cosigners = new ArrayList<>();
      for (String text : in.strings("cosigners")) {
        cosigners.add(VerifierKey.parse(text));
      }
      return new Beacon(log, cosigners);
    } catch (LogException.Malformed | IllegalArgumentException e) {
      throw new DocumentException.Malformed(in.path(), String.valueOf(e.getMessage()));
    }
  }

  /// The value: `SHA-256("hallmark/beacon/v1" 0x00 lp(text of the checkpoint), then for each
  /// cosigner in order lp(its cosignature))`, a cosignature being what follows the key ID in its
  /// line: eight bytes of time and the raw signature.
  ///
  /// **That it is the checkpoint after the intent is the caller's to check.**
  ///
  /// @throws LogException.Rejected if a cosigner's signature is absent, wrong, or there twice
  public Digest value(SignedCheckpoint checkpoint) throws LogException.Rejected {
    List<byte[]> pieces = new ArrayList<>();
    pieces.add(Digests.lp(checkpoint.note().text()));
    for (VerifierKey key : cosigners) {
      SignatureLine line =
          checkpoint
              .signature(key)
              .orElseThrow(
                  () -> new LogException.Rejected(LogCheck.LOG_QUORUM, key + " has not signed"));
      pieces.add(Digests.lp(line.signature()));
    }
    return Digests.tagged(TAG, pieces.toArray(byte[][]::new));
  }
}
