/// Our statements: what a model was trained on, by which program, and who vouches for it.
@SuppressWarnings("requires-automatic") // Parquet's reader has no module descriptor yet
module io.hallmark.provenance {
  requires static transitive org.jspecify;
  requires transitive io.hallmark.document;
  requires transitive io.hallmark.learning;
  requires transitive io.hallmark.proof;
  requires transitive io.hallmark.tlog;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires dev.hardwood.core;
  requires java.desktop;
  requires java.logging;

  exports io.hallmark.provenance;
  exports io.hallmark.provenance.authority;
  exports io.hallmark.provenance.certificate;
  exports io.hallmark.provenance.compliance;
  exports io.hallmark.provenance.copy;
  exports io.hallmark.provenance.cyclonedx;
  exports io.hallmark.provenance.dataset;
  exports io.hallmark.provenance.event;
  exports io.hallmark.provenance.gate;
  exports io.hallmark.provenance.openssf;
  exports io.hallmark.provenance.policy;
  exports io.hallmark.provenance.report;
  exports io.hallmark.provenance.source;
  exports io.hallmark.provenance.sigstore;
  exports io.hallmark.provenance.slsa;
  exports io.hallmark.provenance.timestamp;
  exports io.hallmark.provenance.training;
}
