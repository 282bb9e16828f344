/// Proof protocols, ignorant of machine learning: relations, commitments and the argument that
/// proves them in zero knowledge.
module io.hallmark.proof {
  requires static transitive org.jspecify;
  requires transitive io.hallmark.algebra;

  exports io.hallmark.proof;
  exports io.hallmark.proof.argument;
  exports io.hallmark.proof.commitment;
  exports io.hallmark.proof.relation;
  exports io.hallmark.proof.security;
}
