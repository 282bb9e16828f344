package io.hallmark.provenance.policy;

/// What is public about a list.
public sealed interface ListSource {
  /// A published list.
  record Published(EntryList entries) implements ListSource {}

  /// A private list: a commitment of so many entries.
  record Committed(int rows, int limbs) implements ListSource {}
}
