package io.hallmark.provenance.policy;

import java.util.List;
import java.util.Optional;

/// One rule of a policy: its constraints, the cells that satisfy them, and its plain meaning.
public sealed interface Rule
    permits PermittedRule,
        RangeRule,
        ValidRule,
        CountRule,
        SortedRule,
        ExcludeRule,
        WithinRule,
        ContainsRule,
        IncludesRule {
  /// What every rule may say.
  Head head();

  /// Emits the constraints.
  ///
  /// @throws PolicyRefused if the rule does not fit the data set
  void emit(RulePart part) throws PolicyRefused;

  /// Records the own cells of data that keep the rule.
  ///
  /// @throws PolicyRefused if the rule does not fit the data set
  void record(RuleCells cells) throws PolicyRefused;

  /// Says what breaks the rule, from its meaning and not from its constraints.
  ///
  /// @throws PolicyRefused if the rule does not fit the data set
  void check(RuleData data, Breaches breaches) throws PolicyRefused;

  /// The rule in plain words.
  String inWords();

  /// What every rule may say.
  ///
  /// @param id name of the rule
  /// @param reason why it is asked
  /// @param parts the parts of the data set that it speaks of; all if empty
  record Head(Optional<String> id, Optional<String> reason, List<String> parts) {
    /// Copies the list.
    public Head {
      parts = List.copyOf(parts);
    }

    /// `all records`, or the parts.
    String scope() {
      return parts.isEmpty() ? "all records" : "the records of " + String.join(", ", parts);
    }
  }
}
