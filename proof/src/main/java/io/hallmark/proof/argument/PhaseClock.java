package io.hallmark.proof.argument;

import java.util.EnumMap;
import java.util.Map;

/// Nanoseconds of wall-clock time per phase. One phase runs at any time; parts that are worked off
/// beside each other have clocks of their own, which are added.
///
/// - **Threads:** one clock belongs to one thread; [#add] may be called by any.
final class PhaseClock {
  private final Map<ProofPhase, Long> spent = new EnumMap<>(ProofPhase.class);
  private final Map<ProofPhase, Long> besides = new EnumMap<>(ProofPhase.class);
  private ProofPhase phase;
  private long since = System.nanoTime();

  PhaseClock(ProofPhase first) {
    this.phase = first;
  }

  /// Another phase begins.
  ///
  /// @return the phase that ends
  ProofPhase enter(ProofPhase next) {
    long now = System.nanoTime();
    spent.merge(phase, now - since, Long::sum);
    since = now;
    ProofPhase before = phase;
    phase = next;
    return before;
  }

  /// A clock of a part that is worked off beside others.
  PhaseClock start() {
    return new PhaseClock(phase);
  }

  /// The time since the last phase was entered, or this was called, is counted by other clocks.
  void skip() {
    since = System.nanoTime();
  }

  /// Adds what another clock counted: with several at a time the sum is more than the time that
  /// passed.
  synchronized void add(PhaseClock other) {
    other.spent().forEach((p, nanos) -> besides.merge(p, nanos, Long::sum));
  }

  /// What was spent so far on the phases that were entered.
  Map<ProofPhase, Long> spent() {
    enter(phase);
    Map<ProofPhase, Long> out = new EnumMap<>(spent);
    besides.forEach((p, nanos) -> out.merge(p, nanos, Long::sum));
    return Map.copyOf(out);
  }
}
