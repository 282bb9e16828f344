package io.hallmark.provenance.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.Progress;
import io.hallmark.proof.WeakenedVerifier;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.dataset.DatasetCopier;
import io.hallmark.provenance.dataset.DatasetIndexer;
import io.hallmark.provenance.dataset.Fingerprint;
import io.hallmark.provenance.policy.EntryList;
import io.hallmark.provenance.policy.ListDocument;
import io.hallmark.provenance.policy.PolicyDocument;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every check of a policy proof is worth its name: for each there is a container that is rejected
/// by it, and accepted by a verifier from which this one check was taken out. Where the lie would
/// break the proof, the liar proves it anew.
final class WeakenedPolicyTest {
  private static final Instant AT = Instant.parse("2026-12-01T00:00:00Z");
  private static final Digest OTHER = Digests.sha256(new byte[] {3});

  /// What forges a container.
  @FunctionalInterface
  private interface Lie {
    HallmarkBundle forge() throws Exception;
  }

  @TempDir private static Path folder;

  private static Clinic clinic;
  private static Map<String, PolicyList> lists;
  private static HallmarkBundle honest;
  private static PolicyStatement stated;
  private static final Map<PolicyCheck, Lie> LIES = new EnumMap<>(PolicyCheck.class);

  /// A policy that does not fit cannot be compiled, so there is nothing to verify without the
  /// check; a missing dataset proof is seen twice.
  private static final EnumSet<PolicyCheck> EXEMPT =
      EnumSet.of(
          PolicyCheck.POLICY_FITS,
          PolicyCheck.DATASET_PROOF_PRESENT,
          PolicyCheck.SHARD_TWICE,
          PolicyCheck.SHARD_MISSING,
          PolicyCheck.SHARD_ORDER);

  @BeforeAll
  static void prove() throws Exception {
    clinic = Clinic.commit(folder);
    lists = Clinic.withdrawn(1, 100);
    honest =
        PolicyProver.prove(
            clinic.folder(),
            Clinic.policy("{\"kind\":\"range\",\"column\":\"toxicity\",\"max\":20}"),
            lists,
            OptionalLong.empty(),
            Progress.QUIET);
    stated = PolicyStatement.read(honest.required(HallmarkBundle.POLICY_STATEMENT));
    documents();
    proofs();
  }

  private static HallmarkBundle lie(PolicyStatement statement) throws Exception {
    return LyingOwner.prove(honest, clinic.folder(), lists, statement);
  }

  private static PolicyStatement withShards(List<PolicyStatement.Shard> shards) {
    return new PolicyStatement(
        stated.policy(),
        stated.manifest(),
        shards,
        stated.lists(),
        stated.time(),
        stated.published());
  }

  private static void documents() {
    PolicyStatement s = stated;
    LIES.put(
        PolicyCheck.POLICY_MANIFEST,
        () ->
            lie(
                new PolicyStatement(
                    s.policy(), OTHER, s.shards(), s.lists(), s.time(), s.published())));
    LIES.put(
        PolicyCheck.POLICY_DIGEST,
        () ->
            lie(
                new PolicyStatement(
                    OTHER, s.manifest(), s.shards(), s.lists(), s.time(), s.published())));
    PolicyStatement.Shard first = s.shards().getFirst();
    List<PolicyStatement.Shard> renumbered = new ArrayList<>(s.shards());
    renumbered.set(
        0, new PolicyStatement.Shard(first.part(), first.rows() + 1, first.descriptor()));
    LIES.put(PolicyCheck.POLICY_SHARDS, () -> lie(withShards(renumbered)));
    LIES.put(
        PolicyCheck.POLICY_LISTS,
        () ->
            lie(
                new PolicyStatement(
                    s.policy(),
                    s.manifest(),
                    s.shards(),
                    new TreeMap<>(Map.of("withdrawn", OTHER)),
                    s.time(),
                    s.published())));
    LIES.put(
        PolicyCheck.POLICY_PUBLISHED,
        () ->
            lie(
                new PolicyStatement(
                    s.policy(),
                    s.manifest(),
                    s.shards(),
                    s.lists(),
                    s.time(),
                    new TreeMap<>(Map.of(0, List.of(60L))))));
    LIES.put(
        PolicyCheck.ANSWER_REQUEST,
        () ->
            honest.with(
                HallmarkBundle.REQUEST,
                AnswerRequest.of(Fingerprint.Variant.FILE, new long[4]).write()));
    LIES.put(
        PolicyCheck.POLICY_ORDER, () -> honest.with(HallmarkBundle.PROGRAM, new byte[] {'{', '}'}));
    LIES.put(PolicyCheck.LIMIT, () -> honest);
  }

  private static HallmarkBundle flipped(HallmarkBundle bundle, String member) {
    byte[] proof = bundle.required(member);
    proof[proof.length / 2] ^= 1;
    return bundle.with(member, proof);
  }

  private static void proofs() {
    LIES.put(PolicyCheck.POLICY_PROOF, () -> flipped(honest, HallmarkBundle.POLICY_PROOF));
    LIES.put(
        PolicyCheck.DATASET_PROOF, () -> flipped(honest, HallmarkBundle.datasetProof("train")));
    LIES.put(
        PolicyCheck.INDEX_PRESENT,
        () -> honest.with(HallmarkBundle.indexProof("train"), new byte[1]));
    LIES.put(PolicyCheck.INDEX_PROOF, () -> flipped(answer(), HallmarkBundle.indexProof("train")));
    LIES.put(
        PolicyCheck.LIST_PROOF, () -> flipped(withPrivateList(), HallmarkBundle.listProof("gone")));
  }

