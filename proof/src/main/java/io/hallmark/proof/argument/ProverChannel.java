package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.transcript.Grinding;
import io.hallmark.proof.transcript.MessageType;
import io.hallmark.proof.transcript.ProverTranscript;
import io.hallmark.proof.transcript.VerifierTranscript;
import io.hallmark.proof.wire.ProofReader;
import io.hallmark.proof.wire.ProofWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The end that knows the witness: it asks every supplier and sends what it gets.
final class ProverChannel implements Channel {
  private final ProverTranscript transcript;
  private final int part;
  private final List<ExtArray> pads;
  private final MessageFilter filter;
  private final PhaseClock clock;
  private final PartWork work;

  /// @param transcript the prover's end
  /// @param pads the elements of the column `zk` of every part
  /// @param filter what is said in place of what was computed
  /// @param clock told of every phase, and of the grinding within
  /// @param work how the parts are worked off
  ProverChannel(
      ProverTranscript transcript,
      List<ExtArray> pads,
      MessageFilter filter,
      PhaseClock clock,
      PartWork work) {
    this(transcript, -1, pads, filter, clock, work);
  }

  private ProverChannel(
      ProverTranscript transcript,
      int part,
      List<ExtArray> pads,
      MessageFilter filter,
      PhaseClock clock,
      PartWork work) {
    this.transcript = transcript;
    this.part = part;
    this.pads = pads;
    this.filter = filter;
    this.clock = clock;
    this.work = work;
  }

  @Override
  public Channel fork(int u) {
    return new ProverChannel(transcript.fork(u), u, pads, filter, clock, work);
  }

  @Override
  public List<PartEnd> parts(int count, PartPhase phase, RunArgument.Listener listener)
      throws ProofException {
    if (work.isPlain()) {
      return Channel.super.parts(count, phase, listener);
    }
    clock.enter(ProofPhase.PRODUCTS);
    List<PartEnd> ends =
        work.run(
            count,
            u -> part(u, phase),
            (u, said) -> {
              transcript.append(said.messages());
              listener.partEnded(u, said.end().claims(), said.end().state());
            });
    clock.skip();
    return ends;
  }

  /// The messages of a part, said now or before.
  private PartWork.Said part(int u, PartPhase phase) throws ProofException {
    Optional<byte[]> before = work.finished(u);
    if (before.isPresent()) {
      ProofReader reader = new ProofReader(before.get());
      VerifierChannel again =
          new VerifierChannel(new VerifierTranscript(transcript.transcript().fork(u), reader));
      PartEnd end = new PartEnd(phase.run(u, again), again.state());
      reader.finish();
      return new PartWork.Said(before.get(), end);
    }
    ProofWriter messages = new ProofWriter();
    PhaseClock own = clock.start();
    ProverTranscript fork = new ProverTranscript(transcript.transcript().fork(u), messages);
    ProverChannel channel = new ProverChannel(fork, u, pads, filter, own, work);
    PartEnd end = new PartEnd(phase.run(u, channel), channel.state());
    clock.add(own);
    work.keep(u, messages.toBytes());
    return new PartWork.Said(messages.toBytes(), end);
  }

  @Override
  public byte[] state() {
    return transcript.transcript().state();
  }

  @Override
  public void join(List<byte[]> states) {
    transcript.transcript().join(states);
  }

  @Override
  public void absorb(MessageType type, String label, byte[] payload) {
    transcript.transcript().absorb(type, label, payload);
  }

  @Override
  public ExtArray hidden(String label, int count, int firstPad, Supplier<ExtArray> values) {
    ExtArray plain = filter.elements(part, label, sized(count, values.get()));
    ExtArray z = pads.get(part);
    ExtArray masked = new ExtArray(count);
    for (int i = 0; i < count; i++) {
      masked.a0()[i] = Goldilocks.sub(plain.a0()[i], z.a0()[firstPad + i]);
      masked.a1()[i] = Goldilocks.sub(plain.a1()[i], z.a1()[firstPad + i]);
    }
    transcript.sendExt(label, masked);
    return masked;
  }

  @Override
  public ExtArray clear(String label, int count, Supplier<ExtArray> values) {
    ExtArray out = filter.elements(part, label, sized(count, values.get()));
    transcript.sendExt(label, out);
    return out;
  }

  private static ExtArray sized(int count, ExtArray values) {
    if (values.length() != count) {
      throw new IllegalStateException(values.length() + " elements in place of " + count);
    }
    return values;
  }

  @Override
  public byte[] digests(String label, int count, Supplier<byte[]> values) {
    byte[] out = filter.digests(part, label, values.get());
    transcript.sendDigests(label, out);
    return out;
  }

  @Override
  public long[] open(
      LeafShape shape, int height, byte[] root, long[] positions, Supplier<Opening> opening) {
    Opening out = filter.opening(positions, opening.get());
    transcript.sendBase("leaf-values", out.values());
    if (shape.salted()) {
      transcript.sendDigests("leaf-salts", out.salts());
    }
    transcript.sendDigests("siblings", out.siblings());
    return out.values();
  }

  @Override
  public Ext[] challenge(String label, int count) {
    return transcript.transcript().challenge(label, count);
  }

  @Override
  public long[] indices(String label, int count, int nu) {
    return transcript.transcript().indices(label, count, nu);
  }

  @Override
  public void grind(Grinding place, int bits) {
    ProofPhase before = clock.enter(ProofPhase.GRINDING);
    if (bits == 0 || filter.grinds(part, place)) {
      transcript.grind(place, bits);
    } else {
      transcript.sendNonce(place, filter.nonce(part, place));
    }
    clock.enter(before);
  }

  @Override
  public void phase(ProofPhase next) {
    clock.enter(next);
  }

  @Override
  public boolean receives() {
    return false;
  }
}
