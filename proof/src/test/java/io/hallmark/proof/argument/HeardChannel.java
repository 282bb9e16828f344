package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.transcript.Grinding;
import io.hallmark.proof.transcript.MessageType;
import java.util.List;
import java.util.function.Supplier;

/// A prover's end that remembers every challenge and every message in clear.
record HeardChannel(Channel inner, int part, Heard heard) implements Channel {
  @Override
  public Channel fork(int u) {
    return new HeardChannel(inner.fork(u), u, heard);
  }

  @Override
  public byte[] state() {
    return inner.state();
  }

  @Override
  public void join(List<byte[]> states) {
    inner.join(states);
  }

  @Override
  public void absorb(MessageType type, String label, byte[] payload) {
    inner.absorb(type, label, payload);
  }

  @Override
  public ExtArray hidden(String label, int count, int firstPad, Supplier<ExtArray> values)
      throws ProofException {
    ExtArray out = inner.hidden(label, count, firstPad, values);
    heard.sent(part, label, out);
    heard.wrote(16 * count);
    return out;
  }

  @Override
  public ExtArray clear(String label, int count, Supplier<ExtArray> values) throws ProofException {
    ExtArray out = inner.clear(label, count, values);
    heard.wrote(16 * count);
    return out;
  }

  @Override
  public byte[] digests(String label, int count, Supplier<byte[]> values) throws ProofException {
    byte[] out = inner.digests(label, count, values);
    heard.wrote(out.length);
    return out;
  }

  @Override
  public long[] open(
      LeafShape shape, int height, byte[] root, long[] positions, Supplier<Opening> opening)
      throws ProofException {
    return inner.open(shape, height, root, positions, opening);
  }

  @Override
  public Ext[] challenge(String label, int count) {
    Ext[] out = inner.challenge(label, count);
    heard.drawn(part, label, out);
    return out;
  }

  @Override
  public long[] indices(String label, int count, int nu) {
    long[] out = inner.indices(label, count, nu);
    heard.queried(label, out);
    return out;
  }

  @Override
  public void grind(Grinding place, int bits) throws ProofException {
    inner.grind(place, bits);
    if (bits > 0) {
      heard.ground(place);
    }
  }

  @Override
  public boolean receives() {
    return inner.receives();
  }
}
