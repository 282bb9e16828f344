package io.hallmark.provenance.source;

import io.hallmark.document.Digest;
import java.util.List;

/// What a source was before anybody decoded it.
///
/// @param name file name without folders; of several files their names joined by `+`
/// @param length bytes
/// @param sha256 SHA-256 of the bytes, of several files laid end to end
/// @param notes what an owner should know about the files, such as pages without checksums
public record SourceFile(String name, long length, Digest sha256, List<String> notes) {
  /// Copies the list.
  public SourceFile {
    notes = List.copyOf(notes);
  }

  /// A source about which there is nothing to say.
  public SourceFile(String name, long length, Digest sha256) {
    this(name, length, sha256, List.of());
  }
}