  /// An answer from an index.
  private static HallmarkBundle answer() throws Exception {
    Path index = folder.resolve("index");
    DatasetIndexer.make(
        clinic.folder(), index, new DatasetCopier.Options(OptionalLong.of(8), AT, Progress.QUIET));
    return AnswerProver.answer(
            index,
            AnswerRequest.ofSubject(Clinic.KEY, "patients", "nobody"),
            Optional.empty(),
            Progress.QUIET)
        .bundle();
  }

  private static HallmarkBundle withPrivateList() throws Exception {
    EntryList entries = EntryList.ofKeys(1, 2, 3, 4, 5);
    ListDocument document =
        ListDocument.of(
            "gone",
            1,
            Optional.empty(),
            Optional.of("patients"),
            Optional.of(Fingerprint.keyCheck(Clinic.KEY)),
            entries);
    Path at = folder.resolve("gone");
    ListProver.make(at, document, entries, OptionalLong.empty(), Progress.QUIET);
    return PolicyProver.prove(
        clinic.folder(),
        PolicyDocument.readLenient(
            """
            {"type":"hallmark/policy/v1","name":"x","version":1,"lists":{"gone":"statement"},
             "rules":[{"kind":"exclude","column":"patient","list":"gone"}]}
            """
                .getBytes(StandardCharsets.UTF_8)),
        Map.of("gone", ListOpening.read(at)),
        OptionalLong.empty(),
        Progress.QUIET);
  }

  /// Verifies a file in the classes of its own loader.
  public static final class Verification implements Callable<String> {
    private final Path file;
    private final boolean limited;

    /// @param limited `true` for a verifier that reads small policies only
    public Verification(String file, String limited) {
      this.file = Path.of(file);
      this.limited = Boolean.parseBoolean(limited);
    }

    @Override
    public String call() throws Exception {
      Limits d = Limits.DEFAULT;
      Limits small =
          new Limits(
              d.features(),
              d.steps(),
              d.samples(),
              d.parts(),
              720,
              d.m(),
              d.nu(),
              d.openings(),
              d.ancestors());
      return PolicyVerifier.verify(
              HallmarkBundle.read(file), TrustPolicy.EMPTY, AT, limited ? small : d, List.of())
          .rejection()
          .map(Verdict.Rejection::check)
          .orElse("accepted");
    }
  }

  @TestFactory
  Stream<DynamicTest> aVerifierWithoutOneCheckAcceptsItsLiar() {
    return EnumSet.complementOf(EXEMPT).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), () -> assertWorthItsName(check)));
  }

  private static void assertWorthItsName(PolicyCheck check) throws Exception {
    Lie lie = Optional.ofNullable(LIES.get(check)).orElseThrow();
    Path file = Files.write(folder.resolve(check + ".hallmark"), lie.forge().write());
    String limited = String.valueOf(check == PolicyCheck.LIMIT);
    String strong = new Verification(file.toString(), limited).call();
    assertTrue(strong.equals(check.name()) || strong.startsWith(check + "/"), strong);
    StringBuilder all = new StringBuilder();
    for (String method : List.of("check", "checkNone", "checkProof")) {
      String weak = without(method, check, file.toString(), limited);
      if (weak.equals("accepted")) {
        return;
      }
      all.append(method).append(": ").append(weak).append("; ");
    }
    throw new AssertionError("the liar is not accepted: " + all);
  }

  private static String without(String method, PolicyCheck check, String... arguments)
      throws Exception {
    try {
      return WeakenedVerifier.without(method, check, Verification.class, arguments);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return String.valueOf(e); // no call of this method with this name
    }
  }

  @Test
  void wrongShardsAreSeenTwice() throws Exception {
    List<PolicyStatement.Shard> all = stated.shards();
    Map<PolicyCheck, List<PolicyStatement.Shard>> lies =
        Map.of(
            PolicyCheck.SHARD_TWICE, List.of(all.getFirst(), all.getFirst(), all.getLast()),
            PolicyCheck.SHARD_MISSING, List.of(all.getFirst()),
            PolicyCheck.SHARD_ORDER, all.reversed());
    for (Map.Entry<PolicyCheck, List<PolicyStatement.Shard>> lie : lies.entrySet()) {
      HallmarkBundle forged =
          honest.with(HallmarkBundle.POLICY_STATEMENT, withShards(lie.getValue()).write());
      Path file = Files.write(folder.resolve(lie.getKey() + ".hallmark"), forged.write());
      assertEquals(lie.getKey().name(), new Verification(file.toString(), "false").call());
      String weak = without("check", lie.getKey(), file.toString(), "false");
      assertTrue(weak.startsWith("SHARD_") || weak.equals("POLICY_SHARDS"), weak);
    }
  }

  @Test
  void aMissingDatasetProofIsSeenTwice() throws Exception {
    Map<String, byte[]> members = new LinkedHashMap<>();
    honest.names().stream()
        .filter(n -> !n.equals(HallmarkBundle.datasetProof("test")))
        .forEach(n -> members.put(n, honest.required(n)));
    Path file = Files.write(folder.resolve("bare.hallmark"), HallmarkBundle.of(members).write());
    assertEquals("DATASET_PROOF_PRESENT", new Verification(file.toString(), "false").call());
    String weak = without("check", PolicyCheck.DATASET_PROOF_PRESENT, file.toString(), "false");
    assertTrue(weak.startsWith("DATASET_PROOF/"), weak);
  }
}
