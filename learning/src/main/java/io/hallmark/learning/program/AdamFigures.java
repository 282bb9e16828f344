package io.hallmark.learning.program;

import static io.hallmark.learning.program.ProgramFigures.limbs;

import java.util.ArrayList;
import java.util.List;

/// What AdamW costs beyond the weights at the boundaries.
///
/// @param stepCells cells per parameter and step
/// @param stepLookups lookups per parameter and step
/// @param boundaryCells cells per parameter and segment
/// @param boundaryLookups lookups per parameter and segment
record AdamFigures(int stepCells, int stepLookups, int boundaryCells, int boundaryLookups) {
  static AdamFigures of(AdamKernels kernels, int limb) {
    AdamFormat f = kernels.format();
    int gradient = limbs(f.gradBits(), limb);
    int rounded = f.isWide() ? 0 : Math.max(1, limbs(f.gradShift(), limb));
    int root = limbs(f.rootBits(), limb);
    int quotient = limbs(f.divBits(), limb);
    int step = limbs(AdamFormat.STEP_BITS, limb);
    // root and step with the low limbs of: remainder and slack of both, the step; the gradient is
    // committed where it is rounded
    int stepCells = 2 + 2 * (root - 1) + 2 * (quotient - 1) + (step - 1) + (gradient - 1);
    stepCells += f.isWide() ? 0 : rounded;
    int stepLookups = gradient + limbs(f.gradShift(), limb) + 2 * root + 2 * quotient + step;
    int first = limbs(f.gradBits() + AdamFormat.FIRST_EXTRA, limb);
    int state = limbs(AdamKernels.STATE_SHIFT, limb);
    int second = limbs(f.secondBits(), limb);
    int shift = AdamKernels.STATE_SHIFT - f.decayShift();
    int decayed = limbs(shift, limb);
    int boundaryCells = first + (state - 1) + second + Math.max(0, decayed - 1);
    int boundaryLookups = first + state + second + decayed;
    if (f.kernelBits() > 0) {
      int added = limbs(kernels.addedBits(), limb);
      boundaryCells += added + limbs(f.kernelBits(), limb) - 1;
      boundaryLookups += added + limbs(f.kernelBits(), limb);
    }
    if (f.decayShift() > 0) {
      int coarse = limbs(f.secondBits() - f.decayShift() + 1, limb);
      boundaryCells += coarse + limbs(f.decayShift(), limb) - 1;
      boundaryLookups += coarse + limbs(f.decayShift(), limb);
    }
    return new AdamFigures(stepCells, stepLookups, boundaryCells, boundaryLookups);
  }

  /// Widths that are range-checked.
  static List<Integer> widths(AdamKernels kernels) {
    AdamFormat f = kernels.format();
    List<Integer> out =
        new ArrayList<>(
            List.of(
                f.gradBits(),
                f.rootBits(),
                f.divBits(),
                AdamFormat.STEP_BITS,
                f.gradBits() + AdamFormat.FIRST_EXTRA,
                AdamKernels.STATE_SHIFT,
                f.secondBits()));
    if (f.gradShift() > 0) {
      out.add(f.gradShift());
    }
    if (f.kernelBits() > 0) {
      out.addAll(List.of(kernels.addedBits(), f.kernelBits()));
    }
    if (f.decayShift() > 0) {
      out.addAll(
          List.of(
              f.secondBits() - f.decayShift() + 1,
              f.decayShift(),
              AdamKernels.STATE_SHIFT - f.decayShift()));
    }
    return out;
  }
}
