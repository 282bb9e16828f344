/// Canonical documents: RFC 8785 with integers and strings only, tagged digests, exact decimals,
/// files that are whole or absent, progress.
module io.hallmark.document {
  requires static transitive org.jspecify;

  exports io.hallmark.document;
}
