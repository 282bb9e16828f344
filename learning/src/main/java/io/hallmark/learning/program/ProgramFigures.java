package io.hallmark.learning.program;

import java.util.SortedSet;
import java.util.TreeSet;

/// What a program costs to prove, as one training part over all segments: cells that the prover
/// commits and lookups that it makes, without the zero-knowledge column and padding.
///
/// @param parameters trained numbers, weights and bias
/// @param sampleCells cells per record and step
/// @param sampleLookups lookups per record and step
/// @param boundaryCells cells per parameter and segment
/// @param boundaryLookups lookups per parameter and segment
/// @param tableRows rows of all lookup tables together, one multiplicity cell each
/// @param cells cells of the whole training
/// @param lookups lookups of the whole training
/// @param evaluationCells cells per evaluated record
/// @param evaluationLookups lookups per evaluated record
public record ProgramFigures(
    long parameters,
    int sampleCells,
    int sampleLookups,
    int boundaryCells,
    int boundaryLookups,
    long tableRows,
    long cells,
    long lookups,
    int evaluationCells,
    int evaluationLookups) {

  static ProgramFigures of(TrainingProgram p) {
    int limb = p.limb();
    int z = limbs(p.weightFraction(), limb);
    int rate = limbs(p.rateShift(), limb);
    int signal = limbs(p.signalBits(), limb);
    int weight = limbs(p.weightBits(), limb);
    int served = limbs(p.exportFraction(), limb);
    long parameters = p.features().count() + 1L;
    // z, p, dl and the low limbs of: the remainder of z, that of dl, dl itself
    int sampleCells = 3 + (z - 1) + (rate - 1) + (signal - 1);
    int sampleLookups = z + 1 + rate + signal;
    // the weight after the segment and its low limbs; its rounding drops nothing
    int boundaryCells = 1 + (weight - 1);
    long tableRows = tableRows(p);
    long samples = (long) p.steps() * p.batch();
    long boundaries = p.segments() * parameters;
    return new ProgramFigures(
        parameters,
        sampleCells,
        sampleLookups,
        boundaryCells,
        weight,
        tableRows,
        samples * sampleCells + boundaries * boundaryCells + tableRows,
        samples * sampleLookups + boundaries * weight,
        2 + Math.max(0, served - 1),
        served + 1);
  }

  /// Every width that occurs has one range table; the sigmoid has a row per pre-activation.
  private static long tableRows(TrainingProgram p) {
    SortedSet<Integer> widths = new TreeSet<>();
    for (int bits : new int[] {p.weightFraction(), p.rateShift(), p.signalBits(), p.weightBits()}) {
      int rest = bits - (limbs(bits, p.limb()) - 1) * p.limb();
      widths.add(rest);
      if (rest < bits) {
        widths.add(p.limb());
      }
    }
    long rows = 1L << p.activationBits();
    for (int width : widths) {
      rows += 1L << width;
    }
    return rows;
  }

  /// Number of limbs of a value of so many bits; none of a value of no bits.
  private static int limbs(int bits, int limb) {
    return (bits + limb - 1) / limb;
  }
}
