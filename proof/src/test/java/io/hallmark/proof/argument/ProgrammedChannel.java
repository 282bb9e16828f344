package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;

/// An end whose challenges are programmed. The transcript goes on as ever, nonces included; only
/// what is drawn from it is replaced.
final class ProgrammedChannel extends ForwardingChannel {
  private final ProgrammedChallenges challenges;
  private final ProgrammedChallenges.Fork own;

  /// @param real an end outside the parts
  ProgrammedChannel(Channel real, ProgrammedChallenges challenges) {
    this(real, challenges, ProgrammedChallenges.OPENING);
  }

  private ProgrammedChannel(Channel real, ProgrammedChallenges challenges, int part) {
    super(real);
    this.challenges = challenges;
    this.own = challenges.new Fork(part);
  }

  @Override
  public Channel fork(int part) {
    return new ProgrammedChannel(real().fork(part), challenges, part);
  }

  @Override
  public Ext[] challenge(String label, int count) {
    Ext[] replaced = real().challenge(label, count);
    return own.elements(label, replaced.length);
  }

  @Override
  public long[] indices(String label, int count, int nu) {
    long[] replaced = real().indices(label, count, nu);
    return own.indices(label, replaced.length, nu);
  }
}
