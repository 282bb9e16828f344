package io.hallmark.provenance.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Progress;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.dataset.Fingerprint;
import io.hallmark.provenance.policy.EntryList;
import io.hallmark.provenance.policy.ListDocument;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.policy.PolicyRefused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A registry keeps its list to itself: the policy proof shows that the records keep it, and
/// neither records nor entries; a list proof shows that it is a list.
final class PrivateListTest {
  private static final Instant AT = Instant.parse("2026-12-01T00:00:00Z");
  private static final String RULES =
      """
      {"kind":"exclude","column":"patient","list":"gone"},
      {"kind":"within","column":"work","list":"feed","complete":true}\
      """;

  @TempDir private static Path folder;

  private static Clinic clinic;
  private static PolicyList.Private gone;
  private static PolicyList.Private feed;
  private static HallmarkBundle honest;

  @BeforeAll
  static void prove() throws Exception {
    clinic = Clinic.commit(folder);
    gone = list("gone", 1, patients(100, 101, 102, 103, 104, 105, 106));
    List<long[]> works = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      works.add(
          Fingerprint.ofText(("The work number " + i).getBytes(StandardCharsets.UTF_8), true));
    }
    feed = list("feed", 1, EntryList.ofTuples(works.toArray(long[][]::new)));
    honest = prove(Map.of("gone", gone, "feed", feed));
  }

  private static EntryList patients(int... numbers) {
    long[] keys = new long[numbers.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Fingerprint.ofSubject(Clinic.KEY, "patients", "p" + numbers[i])[0];
    }
    return EntryList.ofKeys(keys);
  }

  private static PolicyList.Private list(String name, int version, EntryList entries)
      throws Exception {
    return list(name, version, entries, Clinic.KEY);
  }

  private static PolicyList.Private list(String name, int version, EntryList entries, byte[] key)
      throws Exception {
    boolean works = entries.width() == 4;
    Path at = folder.resolve(name + version);
    ListDocument document =
        ListDocument.of(
            name,
            version,
            works ? Optional.of(Fingerprint.Variant.TEXT_FOLDED) : Optional.empty(),
            works ? Optional.empty() : Optional.of("patients"),
            works ? Optional.empty() : Optional.of(Fingerprint.keyCheck(key)),
            entries);
    ListProver.make(at, document, entries, OptionalLong.empty(), Progress.QUIET);
    return ListOpening.read(at);
  }

  private static PolicyDocument policy() throws Exception {
    return PolicyDocument.readLenient(
        """
        {"type":"hallmark/policy/v1","name":"registry","version":1,
         "lists":{"gone":"statement","feed":"statement"},"rules":[%s]}
        """
            .formatted(RULES)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static HallmarkBundle prove(Map<String, PolicyList> lists) throws Exception {
    return PolicyProver.prove(
        clinic.folder(), policy(), lists, OptionalLong.empty(), Progress.QUIET);
  }

  private static String outcome(HallmarkBundle bundle) throws Malformed {
    return PolicyVerifier.verify(bundle, TrustPolicy.EMPTY, AT)
        .rejection()
        .map(Verdict.Rejection::check)
        .orElse("accepted");
  }

  @Test
  void thePolicyIsProvedAndNoEntryIsShown() throws Exception {
    Verdict verdict =
        PolicyVerifier.verify(HallmarkBundle.read(honest.write()), TrustPolicy.EMPTY, AT);
    assertEquals(Optional.empty(), verdict.rejection());
    assertTrue(
        verdict.declared().stream()
            .anyMatch(l -> l.code().equals("LIST") && l.sentence().contains("keeps private")));
    assertTrue(
        verdict
            .security()
            .orElseThrow()
            .further()
            .keySet()
            .containsAll(List.of("list/gone.proof", "list/feed.proof")));
    assertFalse(honest.has(HallmarkBundle.listEntries("gone")));
    String bytes = new String(honest.write(), StandardCharsets.ISO_8859_1);
    String entry = Fingerprint.digits(Fingerprint.ofSubject(Clinic.KEY, "patients", "p100"));
    assertFalse(bytes.contains(entry));
    assertFalse(bytes.contains("entries.txt"));
  }

  @Test
  void aListedPatientIsNamedAndNothingIsProved() throws Exception {
    PolicyList.Private other = list("gone", 2, patients(3, 100, 101, 102, 103));
    RefusedException e =
        assertThrows(RefusedException.class, () -> prove(Map.of("gone", other, "feed", feed)));
    assertTrue(String.valueOf(e.getMessage()).contains("rule 1, shard "), e.getMessage());
  }

  @Test
  void aListOfAnotherKeyIsRefused() throws Exception {
    PolicyList.Private other = list("gone", 3, patients(100, 101), new byte[32]);
    assertThrows(PolicyRefused.class, () -> prove(Map.of("gone", other, "feed", feed)));
  }

  @Test
  void theListProofMustHold() throws Exception {
    byte[] proof = honest.required(HallmarkBundle.listProof("gone"));
    proof[proof.length / 2] ^= 1;
    String altered = outcome(honest.with(HallmarkBundle.listProof("gone"), proof));
    assertTrue(altered.startsWith("LIST_PROOF/"), altered);
    String exchanged =
        outcome(
            honest.with(
                HallmarkBundle.listProof("gone"),
                honest.required(HallmarkBundle.listProof("feed"))));
    assertTrue(exchanged.startsWith("LIST_PROOF/"), exchanged);
  }

  @Test
  void anotherListThanTheStatementNamesIsRejected() throws Exception {
    PolicyList.Private other = list("gone", 4, patients(200, 201, 202, 203, 204, 205, 206));
    HallmarkBundle swapped =
        honest
            .with(HallmarkBundle.list("gone"), other.document())
            .with(HallmarkBundle.listProof("gone"), other.proof());
    assertEquals("POLICY_LISTS", outcome(swapped));
    PolicyStatement s = PolicyStatement.read(honest.required(HallmarkBundle.POLICY_STATEMENT));
    var lists = new TreeMap<>(s.lists());
    lists.put("gone", other.digest());
    String stated =
        outcome(
            swapped.with(
                HallmarkBundle.POLICY_STATEMENT,
                new PolicyStatement(
                        s.policy(), s.manifest(), s.shards(), lists, s.time(), s.published())
                    .write()));
    assertTrue(stated.startsWith("POLICY_PROOF/"), stated);
  }

  @Test
  void aDocumentOfAnotherCommitmentIsRejected() throws Exception {
    String text = new String(gone.document(), StandardCharsets.UTF_8);
    String other = text.replace("\"entries\":7", "\"entries\":6");
    assertEquals(
        "LINK_DESCRIPTOR",
        outcome(honest.with(HallmarkBundle.list("gone"), other.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void anOpeningOfOtherEntriesIsNotUsed() throws Exception {
    Path at = folder.resolve("gone9");
    EntryList entries = patients(300, 301);
    list("gone", 9, entries);
    Files.write(
        at.resolve("opening").resolve("entries.txt"), ListDocument.file(patients(300, 302)));
    PolicyList.Private lied = ListOpening.read(at);
    assertThrows(Malformed.class, () -> prove(Map.of("gone", lied, "feed", feed)));
  }
}
