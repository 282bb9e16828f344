package io.hallmark.provenance.certificate;

import io.hallmark.provenance.dataset.DatasetLimits;

/// The published limits on a stranger's sizes (`docs/formats.md`): what a verifier is ready to
/// compile, hold and compute before it says [CertificateCheck#LIMIT]. Each is a bound on one public
/// number; they are checked before anything is compiled.
///
/// @param features features of a data set
/// @param steps training steps
/// @param samples training steps times batch
/// @param parts parts of a run: windows, export and evaluations
/// @param cells cells of one part of a data set, and committed cells of one part of a run
/// @param m log2 of the row length of a commitment
/// @param nu log2 of the domain of a commitment
/// @param openings openings of a commitment
/// @param ancestors parents of parents in one certificate
public record Limits(
    long features,
    long steps,
    long samples,
    long parts,
    long cells,
    long m,
    long nu,
    long openings,
    long ancestors) {
  /// The limits that hold unless a user raises them: rates and order of the records take about a
  /// second then.
  public static final Limits DEFAULT =
      new Limits(1L << 14, 1L << 18, 1L << 22, 1 << 10, 1L << 26, 22, 26, 1 << 12, 16);

  /// The limits of a manifest.
  public DatasetLimits ofDataset() {
    return new DatasetLimits(cells, Math.toIntExact(m), Math.toIntExact(nu), openings);
  }

  /// Most cells that the rules of a policy may need, and most numbers of their tables: those of two
  /// parts.
  public long policyCells() {
    return 2 * cells;
  }

  /// Limits for `factor` times the default work: every number of things grows by the factor, row
  /// length and domain by its logarithm.
  ///
  /// @param factor 1 to 64
  public static Limits times(int factor) {
    if (factor < 1 || factor > 64) {
      throw new IllegalArgumentException("the factor must be 1 to 64, not " + factor);
    }
    int log = 32 - Integer.numberOfLeadingZeros(factor - 1);
    Limits d = DEFAULT;
    return new Limits(
        d.features * factor,
        d.steps * factor,
        d.samples * factor,
        d.parts * factor,
        d.cells * factor,
        d.m + log,
        Math.min(d.nu + log, 32),
        d.openings * factor,
        d.ancestors * factor);
  }
}
