package io.hallmark.provenance.certificate;

import io.hallmark.provenance.VerificationException;

/// The published limits on a stranger's sizes (`docs/formats.md`): what a verifier is ready to
/// compile, hold and compute before it says [CertificateCheck#LIMIT]. Each is a bound on one public
/// number; they are checked before anything is compiled.
///
/// @param rows records of one part of a data set
/// @param features features of a data set
/// @param classes classes of a data set
/// @param layers layers of a model
/// @param width units of a layer
/// @param steps training steps
/// @param samples training steps times batch
/// @param parts parts of a run
/// @param cells committed cells of one part, by the formula of the program
/// @param m log2 of the row length of a commitment
/// @param nu log2 of the domain of a commitment
public record Limits(
    long rows,
    long features,
    long classes,
    long layers,
    long width,
    long steps,
    long samples,
    long parts,
    long cells,
    long m,
    long nu) {
  /// The limits that hold unless a user raises them.
  public static final Limits DEFAULT =
      new Limits(
          1L << 22, 1L << 14, 1 << 10, 16, 1L << 14, 1L << 20, 1L << 24, 1 << 10, 1L << 24, 22, 26);

  /// Limits for `factor` times the default work: every number of things grows by the factor, row
  /// length and domain by its logarithm.
  ///
  /// @param factor 1 to 1,024
  public static Limits times(int factor) {
    if (factor < 1 || factor > 1024) {
      throw new IllegalArgumentException("the factor must be 1 to 1024, not " + factor);
    }
    int log = 32 - Integer.numberOfLeadingZeros(factor - 1);
    Limits d = DEFAULT;
    return new Limits(
        d.rows * factor,
        d.features * factor,
        d.classes * factor,
        d.layers * factor,
        d.width * factor,
        d.steps * factor,
        d.samples * factor,
        d.parts * factor,
        d.cells * factor,
        Math.min(d.m + log, 31),
        Math.min(d.nu + log, 32));
  }

  /// Refuses a number beyond its limit.
  ///
  /// @param what name of the number, for people
  /// @throws VerificationException.Rejected with [CertificateCheck#LIMIT]
  public static void check(String what, long value, long limit)
      throws VerificationException.Rejected {
    if (value < 0 || value > limit) {
      throw new VerificationException.Rejected(
          CertificateCheck.LIMIT.name(), what + " is " + value + ", more than the limit " + limit);
    }
  }
}
