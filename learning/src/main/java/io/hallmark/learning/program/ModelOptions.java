package io.hallmark.learning.program;

import io.hallmark.document.Rational;
import java.util.List;
import java.util.Optional;

/// What a person chooses about model, loss and optimiser; the formats follow.
///
/// @param hidden widths of the hidden layers, none for a regression
/// @param loss the loss; if none is given, a sigmoid for two classes and a softmax for more
/// @param update how gradients move weights
/// @param mu what is left of the momentum after a step, a decimal of at least 0 and below 1
/// @param weightDecay decoupled weight decay of the matrices, a decimal of at least 0
public record ModelOptions(
    List<Integer> hidden, Optional<LossKind> loss, Update update, String mu, String weightDecay) {
  /// No weight decay.
  public static final String NO_DECAY = "0";

  /// What is left of the momentum after a step, unless somebody says otherwise.
  public static final String MU = "0.9";

  /// How gradients move weights.
  public enum Update {
    /// Exact mini-batch gradient descent.
    SGD,
    /// Exact mini-batch gradient descent with momentum.
    MOMENTUM,
    /// AdamW, compact profile, decay of the moments 0.9 and 0.999.
    ADAMW
  }

  /// @throws IllegalArgumentException if a width or the momentum is out of range
  public ModelOptions {
    hidden = List.copyOf(hidden);
    if (hidden.stream().anyMatch(width -> width < 1)) {
      throw new IllegalArgumentException("hidden layers have at least 1 unit, not " + hidden);
    }
    Rational left = Rational.parse(mu);
    if (left.signum() < 0 || left.compareTo(Rational.ONE) >= 0) {
      throw new IllegalArgumentException("momentum is at least 0 and below 1, not " + mu);
    }
    if (Rational.parse(weightDecay).signum() < 0) {
      throw new IllegalArgumentException("weight decay is at least 0, not " + weightDecay);
    }
  }

  /// One dense layer, plain gradient descent: logistic regression.
  public static ModelOptions logistic() {
    return of(List.of(), Update.SGD);
  }

  /// Hidden layers of these widths and the loss of the classes, without weight decay.
  public static ModelOptions of(List<Integer> hidden, Update update) {
    return new ModelOptions(hidden, Optional.empty(), update, MU, NO_DECAY);
  }
}
