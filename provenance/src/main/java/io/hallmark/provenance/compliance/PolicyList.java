package io.hallmark.provenance.compliance;

import io.hallmark.document.Digest;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.policy.EntryList;
import io.hallmark.provenance.policy.ListDocument;
import io.hallmark.provenance.policy.ListSource;
import java.util.Optional;

/// A list that a policy names: published with its entries, or private, as a commitment with its
/// list proof.
public sealed interface PolicyList {
  /// Name for people.
  String name();

  /// Version, at least 1.
  int version();

  /// What the entries are digests of, as for columns of a data set.
  String kind();

  /// Number of entries.
  int size();

  /// The tagged digest of the document.
  Digest digest();

  /// The canonical bytes of the document.
  byte[] document();

  /// What is public about it, for the rules.
  ListSource source();

  /// A published list.
  ///
  /// @param list the document
  /// @param entries its entries
  record Published(ListDocument list, EntryList entries) implements PolicyList {
    @Override
    public String name() {
      return list.name();
    }

    @Override
    public int version() {
      return list.version();
    }

    @Override
    public String kind() {
      return list.kind();
    }

    @Override
    public int size() {
      return entries.size();
    }

    @Override
    public Digest digest() {
      return list.digest();
    }

    @Override
    public byte[] document() {
      return list.write();
    }

    @Override
    public ListSource source() {
      return new ListSource.Published(entries, list.kind());
    }
  }

  /// A private list.
  ///
  /// @param list the document
  /// @param proof its list proof
  /// @param opening what opens its commitment, for its holder
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, shared by nobody
  record Private(PrivateListDocument list, byte[] proof, Optional<ListOpening> opening)
      implements PolicyList {
    @Override
    public String name() {
      return list.name();
    }

    @Override
    public int version() {
      return list.version();
    }

    @Override
    public String kind() {
      return list.kind();
    }

    @Override
    public int size() {
      return list.entries();
    }

    @Override
    public Digest digest() {
      return list.digest();
    }

    @Override
    public byte[] document() {
      return list.write();
    }

    @Override
    public ListSource source() {
      return new ListSource.Committed(list.entries(), list.limbs(), list.kind());
    }
  }

  /// Reads document and file of a published list.
  ///
  /// @throws VerificationException if one cannot be read, or the file is another one
  static PolicyList read(byte[] document, byte[] file) throws VerificationException {
    ListDocument list = ListDocument.read(document);
    return new Published(list, list.entries(file));
  }

  /// Reads document and proof of a private list; the proof is not verified.
  ///
  /// @throws VerificationException if the document cannot be read or is inconsistent
  static PolicyList readPrivate(byte[] document, byte[] proof, Limits limits)
      throws VerificationException {
    return new Private(PrivateListDocument.read(document, limits), proof, Optional.empty());
  }
}
