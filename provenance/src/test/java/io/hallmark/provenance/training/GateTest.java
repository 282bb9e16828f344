package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.Progress;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.authority.Attestation;
import io.hallmark.provenance.authority.DatasetCertificate;
import io.hallmark.provenance.authority.DatasetCertifier;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.GateVerdict;
import io.hallmark.provenance.certificate.GateVerdict.Reason;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Report;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.compliance.PolicyList;
import io.hallmark.provenance.compliance.PolicyProver;
import io.hallmark.provenance.compliance.PolicyVerifier;
import io.hallmark.provenance.dataset.Fingerprint;
import io.hallmark.provenance.gate.Gate;
import io.hallmark.provenance.gate.GateReview;
import io.hallmark.provenance.policy.EntryList;
import io.hallmark.provenance.policy.ListDocument;
import io.hallmark.provenance.policy.PolicyDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every requirement of a gate is met by the honest certificate, and refuses by its own name, and
/// by no other, what does not meet it.
final class GateTest {
  private static final long TODAY = LocalDate.ofInstant(World.NOW, ZoneOffset.UTC).toEpochDay();
  private static final Digest OTHER = Digests.sha256(new byte[0]);

  private static World world;
  private static PolicyDocument policy;
  private static PolicyList list;
  private static HallmarkBundle policyProof;
  private static HallmarkBundle certificate;

  @BeforeAll
  static void prove() throws Exception {
    world = World.policies();
    policy =
        PolicyDocument.readLenient(
            """
            {"type":"hallmark/policy/v1","name":"both classes","version":2,
             "lists":{"works":"statement"},"rules":[
              {"kind":"count","columns":["class"],"require":[{"each":"all","at_least":5}]}]}
            """
                .getBytes(StandardCharsets.UTF_8));
    EntryList entries = EntryList.ofTuples(new long[] {1, 2, 3, 4});
    list =
        new PolicyList.Published(
            ListDocument.of(
                "works",
                1,
                Optional.of(Fingerprint.Variant.FILE),
                Optional.empty(),
                Optional.empty(),
                entries),
            entries);
    policyProof = proveAsOf(OptionalLong.of(TODAY - 10));
    certificate = world.released().with(HallmarkBundle.policyBundle(0), policyProof.write());
  }

  private static HallmarkBundle proveAsOf(OptionalLong time) throws Exception {
    return PolicyProver.prove(world.dataset, policy, Map.of("works", list), time, Progress.QUIET);
  }

  private static Verdict verdict(HallmarkBundle bundle) throws Exception {
    return bundle.isPolicyProof()
        ? PolicyVerifier.verify(bundle, world.trust(), World.NOW)
        : TrainingVerifier.verify(bundle, world.trust(), World.NOW);
  }

