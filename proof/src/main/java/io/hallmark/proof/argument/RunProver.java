package io.hallmark.proof.argument;

import io.hallmark.algebra.simd.FractionKernels;
import io.hallmark.proof.Check;
import io.hallmark.proof.Checks;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.commitment.Descriptor;
import io.hallmark.proof.commitment.OpeningEntry;
import io.hallmark.proof.commitment.OpeningRefused;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Proves a run in zero knowledge.
///
/// A call draws 32 bytes, says nothing to anybody before the proof is finished, verifies the
/// finished proof, and only then stores it, charges the credits of the older commitments and
/// returns it. If anything fails before the proof is stored, nothing has left; the secrets in
/// memory are erased in every case. With an [AttemptStore] the attempt outlives its process: the
/// next call for the same statement goes on with the same bytes, if it arrives at the same root,
/// and with the parts that were finished. An attempt whose proof is rejected or cannot be paid for
/// is erased.
///
/// The cells are not checked beforehand: a witness that does not satisfy the run ends in a proof
/// that the prover's own verification rejects.
///
/// - **Cost:** one transform of size n per row, about forty multiplications per looked-up cell, and
///   the grinding.
/// - **Threads:** no state; any method may run on any thread. Grinding uses the common pool; parts
///   run beside each other if the environment says so.
public final class RunProver {
  private RunProver() {}

  /// Proves a run.
  ///
  /// @param run the run, built from public data
  /// @param parameters the parameters
  /// @param witness gives the cells of the own committed columns of every part, multiplicities
  ///   included; asked for a part several times
  /// @param older the older commitments by their names in the run
  /// @param publicBytes public bytes that the proof binds
  /// @param environment randomness, credits, storage, progress
  /// @return the bytes of the proof, which are stored and charged
  /// @throws ProofException.Rejected if run or parameters are refused, if an older commitment is
  ///   not the one that the run lists ([Check#PROVER_DESCRIPTOR]), or if the witness does not
  ///   satisfy the run
  /// @throws OpeningRefused if the credits of an older commitment do not suffice
  /// @throws IllegalArgumentException if cells, an older commitment or a credit book are missing
  public static byte[] prove(
      Run run,
      Parameters parameters,
      WitnessSource witness,
      Map<String, CommittedColumns> older,
      byte[] publicBytes,
      ProverEnvironment environment)
      throws ProofException {
    return prove(RunIndex.of(run), parameters, witness, older, publicBytes, environment);
  }

  /// Proves a run that is checked already; see the other method.
  ///
  /// @throws ProofException.Rejected see the other method
  public static byte[] prove(
      RunIndex run,
      Parameters parameters,
      WitnessSource witness,
      Map<String, CommittedColumns> older,
      byte[] publicBytes,
      ProverEnvironment environment)
      throws ProofException {
    RunVerifier.checkFloor(run, parameters);
    return prove(run, parameters, witness, older, publicBytes, environment, RunVerifier::verify);
  }

  /// The verification of the finished proof.
  interface FinalCheck {
    void verify(
        RunIndex run,
        Parameters parameters,
        Map<String, byte[]> roots,
        byte[] publicBytes,
        byte[] proof)
        throws ProofException;
  }

