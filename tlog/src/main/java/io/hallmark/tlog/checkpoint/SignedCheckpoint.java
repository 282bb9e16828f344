package io.hallmark.tlog.checkpoint;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.note.SignatureLine;
import io.hallmark.tlog.note.SignedNote;
import io.hallmark.tlog.note.VerifierKey;
import java.util.List;
import java.util.Optional;

/// A checkpoint with signatures, of which none is known to be right yet.
///
/// @param note the note
/// @param checkpoint its text, read
public record SignedCheckpoint(SignedNote note, Checkpoint checkpoint) {
  /// @throws IllegalArgumentException if the two are not the same
  public SignedCheckpoint {
    if (!note.text().equals(checkpoint.text())) {
      throw new IllegalArgumentException("not the checkpoint of this note");
    }
  }

  /// A checkpoint with its signatures.
  public static SignedCheckpoint of(Checkpoint checkpoint, List<SignatureLine> signatures) {
    return new SignedCheckpoint(new SignedNote(checkpoint.text(), signatures), checkpoint);
  }

  /// Reads a signed checkpoint.
  ///
  /// @throws LogException.Malformed if the bytes are none
  public static SignedCheckpoint parse(byte[] bytes) throws LogException.Malformed {
    SignedNote note = SignedNote.parse(bytes);
    return new SignedCheckpoint(note, Checkpoint.parse(note.text()));
  }

  /// The verified signature of a known key, if it signed.
  ///
  /// @throws LogException.Rejected `LOG_SIGNATURE` if a line names the key and is not its signature
  ///   over this checkpoint, or two lines name it
  public Optional<SignatureLine> signature(VerifierKey key) throws LogException.Rejected {
    List<SignatureLine> lines = note.by(key);
    if (lines.size() > 1) {
      throw new LogException.Rejected(LogCheck.LOG_SIGNATURE, "two signatures of " + key);
    }
    for (SignatureLine line : lines) {
      if (!CheckpointSignatures.verify(key, checkpoint, line)) {
        throw new LogException.Rejected(
            LogCheck.LOG_SIGNATURE, "not a signature of " + key + " over this checkpoint");
      }
    }
    return lines.stream().findFirst();
  }

  /// The same with further signatures.
  public SignedCheckpoint with(List<SignatureLine> more) {
    return new SignedCheckpoint(note.with(more), checkpoint);
  }
}
