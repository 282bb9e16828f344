package io.hallmark.proof.argument;

import java.util.EnumMap;
import java.util.Map;

/// Nanoseconds of wall-clock time per phase. One phase runs at any time.
///
/// - **Threads:** one clock belongs to one thread.
final class PhaseClock {
  private final Map<ProofPhase, Long> spent = new EnumMap<>(ProofPhase.class);
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

  /// What was spent so far on the phases that were entered.
  Map<ProofPhase, Long> spent() {
    enter(phase);
    return Map.copyOf(spent);
  }
}
