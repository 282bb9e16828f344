package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Progress;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.compliance.PolicyOrder;
import io.hallmark.provenance.compliance.PolicyProver;
import io.hallmark.provenance.compliance.PolicyVerifier;
import io.hallmark.provenance.policy.Breaches;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.policy.PolicyRefused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// The certificate of a training contains the policy proofs that lie beside its data set, and no
/// other.
final class PolicyUsedTest {
  @Test
  void policiesOfTheDataSetTravelWithTheModel() throws Exception {
    World world = World.policies();
    Path own = world.dataset.resolve("policy-classes.hallmark");
    Path foreign = world.dataset.resolve("policy-other.hallmark");
    Files.write(own, world.policyProof().write());
    Files.write(foreign, world.otherPolicyProof().write());
    HallmarkBundle certificate;
    try {
      Path folder =
          world.begin(
              world.program("0.1"),
              world.intent(world.program("0.1"), ReleaseMode.RELEASED, SeedGrade.COMMITTED));
      certificate = world.prove(folder, 0);
    } finally {
      Files.delete(own);
      Files.delete(foreign);
    }
    assertEquals(1, certificate.policyProofs().size());
    Verdict verdict = TrainingVerifier.verify(certificate, world.trust(), World.NOW);
    assertTrue(verdict.accepted(), verdict.rejection().toString());
    assertEquals(1, verdict.proven().stream().filter(l -> l.code().equals("POLICY_USED")).count());
    assertEquals(1, verdict.proven().stream().filter(l -> l.code().equals("RULE")).count());
  }

  /// The data set was certified after the policy was proved: the certificate of the training shows
  /// it, and the proof need not be made again.
  @Test
  void aPolicyProofInsideNeedsNoCertificatesOfItsOwn() throws Exception {
    World world = World.policies();
    HallmarkBundle whole = world.policyProof();
    Map<String, byte[]> members = new LinkedHashMap<>();
    whole.names().stream()
        .filter(n -> !n.startsWith("authority/"))
        .forEach(n -> members.put(n, whole.required(n)));
    HallmarkBundle bare = HallmarkBundle.of(members);
    assertEquals(
        "TRUST_REQUIREMENT",
        PolicyVerifier.verify(bare, world.trust(), World.NOW).rejection().orElseThrow().check());
    HallmarkBundle training = world.released().with(HallmarkBundle.policyBundle(0), bare.write());
    Verdict verdict = TrainingVerifier.verify(training, world.trust(), World.NOW);
    assertTrue(verdict.accepted(), verdict.rejection().toString());
    Verdict.Security security = verdict.security().orElseThrow();
    assertTrue(security.further().containsKey("policy/000.hallmark"), security.toString());
    assertTrue(security.weakest() >= 100, security.toString());
  }

  private static final String QUOTAS =
      """
      {"type":"hallmark/policy/v1","name":"quotas","version":1,"windows":"epoch","rules":[
        {"kind":"count","columns":["class"],
         "require":[{"each":["0","1"],"to":"all","at_least":"1/100"},{"of":["0"],"at_most":40}]}]}
      """;

  private static HallmarkBundle quotas(World world, Path run) throws Exception {
    return PolicyProver.prove(
        world.dataset,
        PolicyDocument.readLenient(QUOTAS.getBytes(StandardCharsets.UTF_8)),
        Map.of(),
        OptionalLong.empty(),
        Optional.of(RunFolder.order(run)),
        Progress.QUIET);
  }

  /// Quotas of every epoch, over the records that the run really reads: 20 steps of 4 of 45 or so
  /// records are one epoch and the beginning of another.
  @Test
  void quotasOfTheWindowsOfARunTravelWithItsCertificate() throws Exception {
    World world = World.quotas();
    Path run =
        world.begin(
            world.program("0.1"),
            world.intent(world.program("0.1"), ReleaseMode.RELEASED, SeedGrade.COMMITTED));
    HallmarkBundle own = quotas(world, run);
    Verdict alone = PolicyVerifier.verify(own, world.trust(), World.NOW);
    assertTrue(alone.accepted(), alone.rejection().toString());
    assertEquals(1, alone.proven().stream().filter(l -> l.code().equals("WINDOWS")).count());
    assertTrue(
        alone.proven().stream().anyMatch(l -> l.sentence().contains("in every epoch of the run")));
    Files.write(run.resolve("policy-quotas.hallmark"), own.write());
    Path other =
        world.begin(
            world.program("0.1"),
            world.intent(world.program("0.1"), ReleaseMode.RELEASED, SeedGrade.COMMITTED));
    HallmarkBundle foreign = quotas(world, other);
    Files.write(run.resolve("policy-foreign.hallmark"), foreign.write());
    HallmarkBundle certificate = world.prove(run, 0);
    assertEquals(1, certificate.policyProofs().size(), "the other run's is left out");
    Verdict verdict = TrainingVerifier.verify(certificate, world.trust(), World.NOW);
    assertTrue(verdict.accepted(), verdict.rejection().toString());
    assertEquals(
        "POLICY_RUN",
        TrainingVerifier.verify(
                certificate.with(HallmarkBundle.policyBundle(0), foreign.write()),
                world.trust(),
                World.NOW)
            .rejection()
            .orElseThrow()
            .check());
    forgeries(world, own, foreign);
  }

