package io.hallmark.document;

/// Hears how far a long operation is.
///
/// Implementations may be called from any thread and as often as one likes.
@FunctionalInterface
public interface Progress {
  /// Hears nothing.
  Progress QUIET = (phase, done, total) -> {};

  /// One phase has come this far.
  ///
  /// @param phase its name, such as `commit`; a new name ends the phase before
  /// @param done units of work done, from 0 to `total`
  /// @param total units of work altogether, or 0 if that is unknown
  void report(String phase, long done, long total);
}
