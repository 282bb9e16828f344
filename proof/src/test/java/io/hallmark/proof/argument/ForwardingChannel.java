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

/// One end of the conversation that does what another end does; subclasses do one thing otherwise.
abstract class ForwardingChannel implements Channel {
  private final Channel real;

  ForwardingChannel(Channel real) {
    this.real = real;
  }

  final Channel real() {
    return real;
  }

  @Override
  public byte[] state() {
    return real.state();
  }

  @Override
  public void join(List<byte[]> states) {
    real.join(states);
  }

  @Override
  public void absorb(MessageType type, String label, byte[] payload) {
    real.absorb(type, label, payload);
  }

  @Override
  public ExtArray hidden(String label, int count, int firstPad, Supplier<ExtArray> values)
      throws ProofException {
    return real.hidden(label, count, firstPad, values);
  }

  @Override
  public ExtArray clear(String label, int count, Supplier<ExtArray> values) throws ProofException {
    return real.clear(label, count, values);
  }

  @Override
  public byte[] digests(String label, int count, Supplier<byte[]> values) throws ProofException {
    return real.digests(label, count, values);
  }

  @Override
  public long[] open(
      LeafShape shape, int height, byte[] root, long[] positions, Supplier<Opening> opening)
      throws ProofException {
    return real.open(shape, height, root, positions, opening);
  }

  @Override
  public Ext[] challenge(String label, int count) {
    return real.challenge(label, count);
  }

  @Override
  public long[] indices(String label, int count, int nu) {
    return real.indices(label, count, nu);
  }

  @Override
  public void grind(Grinding place, int bits) throws ProofException {
    real.grind(place, bits);
  }

  @Override
  public boolean receives() {
    return real.receives();
  }
}
