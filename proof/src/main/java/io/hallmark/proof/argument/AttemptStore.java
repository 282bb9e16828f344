package io.hallmark.proof.argument;

import java.util.Optional;

/// Where an unfinished attempt at a proof survives the process that works on it: a few small files,
/// one of them with the 32 fresh bytes from which all secrets of the attempt follow. Whoever reads
/// it reads the witness out of the finished proof.
///
/// One store belongs to one writer at a time, and holds one attempt. What is written is private to
/// its owner, and under its name whole or absent. It must survive the process, and may be lost with
/// the machine: nothing of an attempt leaves before its finished proof was stored elsewhere.
public interface AttemptStore {
  /// Keeps nothing: an attempt ends with its process.
  AttemptStore NONE =
      new AttemptStore() {
        @Override
        public Optional<byte[]> read(String name) {
          return Optional.empty();
        }

        @Override
        public void create(String name, byte[] content) {}

        @Override
        public void replace(String name, byte[] content) {}

        @Override
        public void erase() {}
      };

  /// The content of a file, or nothing.
  ///
  /// @param name lower-case letters, digits and hyphens
  /// @throws java.io.UncheckedIOException if the file is there and cannot be read
  Optional<byte[]> read(String name);

  /// Makes a file.
  ///
  /// @param name lower-case letters, digits and hyphens; no such file exists
  /// @throws java.io.UncheckedIOException if it cannot be made
  void create(String name, byte[] content);

  /// Makes a file, or replaces it whole.
  ///
  /// @param name lower-case letters, digits and hyphens
  /// @throws java.io.UncheckedIOException if it cannot be made; the file is then what it was
  void replace(String name, byte[] content);

  /// Committed cells of a run from which on the digests of its rows are kept, too, 32 bytes per
  /// position of the code and 64 rows: encoding a smaller run again takes less time than to keep
  /// them.
  default long leastCellsForDigests() {
    return 1L << 23;
  }

  /// Overwrites and removes everything.
  ///
  /// @throws java.io.UncheckedIOException if something stays
  void erase();
}