  private static Gate gate(String members) throws Malformed {
    String text = "{\"type\":\"hallmark/gate/v1\",\"name\":\"buyer\",%s}".formatted(members);
    return Gate.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static GateVerdict apply(String members, HallmarkBundle bundle) throws Exception {
    return GateReview.apply(gate(members), bundle, verdict(bundle), world.trust(), World.NOW);
  }

  private static void assertTaken(String members, HallmarkBundle bundle) throws Exception {
    assertEquals(List.of(), apply(members, bundle).reasons());
  }

  private static void assertRefused(String code, String members, HallmarkBundle bundle)
      throws Exception {
    assertEquals(
        List.of(code), apply(members, bundle).reasons().stream().map(Reason::code).toList());
  }

  private static String programs(Digest digest) {
    return "\"programs\":[\"%s\"]".formatted(digest.hex());
  }

  @Test
  void kindsOfStatements() throws Exception {
    assertTaken("\"statements\":[\"training\"]", certificate);
    assertTaken("\"statements\":[\"training\",\"policy\"]", policyProof);
    assertRefused("GATE_STATEMENT", "\"statements\":[\"training\"]", policyProof);
    assertRefused("GATE_STATEMENT", "\"statements\":[\"policy\"]", certificate);
  }

  @Test
  void programs() throws Exception {
    assertTaken(programs(world.program("0.1").digest()), certificate);
    assertRefused("GATE_PROGRAM", programs(OTHER), certificate);
    assertRefused("GATE_PROGRAM", programs(world.program("0.1").digest()), policyProof);
  }

  @Test
  void dataSets() throws Exception {
    String own = "\"datasets\":[\"%s\"]".formatted(world.manifest.digest().hex());
    assertTaken(own, certificate);
    assertTaken(own, policyProof);
    String other = "\"datasets\":[\"%s\"]".formatted(world.otherManifest.digest().hex());
    assertRefused("GATE_DATASET", other, certificate);
    assertRefused("GATE_DATASET", other, policyProof);
  }

  @Test
  void bitsOfEveryProof() throws Exception {
    assertTaken("\"security_bits\":100", certificate);
    List<Reason> reasons = apply("\"security_bits\":200", certificate).reasons();
    assertEquals(Set.of("GATE_SECURITY"), Set.copyOf(reasons.stream().map(Reason::code).toList()));
    List<String> details = reasons.stream().map(Reason::detail).toList();
    for (String proof : List.of("the proof", "dataset/train.proof", "policy/000.hallmark")) {
      assertTrue(details.stream().anyMatch(d -> d.startsWith(proof + " has 1")), proof + details);
    }
    assertEquals(3, apply("\"security_bits\":200", policyProof).reasons().size());
  }

  private static String policies(Digest digest, String more) {
    return "\"policies\":[{\"digest\":\"%s\"%s}]".formatted(digest.hex(), more);
  }

  @Test
  void policies() throws Exception {
    for (HallmarkBundle bundle : List.of(certificate, policyProof)) {
      assertRefused("GATE_POLICY", policies(OTHER, ""), bundle);
      String own = ownList();
      assertTaken(policies(policy.digest(), own), bundle);
      String newer = ",\"lists\":{\"works\":\"%s\"}".formatted(OTHER.hex());
      assertRefused("GATE_POLICY_LIST", policies(policy.digest(), newer), bundle);
      String absent = ",\"lists\":{\"gone\":\"%s\"}".formatted(OTHER.hex());
      assertRefused("GATE_POLICY_LIST", policies(policy.digest(), absent), bundle);
      assertTaken(policies(policy.digest(), own + ",\"max_age_days\":10"), bundle);
      assertRefused(
          "GATE_POLICY_AGE", policies(policy.digest(), own + ",\"max_age_days\":9"), bundle);
    }
    assertRefused("GATE_POLICY", policies(policy.digest(), ""), world.released());
  }

  private static String ownList() {
    return ",\"lists\":{\"works\":\"%s\"}".formatted(list.digest().hex());
  }

  /// The policy leaves the version to the statement: a prover could take a list of nothing.
  @Test
  void aListThatOnlyTheProverChoseIsNotTaken() throws Exception {
    for (HallmarkBundle bundle : List.of(certificate, policyProof)) {
      assertRefused("GATE_POLICY_LIST", policies(policy.digest(), ""), bundle);
      assertRefused("GATE_POLICY_LIST", policies(policy.digest(), ",\"lists\":{}"), bundle);
    }
  }

  @Test
  void aListThatThePolicyPinsNeedsNoWordOfTheGate() throws Exception {
    PolicyDocument pinned =
        PolicyDocument.read(
            new String(policy.write(), StandardCharsets.UTF_8)
                .replace("\"statement\"", "\"" + list.digest().hex() + "\"")
                .getBytes(StandardCharsets.UTF_8));
    HallmarkBundle proof =
        PolicyProver.prove(
            world.dataset, pinned, Map.of("works", list), OptionalLong.empty(), Progress.QUIET);
    assertTaken(policies(pinned.digest(), ""), proof);
  }

  @Test
  void aPolicyAsOfTheFutureOrOfNoTimeIsNotFresh() throws Exception {
    String fresh = policies(policy.digest(), ownList() + ",\"max_age_days\":100000");
    assertRefused("GATE_POLICY_AGE", fresh, proveAsOf(OptionalLong.of(TODAY + 1)));
    assertRefused("GATE_POLICY_AGE", fresh, proveAsOf(OptionalLong.empty()));
  }

  private static String attested(String more) {
    return "\"attested\":[{\"attestation\":\"sources-recomputed\",\"capacity\":\"owner\"%s}]"
        .formatted(more);
  }

  @Test
  void attestations() throws Exception {
    for (HallmarkBundle bundle : List.of(certificate, policyProof)) {
      assertTaken(attested(""), bundle);
      assertTaken(attested(",\"by\":[\"Hospital\"]"), bundle);
      assertRefused("GATE_ATTESTATION", attested(",\"by\":[\"Ministry\"]"), bundle);
      assertRefused("GATE_ATTESTATION", attested(",\"threshold\":2"), bundle);
      assertRefused(
          "GATE_ATTESTATION", attested("").replace("sources-recomputed", "reviewed"), bundle);
      assertRefused("GATE_ATTESTATION", attested("").replace("owner", "custodian"), bundle);
      assertTaken(attested(",\"max_age_days\":1"), bundle);
    }
  }

  /// Validity began a day before, and the certificate still holds for weeks.
  @Test
  void anOldAttestationIsNotFresh() throws Exception {
    Instant later = World.NOW.plus(Duration.ofDays(3));
    Verdict verdict = TrainingVerifier.verify(certificate, world.trust(), later);
    GateVerdict found =
        GateReview.apply(
            gate(attested(",\"max_age_days\":3")), certificate, verdict, world.trust(), later);
    assertEquals(List.of("GATE_ATTESTATION"), found.reasons().stream().map(Reason::code).toList());
  }

  @Test
  void anAuthorityThatTheTrustFileDoesNotHoldCountsForNothing() throws Exception {
    DatasetCertificate own =
        new DatasetCertificate(
            "Hospital",
            "owner",
            new TreeSet<>(List.of(Attestation.REVIEWED)),
            World.NOW,
            World.NOW,
            "",
            List.of());
    HallmarkBundle more =
        certificate.with(
            HallmarkBundle.authority(1),
            DatasetCertifier.certify(world.manifest, own, Optional.empty(), world.stranger)
                .write());
    assertRefused("GATE_ATTESTATION", attested("").replace("sources-recomputed", "reviewed"), more);
  }

  @Test
  void gradesOfTheSeed() throws Exception {
    assertTaken("\"seed\":\"committed\"", certificate);
    assertRefused("GATE_SEED", "\"seed\":\"beacon\"", certificate);
    assertRefused("GATE_SEED", "\"seed\":\"committed\"", policyProof);
    HallmarkBundle registered = World.get().registered();
    TrustPolicy knows =
        SampleBeacon.trust(World.get().trust(), "group both all one two\nquorum both");
    for (String seed : List.of("beacon", "committed")) {
      Verdict verdict = TrainingVerifier.verify(registered, knows, World.NOW);
      Gate gate = gate("\"seed\":\"%s\",\"log\":[\"registered\"]".formatted(seed));
      assertEquals(
          List.of(), GateReview.apply(gate, registered, verdict, knows, World.NOW).reasons());
    }
    // A log that nobody knows gives no grade.
    assertRefused("GATE_SEED", "\"seed\":\"committed\"", registered);
    assertRefused("GATE_LOG", "\"log\":[\"registered\"]", registered);
  }

  @Test
  void presenceInALog() throws Exception {
    assertRefused("GATE_LOG", "\"log\":[\"registered\"]", certificate);
    assertRefused("GATE_LOG", "\"log\":[\"certificate\"]", certificate);
    Verdict.Line entered = new Verdict.Line("CERTIFICATE_LOGGED", "entered", OTHER);
    Verdict logged = verdict(certificate).with(List.of(entered), List.of(), Set.of());
    assertTrue(
        GateReview.apply(
                gate("\"log\":[\"certificate\"]"), certificate, logged, world.trust(), World.NOW)
            .accepted());
    HallmarkBundle attached = World.get().attached();
    TrustPolicy knows = SampleMembers.trust(World.get().trust());
    Verdict offline = TrainingVerifier.verify(attached, knows, World.NOW);
    assertTrue(
        GateReview.apply(gate("\"log\":[\"certificate\"]"), attached, offline, knows, World.NOW)
            .accepted());
    // A log proof of a log that nobody knows counts for nothing.
    assertRefused("GATE_LOG", "\"log\":[\"certificate\"]", attached);
  }

  /// Of many runs the best can be registered when all are done: a log counts the attempts in it,
  /// and knows of no other.
  @Test
  void aRunThatMayHaveBeenRegisteredAfterwardsIsNotTaken() throws Exception {
    Verdict.Line counted =
        new Verdict.Line("ATTEMPTS_COUNTED", "0 registrations before this one", OTHER);
    Verdict logged = verdict(certificate).with(List.of(counted), List.of(), Set.of());
    GateVerdict found =
        GateReview.apply(
            gate("\"log\":[\"registered\"]"), certificate, logged, world.trust(), World.NOW);
    assertEquals(List.of("GATE_LOG"), found.reasons().stream().map(Reason::code).toList());
    assertTrue(found.reasons().getFirst().detail().contains("before it began"), found.toString());
  }

  @Test
  void ageOfTheIntent() throws Exception {
    assertTaken("\"max_age_days\":1", certificate);
    assertRefused("GATE_AGE", "\"max_age_days\":1", policyProof);
    for (Duration d : List.of(Duration.ofDays(1).plusSeconds(1), Duration.ofSeconds(-1))) {
      Instant at = World.NOW.plus(d);
      Verdict verdict = TrainingVerifier.verify(certificate, world.trust(), at);
      Gate gate = gate("\"max_age_days\":1");
      assertEquals(
          List.of("GATE_AGE"),
          GateReview.apply(gate, certificate, verdict, world.trust(), at).reasons().stream()
              .map(Reason::code)
              .toList());
    }
  }

  @Test
  void whatIsRequiredOfAModelIsRequiredOfItsParent() throws Exception {
    HallmarkBundle child = ParentChainTest.releasedChild();
    Digest own = Intent.read(child.required(HallmarkBundle.INTENT)).program();
    Digest before =
        Intent.read(child.parent().orElseThrow().required(HallmarkBundle.INTENT)).program();
    String both = "\"programs\":[\"%s\",\"%s\"]".formatted(own.hex(), before.hex());
    if (own.equals(before)) {
      both = programs(own);
    }
    assertTaken(both, child);
    assertRefused("GATE_PARENT", both + ",\"parents\":\"none\"", child);
    List<Reason> reasons = apply(policies(policy.digest(), ""), child).reasons();
    assertEquals(2, reasons.size(), "child and parent");
    assertTrue(reasons.get(1).detail().startsWith("parent: "), reasons.toString());
    assertEquals(1, apply(policies(OTHER, "") + ",\"parents\":\"any\"", child).reasons().size());
    assertTaken("\"parents\":\"none\"", certificate);
  }

  @Test
  void everyReasonIsGiven() throws Exception {
    String all = programs(OTHER) + ",\"seed\":\"beacon\",\"log\":[\"certificate\"]";
    GateVerdict refused = apply(all, certificate);
    assertEquals(
        List.of("GATE_LOG", "GATE_SEED", "GATE_PROGRAM"),
        refused.reasons().stream().map(Reason::code).toList());
    Report report =
        new Report(verdict(certificate), "x", World.NOW, Duration.ZERO, Optional.of(refused));
    assertFalse(report.accepted());
    assertTrue(report.text().startsWith("REFUSED  x"), report.text());
    assertTrue(report.jsonText().contains("\"accepted\":false,"), report.jsonText());
  }

  @Test
  void aRejectedCertificateHasNoGate() throws Exception {
    Verdict rejected = Verdict.rejected("RUN_PROOF", "", new Verdict.Sizes(0, 0, 0));
    Gate gate = gate("\"security_bits\":1");
    assertThrows(
        IllegalArgumentException.class,
        () -> GateReview.apply(gate, certificate, rejected, world.trust(), World.NOW));
  }

  /// Else a gate that takes trainings would take it as one.
  @Test
  void aCopyProofHasNoGate() throws Exception {
    byte[] manifest = world.manifest.write();
    HallmarkBundle copy =
        HallmarkBundle.of(
            Map.of(
                HallmarkBundle.MANIFEST,
                manifest,
                HallmarkBundle.COPIED,
                manifest,
                HallmarkBundle.copyProof("train"),
                new byte[1]));
    Verdict accepted = verdict(certificate);
    Gate gate = gate("\"statements\":[\"training\"]");
    assertThrows(
        IllegalArgumentException.class,
        () -> GateReview.apply(gate, copy, accepted, world.trust(), World.NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"parents\":\"any\"",
        "\"programs\":[]",
        "\"programs\":[\"abc\"]",
        "\"seed\":\"self-chosen\"",
        "\"log\":[]",
        "\"log\":[\"registered\",\"registered\"]",
        "\"statements\":[\"trainings\"]",
        "\"security_bits\":0",
        "\"policies\":[]",
        "\"policy\":[]",
        "\"attested\":[{\"attestation\":\"reviewed\",\"capacity\":\"owner\",\"threshold\":2,\"by\":[\"A\"]}]"
      })
  void aGateThatRequiresNothingOrIsMisspeltIsNone(String members) {
    assertThrows(Malformed.class, () -> gate(members));
  }
}
