package io.hallmark.provenance.authority;

import io.hallmark.document.Digest;
import io.hallmark.provenance.Documents;
import java.time.Instant;
import java.util.Optional;

/// A certificate of a data set that was taken back: from a time on it counts for nothing, before it
/// is what it was.
///
/// @param certificate its digest ([DatasetCertificate#digest])
/// @param authority whose word is taken back; empty for everybody's who signed it
/// @param since first second at which it does not count
public record RevokedCertificate(Digest certificate, Optional<String> authority, Instant since) {
  /// @throws IllegalArgumentException if the name is no text of one line
  public RevokedCertificate {
    if (!authority.map(Documents::isLine).orElse(true)) {
      throw new IllegalArgumentException("a name is a text of one line");
    }
  }

  /// Whether it takes back what this authority said in this certificate, at this time.
  boolean covers(Digest digest, Authority signer, Instant at) {
    return certificate.equals(digest)
        && authority.map(signer.name()::equals).orElse(true)
        && !at.isBefore(since);
  }
}
