package io.hallmark.provenance.source;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Counts and digests the raw bytes of a source as they pass, and tells how far it is.
final class Tally {
  private static final long STEP = 1 << 20;
  private static final String PHASE = "read";

  private final MessageDigest sha256 = Digests.newSha256();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Progress progress;
  private final long total;
  private long length;
  private long told;

  private Tally(Progress progress, long total) {
    this.progress = progress;
    this.total = total;
    progress.report(PHASE, 0, total);
  }

  /// A tally of these files.
  static Tally of(List<Path> files, Progress progress) throws IOException {
    long total = 0;
    for (Path file : files) {
      total += Files.size(file);
    }
    return new Tally(progress, total);
  }

  /// Takes bytes that were read.
  void add(byte[] bytes, int from, int count) {
    sha256.update(bytes, from, count);
    length += count;
    if (length - told >= STEP) {
      told = length;
      progress.report(PHASE, Math.min(length, total), total);
    }
  }

  /// Remembers what the owner should know.
  void note(String text) {
    notes.add(text);
  }

  /// What was read altogether.
  SourceFile file(String name) {
    progress.report(PHASE, total, total);
    return new SourceFile(name, length, Digest.of(sha256.digest()), List.copyOf(notes));
  }
}
