package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.merkle.Opening;
import java.util.ArrayList;
import java.util.List;

/// What a liar adds to its messages: a plan that is a plain value and can be written as text, so
/// that it can be made with one copy of the product's classes and carried out with another.
///
/// @param list every change
record Bends(List<Bend> list) {
  /// No change: an honest prover.
  static final Bends NONE = new Bends(List.of());

  /// Which message of a part.
  ///
  /// @param part number of the part, -1 for the joint opening
  /// @param occurrence number among the messages of this part with this label
  record Place(int part, String label, int occurrence) {}

  /// What is added to one message.
  record Bend(Place place, ExtArray delta) {}

  Bends {
    list = List.copyOf(list);
  }

  /// With one more change.
  Bends plus(Place place, ExtArray delta) {
    List<Bend> more = new ArrayList<>(list);
    more.add(new Bend(place, delta));
    return new Bends(more);
  }

  /// As text.
  String write() {
    StringBuilder out = new StringBuilder();
    for (Bend bend : list) {
      Place at = bend.place();
      out.append(at.part()).append(' ').append(at.label()).append(' ').append(at.occurrence());
      for (Ext x : bend.delta().toArray()) {
        out.append(' ').append(x.a0()).append(' ').append(x.a1());
      }
      out.append('\n');
    }
    return out.toString();
  }

  /// From text.
  static Bends read(String text) {
    Bends out = NONE;
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", -1);
      ExtArray delta = new ExtArray((words.length - 3) / 2);
      for (int i = 0; i < delta.length(); i++) {
        long a0 = Long.parseLong(words[3 + 2 * i]);
        delta.set(i, new Ext(a0, Long.parseLong(words[4 + 2 * i])));
      }
      int part = Integer.parseInt(words[0]);
      out = out.plus(new Place(part, words[1], Integer.parseInt(words[2])), delta);
    }
    return out;
  }

  /// The filter of one conversation.
  MessageFilter filter(Heard heard) {
    return new MessageFilter() {
      @Override
      public ExtArray elements(int part, String label, ExtArray values) {
        Place here = new Place(part, label, heard.messages(part, label).size());
        for (Bend bend : list) {
          if (bend.place().equals(here)) {
            for (int i = 0; i < values.length(); i++) {
              values.add(i, bend.delta().get(i));
            }
          }
        }
        heard.said(part, label, values);
        return values;
      }

      @Override
      public Opening opening(long[] positions, Opening opening) {
        heard.wrote(8 * opening.values().length);
        heard.wrote(opening.salts().length + opening.siblings().length);
        return opening;
      }
    };
  }
}
