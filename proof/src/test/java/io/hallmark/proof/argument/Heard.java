package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Everything that was said and drawn in one conversation, in order; part -1 is the joint opening.
final class Heard {
  private record Message(int part, String label, ExtArray values) {}

  @SuppressWarnings("ArrayRecordComponent") // private, compared by nobody
  private record Drawn(int part, String label, Ext[] values) {}

  private final List<Message> messages = new ArrayList<>();
  private final List<Drawn> challenges = new ArrayList<>();
  private final List<long[]> positions = new ArrayList<>();

  /// A message was said, in plain values.
  void said(int part, String label, ExtArray values) {
    messages.add(new Message(part, label, values.copy()));
  }

  /// A challenge was drawn.
  void drawn(int part, String label, Ext[] values) {
    challenges.add(new Drawn(part, label, values));
  }

  /// The positions of a group were drawn.
  void queried(long[] drawn) {
    positions.add(drawn);
  }

  /// The messages with a label, in order.
  List<ExtArray> messages(int part, String label) {
    return messages.stream()
        .filter(x -> x.part() == part && x.label().equals(label))
        .map(Message::values)
        .toList();
  }

  /// The challenges with a label, in order.
  Ext[] challenges(int part, String label) {
    return challenges.stream()
        .filter(x -> x.part() == part && x.label().equals(label))
        .flatMap(x -> Arrays.stream(x.values()))
        .toArray(Ext[]::new);
  }

  /// The queries of a group.
  long[] positions(int group) {
    return positions.get(group);
  }
}