  private static void forgeries(World world, HallmarkBundle own, HallmarkBundle foreign)
      throws Exception {
    // Another seed in the statement is another statement.
    HallmarkBundle seed =
        own.with(
            HallmarkBundle.POLICY_STATEMENT, foreign.required(HallmarkBundle.POLICY_STATEMENT));
    assertTrue(outcome(world, seed).startsWith("POLICY_PROOF/"), outcome(world, seed));
    // Another program than the statement names.
    HallmarkBundle program =
        own.with(HallmarkBundle.PROGRAM, world.program("0.05").canonicalBytes());
    assertEquals("POLICY_ORDER", outcome(world, program));
    Map<String, byte[]> bare = new LinkedHashMap<>();
    own.names().stream()
        .filter(n -> !n.equals(HallmarkBundle.PROGRAM))
        .forEach(n -> bare.put(n, own.required(n)));
    assertEquals("POLICY_ORDER", outcome(world, HallmarkBundle.of(bare)));
  }

  private static String outcome(World world, HallmarkBundle bundle) throws Exception {
    return PolicyVerifier.verify(bundle, world.trust(), World.NOW)
        .rejection()
        .map(Verdict.Rejection::check)
        .orElse("accepted");
  }

  /// The second epoch has 80 - 45 records only, fewer than are required of every epoch.
  @Test
  void aQuotaThatOneEpochBreaksHasNoProofAndTheWindowIsNamed() throws Exception {
    World world = World.quotas();
    Path run =
        world.begin(
            world.program("0.1"),
            world.intent(world.program("0.1"), ReleaseMode.RELEASED, SeedGrade.COMMITTED));
    PolicyDocument strict =
        PolicyDocument.readLenient(
            QUOTAS
                .replace(
                    "{\"of\":[\"0\"],\"at_most\":40}", "{\"of\":[\"0\",\"1\"],\"at_least\":40}")
                .getBytes(StandardCharsets.UTF_8));
    Breaches breaches =
        PolicyProver.check(
            world.dataset,
            strict,
            Map.of(),
            OptionalLong.empty(),
            Optional.of(RunFolder.order(run)));
    assertTrue(
        breaches.list().stream().anyMatch(b -> b.text().startsWith("window 1: not met")),
        breaches.list().toString());
    PolicyRefused none =
        assertThrows(
            PolicyRefused.class,
            () -> PolicyProver.check(world.dataset, strict, Map.of(), OptionalLong.empty()));
    assertEquals(PolicyRefused.Code.POLICY_WINDOW, none.code());
  }

  /// A run of 80 samples over several shards: the window holds 80 records of all shards together,
  /// not those of one shard and not all that are committed.
  @Test
  void windowsCountTheRecordsOfAllShardsTogether() throws Exception {
    World world = World.quotaShards();
    assertTrue(world.manifest.shards("train").size() > 3, world.manifest.parts().toString());
    assertTrue(world.manifest.rows("train") > 80, "some records are not read");
    Path run =
        world.begin(
            world.program("0.1"),
            world.intent(world.program("0.1"), ReleaseMode.RELEASED, SeedGrade.COMMITTED));
    PolicyDocument exactly = together(80, 80);
    Optional<PolicyOrder> order = Optional.of(RunFolder.order(run));
    Breaches breaches =
        PolicyProver.check(world.dataset, together(0, 79), Map.of(), OptionalLong.empty(), order);
    assertEquals(1, breaches.count(), breaches.list().toString());
    PolicyRefused more =
        assertThrows(
            PolicyRefused.class,
            () ->
                PolicyProver.check(
                    world.dataset, together(81, 90), Map.of(), OptionalLong.empty(), order));
    assertEquals(PolicyRefused.Code.POLICY_BOUND, more.code(), "80 records are in the window");
    HallmarkBundle own =
        PolicyProver.prove(
            world.dataset, exactly, Map.of(), OptionalLong.empty(), order, Progress.QUIET);
    assertEquals("accepted", outcome(world, own));
    assertEquals(
        world.manifest.shards("train").size(),
        PolicyVerifier.statement(own).shards().stream()
            .filter(s -> s.part().startsWith("train"))
            .count());
    Files.write(run.resolve("policy-together.hallmark"), own.write());
    HallmarkBundle certificate = world.prove(run, 0);
    assertEquals(1, certificate.policyProofs().size());
    Verdict verdict = TrainingVerifier.verify(certificate, world.trust(), World.NOW);
    assertTrue(verdict.accepted(), verdict.rejection().toString());
    assertEquals(1, verdict.proven().stream().filter(l -> l.code().equals("POLICY_USED")).count());
  }

  private static PolicyDocument together(int least, int most) throws Exception {
    return PolicyDocument.readLenient(
        """
        {"type":"hallmark/policy/v1","name":"together","version":1,"windows":"run","rules":[
          {"kind":"count","columns":["class"],
           "require":[{"of":["0","1"],"at_least":%d,"at_most":%d}]}]}
        """
            .formatted(least, most)
            .getBytes(StandardCharsets.UTF_8));
  }
}
