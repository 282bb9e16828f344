package io.hallmark.provenance.event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at the times that new events of a log claim: one that claims a time well before the log
/// was looked at the last time was entered late, or its clock is wrong.
public final class EventTimes {
  /// How far clocks may differ.
  public static final Duration TOLERANCE = Duration.ofMinutes(10);

  private final Optional<Instant> last;
  private final List<String> problems = new ArrayList<>();

  /// @param last when the log was seen without these events; absent if it never was
  public EventTimes(Optional<Instant> last) {
    this.last = last;
  }

  /// Looks at a new entry.
  public void see(long index, byte[] entry) {
    Optional<LogEvent> event = LogEvent.find(entry);
    if (last.isPresent()
        && event.isPresent()
        && event.get().time().isBefore(last.get().minus(TOLERANCE))) {
      problems.add(
          "entry "
              + index
              + " claims "
              + event.get().time()
              + ", and was not there at "
              + last.get());
    }
  }

  /// What was found.
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
