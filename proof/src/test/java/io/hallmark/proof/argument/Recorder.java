package io.hallmark.proof.argument;

import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.transcript.Grinding;
import io.hallmark.proof.wire.Hashes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/// An end that writes down every message.
final class Recorder extends ForwardingChannel {
  private final int part;
  private final List<Message> messages;

  Recorder(Channel real, List<Message> messages) {
    this(real, -1, messages);
  }

  private Recorder(Channel real, int part, List<Message> messages) {
    super(real);
    this.part = part;
    this.messages = messages;
  }

  @Override
  public Channel fork(int u) {
    return new Recorder(real().fork(u), u, messages);
  }

  private void add(Message.Kind kind, String label, List<List<Long>> units) {
    messages.add(new Message(part, kind, label, "", -1, List.of(), units));
  }

  private static List<List<Long>> units(ExtArray values) {
    return Arrays.stream(values.toArray()).map(e -> List.of(e.a0(), e.a1())).toList();
  }

  private static List<List<Long>> units(byte[] digests) {
    List<List<Long>> out = new ArrayList<>();
    for (int at = 0; at < digests.length; at += Hashes.DIGEST_BYTES) {
      List<Long> words = new ArrayList<>();
      for (int k = 0; k < Hashes.DIGEST_BYTES; k += Long.BYTES) {
        words.add(Hashes.getLong(digests, at + k));
      }
      out.add(words);
    }
    return out;
  }

  @Override
  public ExtArray hidden(String label, int count, int firstPad, Supplier<ExtArray> values)
      throws ProofException {
    ExtArray out = real().hidden(label, count, firstPad, values);
    messages.add(
        new Message(part, Message.Kind.HIDDEN, label, "", firstPad, List.of(), units(out)));
    return out;
  }

  @Override
  public ExtArray clear(String label, int count, Supplier<ExtArray> values) throws ProofException {
    ExtArray out = real().clear(label, count, values);
    add(Message.Kind.CLEAR, label, units(out));
    return out;
  }

  @Override
  public byte[] digests(String label, int count, Supplier<byte[]> values) throws ProofException {
    byte[] out = real().digests(label, count, values);
    add(Message.Kind.DIGEST, label, units(out));
    return out;
  }

  /// Salts and siblings are seen at the end that speaks only.
  @Override
  public long[] open(
      LeafShape shape, int height, byte[] root, long[] positions, Supplier<Opening> opening)
      throws ProofException {
    List<Opening> said = new ArrayList<>();
    long[] values =
        real()
            .open(
                shape,
                height,
                root,
                positions,
                () -> {
                  said.add(opening.get());
                  return said.getFirst();
                });
    List<Long> at = Arrays.stream(positions).boxed().toList();
    String name = HexFormat.of().formatHex(root);
    List<List<Long>> elements = Arrays.stream(values).mapToObj(List::of).toList();
    messages.add(new Message(part, Message.Kind.VALUES, "leaf-values", name, -1, at, elements));
    for (Opening o : said) {
      messages.add(
          new Message(part, Message.Kind.SALTS, "leaf-salts", name, -1, at, units(o.salts())));
      messages.add(
          new Message(part, Message.Kind.SIBLINGS, "siblings", name, -1, at, units(o.siblings())));
    }
    return values;
  }

  @Override
  public void grind(Grinding place, int bits) throws ProofException {
    real().grind(place, bits);
    if (bits > 0) {
      add(Message.Kind.NONCE, place.label(), List.of());
    }
  }
}
