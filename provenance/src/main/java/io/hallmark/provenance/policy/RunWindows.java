package io.hallmark.provenance.policy;

import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonInteger;
import io.hallmark.document.JsonReader;
import java.util.Optional;

/// Into which windows a policy cuts a run: its counts hold in every window, for the records that
/// the run really reads there, as often as it reads them. The last window may be shorter.
///
/// @param unit what a window is
/// @param steps training steps of a window of [Unit#STEPS], else 0
public record RunWindows(Unit unit, int steps) {
  private static final int MAX_STEPS = 1 << 20;

  /// What a window is.
  public enum Unit {
    /// One pass over the records.
    EPOCH,
    /// The whole run.
    RUN,
    /// A number of training steps.
    STEPS
  }

  /// Reads the key `windows` of a policy: `"epoch"`, `"run"`, or a number of steps.
  static Optional<RunWindows> read(JsonReader reader) throws DocumentException.Malformed {
    if (!reader.has("windows")) {
      return Optional.empty();
    }
    if (reader.value("windows") instanceof JsonInteger) {
      return Optional.of(new RunWindows(Unit.STEPS, reader.smallInteger("windows", 1, MAX_STEPS)));
    }
    Unit unit = reader.oneOf("windows", "epoch", "run").equals("epoch") ? Unit.EPOCH : Unit.RUN;
    return Optional.of(new RunWindows(unit, 0));
  }

  /// The window of a position of the run.
  ///
  /// @param rows records of an epoch
  /// @param batch records of a step
  public int of(long position, int rows, int batch) {
    return switch (unit) {
      case EPOCH -> Math.toIntExact(position / rows);
      case RUN -> 0;
      case STEPS -> Math.toIntExact(position / batch / steps);
    };
  }

  /// In plain words.
  String inWords() {
    return switch (unit) {
      case EPOCH -> "in every epoch of the run";
      case RUN -> "over the whole run";
      case STEPS -> "in every " + steps + " steps of the run";
    };
  }
}
