/// Exact arithmetic: the base field, its quadratic extension, tables on the hypercube, and
/// Reed-Solomon codes.
///
/// Lowest first: `field` (elements), `simd` (bulk kernels, chosen once), `poly` (tables and
/// polynomials), `code` (domains, transforms, encoding).
@SuppressWarnings("module") // proof stands above this module and is not visible while it compiles
module io.hallmark.algebra {
  requires static jdk.incubator.vector;
  requires static transitive org.jspecify;

  exports io.hallmark.algebra.code;
  exports io.hallmark.algebra.field;
  exports io.hallmark.algebra.poly;
  exports io.hallmark.algebra.simd to
      io.hallmark.proof;
}
