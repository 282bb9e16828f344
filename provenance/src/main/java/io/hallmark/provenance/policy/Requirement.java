package io.hallmark.provenance.policy;

import java.util.List;
import java.util.Optional;

/// One requirement of a count rule.
public sealed interface Requirement {
  /// In plain words.
  String inWords();

  /// A bound on the number of forms over the histogram.
  default long forms() {
    return switch (this) {
      case Kinds _ -> 4;
      case Amount n -> 2 * n.subject().size();
      case Share s -> 2 * s.subject().size() + 1;
    };
  }

  /// Some values, or all.
  ///
  /// @param values tuples of texts; all if absent
  record Group(Optional<List<List<String>>> values) {
    /// All values.
    static final Group ALL = new Group(Optional.empty());

    /// Copies the lists.
    public Group {
      values = values.map(v -> v.stream().map(List::copyOf).toList());
    }

    /// Number of values; 1 for all, which are one form at once.
    long size() {
      return values.map(v -> (long) v.size()).orElse(1L);
    }

    boolean isAll() {
      return values.isEmpty();
    }

    String inWords() {
      return values.isEmpty()
          ? "all"
          : String.join(
              ", ",
              values.get().stream().map(v -> "\"" + String.join(" with ", v) + "\"").toList());
    }
  }

  /// Bounds of the number of records of a group, or of each value of it.
  ///
  /// @param each whether every value counts by itself
  /// @param subject the values
  /// @param atLeast smallest number of records
  /// @param atMost largest number of records
  record Amount(boolean each, Group subject, Optional<Long> atLeast, Optional<Long> atMost)
      implements Requirement {
    @Override
    public String inWords() {
      return told(each, subject) + bounds(atLeast, atMost) + " records";
    }
  }

  /// Bounds of the share of a group, or of each value of it, in the records of another group. A
  /// share of nothing fails.
  ///
  /// @param each whether every value counts by itself
  /// @param subject the values
  /// @param to the whole
  /// @param atLeast smallest share
  /// @param atMost largest share
  record Share(
      boolean each, Group subject, Group to, Optional<Ratio> atLeast, Optional<Ratio> atMost)
      implements Requirement {
    @Override
    public String inWords() {
      return told(each, subject) + bounds(atLeast, atMost) + " of the records of " + to.inWords();
    }
  }

  /// At least so many of the values have at least so many records.
  ///
  /// @param kinds how many values
  /// @param with records of each
  /// @param of the values
  record Kinds(int kinds, long with, Group of) implements Requirement {
    @Override
    public String inWords() {
      return "at least %d of %s with at least %d records each".formatted(kinds, of.inWords(), with);
    }
  }

  private static String told(boolean each, Group subject) {
    return (each ? "each of " : "") + subject.inWords() + ": ";
  }

  private static String bounds(Optional<?> atLeast, Optional<?> atMost) {
    String least = atLeast.map(v -> "at least " + v).orElse("");
    String most = atMost.map(v -> "at most " + v).orElse("");
    return least + (!least.isEmpty() && !most.isEmpty() ? " and " : "") + most;
  }
}
