package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.Maps;
import io.hallmark.proof.transcript.Grinding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Everything that was said and drawn in one conversation, in order; part -1 is the joint opening.
final class Heard {
  private record Message(int part, String label, ExtArray values) {}

  @SuppressWarnings("ArrayRecordComponent") // private, compared by nobody
  private record Drawn(int part, String label, Ext[] values) {}

  private final List<Message> messages = new ArrayList<>();
  private final List<Message> sent = new ArrayList<>();
  private final Map<Grinding, Integer> nonces = new EnumMap<>(Grinding.class);
  private int length = ProofHeader.LENGTH;
  private final List<Drawn> challenges = new ArrayList<>();
  private final List<long[]> positions = new ArrayList<>();
  private final List<long[]> levelPositions = new ArrayList<>();

  /// Bytes were written.
  void wrote(int bytes) {
    length += bytes;
  }

  /// The length of the proof so far.
  int length() {
    return length;
  }

  /// A nonce was written at the end of what there is.
  void ground(Grinding place) {
    nonces.putIfAbsent(place, length);
    length += Long.BYTES;
  }

  /// Where the first nonce of a kind stands in the proof.
  int nonce(Grinding place) {
    return Maps.get(nonces, place);
  }

  /// A hidden message was sent, with its pads taken off.
  void sent(int part, String label, ExtArray values) {
    sent.add(new Message(part, label, values.copy()));
  }

  /// The first hidden message with a label, as sent.
  ExtArray sent(int part, String label) {
    return named(sent, part, label).getFirst();
  }

  /// A message was said, in plain values.
  void said(int part, String label, ExtArray values) {
    messages.add(new Message(part, label, values.copy()));
  }

  /// A challenge was drawn.
  void drawn(int part, String label, Ext[] values) {
    challenges.add(new Drawn(part, label, values));
  }

  /// The positions of a group, or of a level, were drawn.
  void queried(String label, long[] drawn) {
    (label.equals("queries") ? positions : levelPositions).add(drawn);
  }

  /// The messages with a label, in order.
  List<ExtArray> messages(int part, String label) {
    return named(messages, part, label);
  }

  private static List<ExtArray> named(List<Message> all, int part, String label) {
    return all.stream()
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

  /// The queries of the first level.
  long[] levelPositions() {
    return levelPositions.getFirst();
  }
}
