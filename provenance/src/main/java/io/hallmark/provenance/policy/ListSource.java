package io.hallmark.provenance.policy;

/// What is public about a list.
public sealed interface ListSource {
  /// What its entries are digests of, as for columns.
  String kind();

  /// A published list.
  ///
  /// @param entries its entries
  /// @param kind what its entries are digests of, as for columns
  record Published(EntryList entries, String kind) implements ListSource {}

  /// A private list: a commitment of so many entries.
  ///
  /// @param kind what its entries are digests of, as for columns
  record Committed(int rows, int limbs, String kind) implements ListSource {}
}
