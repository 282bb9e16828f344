// The command line: thin commands over the statements and certificates of `provenance`.
open module io.hallmark.cli {
  requires static transitive org.jspecify;
  requires io.hallmark.document;
  requires io.hallmark.learning;
  requires io.hallmark.proof;
  requires io.hallmark.provenance;
  requires io.hallmark.tlog;
  requires info.picocli;
  requires java.management;
}
