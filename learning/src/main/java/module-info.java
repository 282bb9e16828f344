/// Deterministic fixed-point training together with its constraints.
///
/// Lowest first: `fixedpoint` (rounding, tables, streams), `program` (the document), `sampler`,
/// `operator` (integer semantics and constraints side by side), `model`, `trace` (the exact
/// trainer), `relation` (the compiler).
module io.hallmark.learning {
  requires static transitive org.jspecify;
  requires transitive io.hallmark.document;
  requires transitive io.hallmark.proof;
  requires io.hallmark.algebra;

  exports io.hallmark.learning.fixedpoint;
  exports io.hallmark.learning.model;
  exports io.hallmark.learning.operator;
  exports io.hallmark.learning.program;
  exports io.hallmark.learning.relation;
  exports io.hallmark.learning.sampler;
  exports io.hallmark.learning.trace;
}
