package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.Check;
import io.hallmark.proof.Checks;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.MerklePaths;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.transcript.Grinding;
import io.hallmark.proof.transcript.MessageType;
import io.hallmark.proof.transcript.VerifierTranscript;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// The end that receives a proof. It never asks a supplier.
final class VerifierChannel implements Channel {
  private final VerifierTranscript transcript;

  VerifierChannel(VerifierTranscript transcript) {
    this.transcript = transcript;
  }

  @Override
  public Channel fork(int part) {
    return new VerifierChannel(transcript.fork(part));
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
  public ExtArray hidden(String label, int count, int firstPad, Supplier<ExtArray> values)
      throws ProofException {
    return transcript.receiveExt(label, count);
  }

  @Override
  public ExtArray clear(String label, int count, Supplier<ExtArray> values) throws ProofException {
    return transcript.receiveExt(label, count);
  }

  @Override
  public byte[] digests(String label, int count, Supplier<byte[]> values) throws ProofException {
    return transcript.receiveDigests(label, count);
  }

  @Override
  public long[] open(
      LeafShape shape, int height, byte[] root, long[] positions, Supplier<Opening> opening)
      throws ProofException {
    int count = Math.multiplyExact(shape.width(), positions.length);
    long[] values = transcript.receiveBase("leaf-values", count);
    byte[] salts =
        shape.salted() ? transcript.receiveDigests("leaf-salts", positions.length) : new byte[0];
    byte[] siblings =
        transcript.receiveDigests("siblings", MerklePaths.siblingCount(height, positions));
    byte[] leaves = shape.digests(positions, values, salts);
    byte[] found = MerklePaths.root(height, positions, leaves, siblings);
    Checks.check(Check.MERKLE_ROOT, Arrays.equals(root, found), "opening");
    return values;
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
  public void grind(Grinding place, int bits) throws ProofException {
    transcript.grind(place, bits);
  }

  @Override
  public boolean receives() {
    return true;
  }
}
