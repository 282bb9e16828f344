/// Our statements: what a model was trained on, by which program, and who vouches for it.
module io.hallmark.provenance {
  requires static transitive org.jspecify;

  exports io.hallmark.provenance;
  exports io.hallmark.provenance.authority;
}
