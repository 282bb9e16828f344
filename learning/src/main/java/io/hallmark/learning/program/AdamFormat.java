package io.hallmark.learning.program;

import io.hallmark.document.Rational;

/// AdamW of a program.
///
/// @param profile which gradients enter the moments
/// @param b1 decay of the first moment, in (0, 1)
/// @param b2 decay of the second moment, in (0, 1)
/// @param eps what is added to the root of the second moment; 0 stands for one unit of the compact
///   profile
/// @param gradShift kg, the digits that the compact profile drops from a gradient; 0 in the wide
///   one
/// @param gradBits bg, signed bits of a gradient
/// @param secondBits bu, bits of the second moment at a segment boundary
/// @param rootBits ws, bits of the remainder of a root
/// @param divBits wD, bits of the remainder of a step
/// @param kernelBits q2, scale of the kernel of the second moment
/// @param weightFraction fw, scale of the weights
public record AdamFormat(
    Profile profile,
    Rational b1,
    Rational b2,
    Rational eps,
    int gradShift,
    int gradBits,
    int secondBits,
    int rootBits,
    int divBits,
    int kernelBits,
    int weightFraction) {
  /// Signed bits of the step of a weight.
  public static final int STEP_BITS = 16;

  /// Bits that the first moment has beyond a gradient.
  public static final int FIRST_EXTRA = 4;

  /// Profiles.
  public enum Profile {
    /// Gradients are rounded to few bits; eps is one unit.
    COMPACT("compact"),
    /// Gradients are exact, so that the square of the smallest one and eps stay above zero.
    WIDE("wide");

    private final String text;

    Profile(String text) {
      this.text = text;
    }

    /// The word in a program document.
    public String text() {
      return text;
    }
  }

  /// Whether gradients are exact.
  public boolean isWide() {
    return profile == Profile.WIDE;
  }

  /// Digits that the second moment drops before it decays, `max(0, bu - 46)`.
  public int decayShift() {
    return Math.max(0, secondBits - 46);
  }
}