  /// Proves with another final check: tests only, for parameters below the floor.
  static byte[] prove(
      RunIndex run,
      Parameters parameters,
      WitnessSource witness,
      Map<String, CommittedColumns> older,
      byte[] publicBytes,
      ProverEnvironment environment,
      FinalCheck finalCheck)
      throws ProofException {
    GeometryRules.checkAll(run, parameters);
    List<byte[]> roots = new ArrayList<>();
    Map<String, byte[]> rootsByName = new HashMap<>();
    for (Run.OlderCommitment listed : run.run().older()) {
      CommittedColumns own = older.get(listed.name());
      if (own == null || !environment.credits().containsKey(listed.name())) {
        throw new IllegalArgumentException("no commitment or credit book of " + listed.name());
      }
      byte[] expected = Descriptor.of(own.root(), listed.geometry(), listed.columns());
      Checks.check(
          Check.PROVER_DESCRIPTOR, Arrays.equals(expected, own.descriptor()), listed.name());
      roots.add(own.root());
      rootsByName.put(listed.name(), own.root());
    }
    Statement statement = Statement.of(run, parameters, roots, publicBytes);
    environment.progress().at("commit", 0, 1);
    FractionKernels.prepare(run.parts().stream().mapToLong(part -> 1L << part.lookupDepth()).sum());
    StoredAttempt stored = new StoredAttempt(environment.attempts(), statement);
    Attempt attempt =
        attempt(statement, new Witness(run, witness, older), older, environment, stored);
    try {
      Map<String, OpeningEntry> entries = entries(statement, attempt, environment);
      byte[] proof = attempt.prove(new Phases(run.parts().size(), environment.progress()));
      environment.progress().at("verify", 0, 1);
      attempt.clock().enter(ProofPhase.VERIFY);
      finalCheck.verify(run, parameters, rootsByName, publicBytes, proof);
      environment.progress().spent(attempt.clock().spent());
      stored.seal(proof);
      environment.store().store(proof.clone());
      entries.forEach(
          (name, entry) -> book(environment, name).charge(entry, environment.renews(name)));
      stored.erase();
      return proof;
    } catch (ProofException | OpeningRefused e) {
      stored.erase(); // a proof that is false or cannot be paid for: its bytes serve nothing else
      throw e;
    } finally {
      attempt.erase();
    }
  }

  /// The stored attempt at this statement, if it arrives at its root; else a new one, whose bytes
  /// and root are stored before anything of it leaves.
  private static Attempt attempt(
      Statement statement,
      Witness witness,
      Map<String, CommittedColumns> older,
      ProverEnvironment environment,
      StoredAttempt stored) {
    @SuppressWarnings("ReferenceEquality") // the one store that keeps nothing
    boolean keeps = environment.attempts() != AttemptStore.NONE;
    PartWork work = new PartWork(environment.jobs(), environment.room(), keeps ? stored : null);
    Optional<byte[]> known = stored.fresh();
    if (known.isPresent()) {
      Attempt again = commit(statement, witness, older, known.get(), work);
      if (fixRoot(stored, again)) {
        return again;
      }
      again.erase();
      stored.erase();
    }
    byte[] fresh = environment.fresh();
    stored.begin(fresh);
    Attempt attempt = commit(statement, witness, older, fresh, work);
    if (!fixRoot(stored, attempt)) {
      attempt.erase();
      throw new IllegalStateException("an attempt that has just begun has a root");
    }
    return attempt;
  }

  private static boolean fixRoot(StoredAttempt stored, Attempt attempt) {
    try {
      return stored.fixRoot(attempt.traceRoot());
    } catch (RuntimeException | Error e) {
      attempt.erase();
      throw e;
    }
  }

  /// Commits to the trace and erases the bytes.
  private static Attempt commit(
      Statement statement,
      Witness witness,
      Map<String, CommittedColumns> older,
      byte[] fresh,
      PartWork work) {
    try {
      return new Attempt(statement, witness, older, fresh, work);
    } finally {
      Arrays.fill(fresh, (byte) 0);
    }
  }

  /// What will be charged; refused now if the credits do not suffice.
  private static Map<String, OpeningEntry> entries(
      Statement statement, Attempt attempt, ProverEnvironment environment) {
    Map<String, OpeningEntry> entries = new HashMap<>();
    for (Run.OlderCommitment listed : statement.run().run().older()) {
      String name = listed.name();
      OpeningEntry entry = OpeningEntry.of(statement.publicDigest(), attempt.traceRoot(), name);
      if (!book(environment, name).budget().allows(entry, environment.renews(name))) {
        throw new OpeningRefused("the credits of " + name + " do not suffice");
      }
      entries.put(name, entry);
    }
    return entries;
  }

  private static CreditBook book(ProverEnvironment environment, String name) {
    CreditBook book = environment.credits().get(name);
    if (book == null) {
      throw new IllegalArgumentException("no credit book of " + name);
    }
    return book;
  }

  /// Tells the progress of the conversation.
  private record Phases(int parts, ProverEnvironment.Progress progress)
      implements RunArgument.Listener {
    @Override
    public void partEnded(int part, List<PartClaim> claims, byte[] state) {
      progress.at("parts", part + 1, parts);
    }

    @Override
    public void openingStarted() {
      progress.at("opening", 0, 1);
    }
  }
}
