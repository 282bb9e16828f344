package io.hallmark.provenance.compliance;

import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.policy.EntryList;
import io.hallmark.provenance.policy.ListDocument;

/// A published list with its entries.
///
/// @param document the document
/// @param entries its entries
public record PolicyList(ListDocument document, EntryList entries) {
  /// Reads document and file of a list.
  ///
  /// @throws VerificationException if one cannot be read, or the file is another one
  public static PolicyList read(byte[] document, byte[] file) throws VerificationException {
    ListDocument list = ListDocument.read(document);
    return new PolicyList(list, list.entries(file));
  }
}
