package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.transcript.Grinding;
import io.hallmark.proof.transcript.MessageType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// One end of the conversation. The protocol is written once over it: where a message is said, the
/// protocol names label and count and a supplier of the values. The end that knows a witness asks
/// the supplier and sends; the other end never asks and receives. Whatever follows from messages
/// and challenges is computed by the same lines at both ends.
interface Channel {
  /// This end on the fork of part u.
  Channel fork(int part);

  /// Runs the relation phase of every part on its fork. Between fork and join no part depends on
  /// another: an end may run them in any order, at once, or read what it said before.
  ///
  /// @param listener told of the parts in their order
  default List<PartEnd> parts(int count, PartPhase phase, RunArgument.Listener listener)
      throws ProofException {
    List<PartEnd> ends = new ArrayList<>();
    for (int u = 0; u < count; u++) {
      Channel fork = fork(u);
      ends.add(new PartEnd(phase.run(u, fork), fork.state()));
      listener.partEnded(u, ends.getLast().claims(), ends.getLast().state());
    }
    return ends;
  }

  /// The relation phase of a part.
  @FunctionalInterface
  interface PartPhase {
    /// Runs it and returns the claims.
    List<PartClaim> run(int part, Channel fork) throws ProofException;
  }

  /// The transcript state.
  byte[] state();

  /// Absorbs the end states of all parts.
  void join(List<byte[]> states);

  /// Absorbs what both ends know and neither sends.
  void absorb(MessageType type, String label, byte[] payload);

  /// Extension elements masked by the pads of this part from `firstPad` on: what is sent is the
  /// value less the pad. Returns what was sent.
  ExtArray hidden(String label, int count, int firstPad, Supplier<ExtArray> values)
      throws ProofException;

  /// Extension elements in clear.
  ExtArray clear(String label, int count, Supplier<ExtArray> values) throws ProofException;

  /// Digests, one after the other in one array.
  byte[] digests(String label, int count, Supplier<byte[]> values) throws ProofException;

  /// Opens a tree at several positions and returns the values of the leaves, position after
  /// position. The end that receives checks them against the root.
  ///
  /// @param shape what a leaf holds
  /// @param height height of the root
  /// @param root the committed root
  /// @param positions distinct positions, ascending
  long[] open(LeafShape shape, int height, byte[] root, long[] positions, Supplier<Opening> opening)
      throws ProofException;

  /// Uniform extension elements.
  Ext[] challenge(String label, int count);

  /// One uniform extension element.
  default Ext challenge(String label) {
    return challenge(label, 1)[0];
  }

  /// A uniform set of indices, ascending.
  long[] indices(String label, int count, int nu);

  /// A nonce before a challenge; with 0 bits nothing happens.
  void grind(Grinding place, int bits) throws ProofException;

  /// The conversation comes to another phase. Nothing is said; an end may look at its clock.
  default void phase(ProofPhase next) {}

  /// Whether this end checks what it receives. The other end has nothing to check here: it verifies
  /// the finished proof.
  boolean receives();
}
