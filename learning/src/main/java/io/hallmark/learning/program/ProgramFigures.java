package io.hallmark.learning.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a program costs to prove, as one training part over all segments: cells that the prover
/// commits and lookups that it makes, without the zero-knowledge column and padding.
///
/// @param parameters trained numbers, weights and bias
/// @param sampleCells cells per record and step
/// @param sampleLookups lookups per record and step
/// @param stepCells cells per parameter and step: none but with AdamW
/// @param stepLookups lookups per parameter and step
/// @param boundaryCells cells per parameter and segment, those of weight decay left out
/// @param boundaryLookups lookups per parameter and segment, those of weight decay left out
/// @param segmentCells cells per segment, tables left out
/// @param segmentLookups lookups per segment
/// @param tableRows rows of all lookup tables together, one multiplicity cell each
/// @param cells cells of the whole training
/// @param lookups lookups of the whole training
/// @param evaluationCells cells per evaluated record
/// @param evaluationLookups lookups per evaluated record
public record ProgramFigures(
    long parameters,
    int sampleCells,
    int sampleLookups,
    int stepCells,
    int stepLookups,
    int boundaryCells,
    int boundaryLookups,
    long segmentCells,
    long segmentLookups,
    long tableRows,
    long cells,
    long lookups,
    int evaluationCells,
    int evaluationLookups) {

  static ProgramFigures of(TrainingProgram p) {
    int limb = p.limb();
    int z = limbs(p.preActivationShift(), limb);
    int rate = limbs(p.rateShift(), limb);
    int signal = limbs(p.signalBits(), limb);
    int outputs = p.outputs();
    int hidden = p.layers().stream().mapToInt(LayerFormat::outputs).sum() - outputs;
    // hidden: z, a, u, da and the low limbs of: the remainders of z and da, da itself
    int sampleCells = hidden * (4 + 2 * (z - 1) + (signal - 1));
    int sampleLookups = hidden * (2 * z + 1 + signal);
    // output: z and the low limbs of its remainder
    sampleCells += outputs * z;
    sampleLookups += outputs * z;
    if (p.adam().isEmpty()) {
      // dl and the low limbs of its remainder and of itself; AdamW takes the error as it is
      sampleCells += outputs * (rate + (signal - 1));
      sampleLookups += outputs * (rate + signal);
    }
    if (p.loss() == LossKind.SIGMOID) {
      sampleCells += 1;
      sampleLookups += 1;
    } else if (p.loss() == LossKind.SQUARED) {
      int range = limbs(p.activationBits(), limb);
      sampleCells += outputs * (range - 1);
      sampleLookups += outputs * range;
    } else {
      int max = limbs(p.activationBits(), limb);
      int rest = limbs(remainderBits(p), limb);
      // exp, top, p and low limbs of p and its remainder; max, inv, low limbs of max, inv and its
      // remainder and slack
      sampleCells += outputs * (3 + 2 * (rate - 1)) + 2 + (max - 1) + (rate - 1) + 2 * (rest - 1);
      sampleLookups += outputs * (1 + 2 * rate) + max + 1 + rate + 2 * rest;
    }
    int weight = limbs(p.weightBits(), limb);
    // the weight after the segment and its low limbs; SGD rounds nothing
    int boundaryCells = weight;
    int boundaryLookups = weight;
    if (p.kernels().isPresent()) {
      int end = limbs(p.kernelBits(), limb);
      boundaryCells += weight + Math.max(0, end - 1) + (rate - 1);
      boundaryLookups += weight + end + rate;
    }
    Optional<AdamFigures> adam = p.adam().map(k -> AdamFigures.of(k, limb));
    boundaryCells += adam.map(AdamFigures::boundaryCells).orElse(0);
    boundaryLookups += adam.map(AdamFigures::boundaryLookups).orElse(0);
    int stepCells = adam.map(AdamFigures::stepCells).orElse(0);
    int stepLookups = adam.map(AdamFigures::stepLookups).orElse(0);
    long parameters = p.layers().stream().mapToLong(LayerFormat::parameters).sum();
    long decayed = p.decay().isEmpty() ? 0 : matrices(p);
    int decay = limbs(DecayFactors.SHIFT, limb);
    long tableRows = tableRows(p);
    long samples = (long) p.segment() * p.batch();
    long segmentCells =
        samples * sampleCells
            + p.segment() * parameters * stepCells
            + parameters * boundaryCells
            + decayed * (weight + decay - 1);
    long segmentLookups =
        samples * sampleLookups
            + p.segment() * parameters * stepLookups
            + parameters * boundaryLookups
            + decayed * (weight + decay);
    int served = limbs(p.exportFraction(), limb);
    int low = Math.max(0, served - 1);
    int sign = limbs(p.activationBits(), limb);
    int gap = limbs(p.activationBits() + bits(outputs), limb);
    return new ProgramFigures(
        parameters,
        sampleCells,
        sampleLookups,
        stepCells,
        stepLookups,
        boundaryCells,
        boundaryLookups,
        segmentCells,
        segmentLookups,
        tableRows,
        p.segments() * segmentCells + tableRows,
        p.segments() * segmentLookups,
        hidden * (2 + low)
            + (outputs == 1 ? 2 + low : outputs * (2 + low + (sign - 1) + (gap - 1)) + 1),
        hidden * (served + 1) + outputs * (served + 1 + (outputs == 1 ? 0 : sign + gap)));
  }

  private static long matrices(TrainingProgram p) {
    return p.layers().stream().mapToLong(f -> (long) f.inputs() * f.outputs()).sum();
  }

  /// Every width that occurs has one range table; the other tables have a row per argument.
  private static long tableRows(TrainingProgram p) {
    List<Integer> checked = new ArrayList<>();
    checked.addAll(List.of(p.preActivationShift(), p.weightBits()));
    if (p.adam().isEmpty() || p.layers().size() > 1) {
      checked.add(p.signalBits());
    }
    if (p.adam().isEmpty() || p.loss() == LossKind.SOFTMAX) {
      checked.add(p.rateShift());
    }
    if (p.decay().isPresent()) {
      checked.add(DecayFactors.SHIFT);
    }
    p.adam().ifPresent(k -> checked.addAll(AdamFigures.widths(k)));
    if (p.loss() == LossKind.SQUARED) {
      checked.add(p.activationBits());
    }
    if (p.loss() == LossKind.SOFTMAX) {
      checked.addAll(List.of(p.activationBits(), p.limb(), remainderBits(p)));
    }
    if (p.kernelBits() > 0) {
      checked.add(p.kernelBits());
    }
    SortedSet<Integer> widths = new TreeSet<>();
    for (int bits : checked) {
      int rest = bits - (limbs(bits, p.limb()) - 1) * p.limb();
      widths.add(rest);
      if (rest < bits) {
        widths.add(p.limb());
      }
    }
    long rows = p.loss() == LossKind.SQUARED ? 0 : 1L << p.activationBits();
    for (int width : widths) {
      rows += 1L << width;
    }
    SortedSet<Integer> relus = new TreeSet<>();
    p.layers().stream()
        .limit(p.layers().size() - 1L)
        .forEach(layer -> relus.add(layer.activationBits()));
    for (int bits : relus) {
      rows += (1L << bits) + (1L << (p.activationBits() - 1));
    }
    return rows;
  }

  private static int remainderBits(TrainingProgram p) {
    return p.expFraction() + bits(p.classes());
  }

  private static int bits(int n) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(n - 1);
  }

  /// Number of limbs of a value of so many bits; none of a value of no bits.
  static int limbs(int bits, int limb) {
    return (bits + limb - 1) / limb;
  }
}
