package io.hallmark.proof.argument;

import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.RunIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// All that the simulator is given: what is public, the challenges that will be programmed, and
/// coins. The older commitments are roots over random digests; what was opened of them in earlier
/// simulated proofs is remembered, nothing else is behind them.
///
/// @param run the run
/// @param parameters the parameters
/// @param older the older commitments, as declared
/// @param publicBytes the public bytes
/// @param challenges the challenges to program
/// @param leaves where the digests of opened leaves are programmed
/// @param coins the simulator's own randomness
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Simulation(
    RunIndex run,
    Parameters parameters,
    List<DrawnTree> older,
    byte[] publicBytes,
    ProgrammedChallenges challenges,
    ProgrammedLeaves leaves,
    SplittableRandom coins) {

  /// A simulation with older commitments of its own.
  static Simulation of(RunIndex run, Parameters parameters, byte[] publicBytes, long key) {
    SplittableRandom coins = new SplittableRandom(key);
    List<DrawnTree> older = new ArrayList<>();
    for (int k = 0; k < run.run().older().size(); k++) {
      Geometry g = run.groups().get(run.commitments().get(k + 1).group()).geometry();
      older.add(new DrawnTree(coins.split(), (int) g.nu()));
    }
    ProgrammedChallenges challenges = new ProgrammedChallenges(coins.nextLong());
    return new Simulation(
        run, parameters, older, publicBytes, challenges, new ProgrammedLeaves(), coins);
  }

  /// Another proof about the same older commitments.
  Simulation again() {
    ProgrammedChallenges others = new ProgrammedChallenges(coins.nextLong());
    return new Simulation(run, parameters, older, publicBytes, others, leaves, coins);
  }

  Statement statement() {
    List<byte[]> roots = older.stream().map(DrawnTree::root).toList();
    return Statement.of(run, parameters, roots, publicBytes);
  }
}
