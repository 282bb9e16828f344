package io.hallmark.learning.program;

import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonReader;
import io.hallmark.document.Rational;
import java.util.ArrayList;
import java.util.List;

/// Reads the keys of a program document that say how gradients move weights.
final class OptimizerReader {
  private static final int MAX_SHIFT = 61;

  private OptimizerReader() {}

  static MomentumFormat momentum(JsonReader optimizer) throws DocumentException.Malformed {
    Rational mu = optimizer.decimal("mu");
    if (mu.signum() < 0 || mu.compareTo(Rational.ONE) >= 0) {
      throw optimizer.mismatch("mu", "a decimal of at least 0 and below 1");
    }
    return new MomentumFormat(mu, optimizer.smallInteger("kernel_bits", 0, 20));
  }

  static AdamFormat adam(JsonReader r) throws DocumentException.Malformed {
    boolean isWide = r.oneOf("profile", "compact", "wide").equals("wide");
    if (!isWide) {
      r.oneOf("eps", "unit");
    }
    Rational eps = isWide ? r.decimal("eps") : Rational.ZERO;
    if (eps.signum() < 0) {
      throw r.mismatch("eps", "a decimal of at least 0");
    }
    return new AdamFormat(
        isWide ? AdamFormat.Profile.WIDE : AdamFormat.Profile.COMPACT,
        portion(r, "b1"),
        portion(r, "b2"),
        eps,
        isWide ? 0 : r.smallInteger("grad_shift", 0, MAX_SHIFT),
        r.smallInteger("grad_bits", 2, 32),
        r.smallInteger("u_bits", 2, 60),
        r.smallInteger("root_bits", 2, 30),
        r.smallInteger("div_bits", 2, 44),
        r.smallInteger("kernel_bits", 0, 20),
        r.smallInteger("weight_frac", 0, 60));
  }

  private static Rational portion(JsonReader r, String key) throws DocumentException.Malformed {
    Rational v = r.decimal(key);
    if (v.signum() <= 0 || v.compareTo(Rational.ONE) >= 0) {
      throw r.mismatch(key, "a decimal above 0 and below 1");
    }
    return v;
  }

  static Rational weightDecay(JsonReader optimizer) throws DocumentException.Malformed {
    Rational decay = optimizer.optionalDecimal("weight_decay").orElse(Rational.ZERO);
    if (decay.signum() < 0) {
      throw optimizer.mismatch("weight_decay", "a decimal of at least 0");
    }
    return decay;
  }

  /// @param layers number of layers
  static ClipFormat clip(JsonReader r, int layers, boolean isAdam)
      throws DocumentException.Malformed {
    String kind =
        isAdam ? r.oneOf("kind", "none", "value") : r.oneOf("kind", "none", "value", "norm");
    return switch (kind) {
      case "value" -> new ClipFormat.Value(r.smallInteger("max", 1, Integer.MAX_VALUE));
      case "norm" -> norm(r, layers);
      default -> new ClipFormat.None();
    };
  }

  private static ClipFormat norm(JsonReader r, int layers) throws DocumentException.Malformed {
    Rational norm = r.decimal("norm");
    if (norm.signum() <= 0) {
      throw r.mismatch("norm", "a decimal above 0");
    }
    return new ClipFormat.Norm(
        norm,
        r.smallInteger("gram_bits", 2, 32),
        shifts(r, "act_shift", layers),
        shifts(r, "signal_shift", layers),
        r.smallInteger("root_bits", 2, 30));
  }

  private static List<Integer> shifts(JsonReader r, String key, int layers)
      throws DocumentException.Malformed {
    List<Integer> out = new ArrayList<>();
    for (long v : r.integers(key)) {
      if (v < 0 || v > MAX_SHIFT) {
        throw r.mismatch(key, "integers from 0 to " + MAX_SHIFT);
      }
      out.add((int) v);
    }
    if (out.size() != layers) {
      throw r.mismatch(key, "one integer for each of the " + layers + " layers");
    }
    return out;
  }
}
