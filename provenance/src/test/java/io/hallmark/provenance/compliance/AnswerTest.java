package io.hallmark.provenance.compliance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import io.hallmark.provenance.dataset.CreditPurpose;
import io.hallmark.provenance.dataset.DatasetCopier;
import io.hallmark.provenance.dataset.DatasetIndexer;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.Fingerprint;
import io.hallmark.provenance.policy.ListDocument;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.policy.PolicyRefused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A creator asks, the owner answers, anybody verifies: the answer is the true one, to this
/// request, and says nothing else.
final class AnswerTest {
  private static final Instant AT = Instant.parse("2026-12-01T00:00:00Z");

  @TempDir private static Path folder;

  private static Clinic clinic;
  private static AnswerRequest inside;
  private static AnswerRequest outside;
  private static AnswerProver.Answer included;
  private static AnswerProver.Answer excluded;

  @BeforeAll
  static void answer() throws Exception {
    clinic = Clinic.commit(folder);
    inside = work("  THE Work\tnumber 17\n");
    outside = work("The work number 60");
    included = answer(inside);
    excluded = answer(outside);
  }

  private static AnswerRequest work(String text) throws Malformed {
    return AnswerRequest.of(
        Fingerprint.Variant.TEXT_FOLDED,
        Fingerprint.ofText(text.getBytes(StandardCharsets.UTF_8), true));
  }

  private static AnswerProver.Answer answer(AnswerRequest request) throws Exception {
    return AnswerProver.answer(clinic.folder(), request, Optional.empty(), Progress.QUIET);
  }

  private static Verdict verify(HallmarkBundle bundle) throws Malformed {
    return PolicyVerifier.verify(bundle, TrustPolicy.EMPTY, AT);
  }

  private static String outcome(HallmarkBundle bundle) throws Malformed {
    return verify(bundle).rejection().map(Verdict.Rejection::check).orElse("accepted");
  }

  private static String sentence(HallmarkBundle bundle, String code) throws Malformed {
    Verdict verdict = verify(HallmarkBundle.read(bundle.write()));
    assertEquals(Optional.empty(), verdict.rejection());
    return verdict.proven().stream()
        .filter(l -> l.code().equals(code))
        .map(Verdict.Line::sentence)
        .findFirst()
        .orElse("no line " + code + " in " + verdict.proven());
  }

  @Test
  void aWorkOfTheSetIsIncluded() throws Exception {
    assertTrue(included.included());
    String sentence = sentence(included.bundle(), "INCLUDED");
    assertTrue(sentence.startsWith("the fingerprint " + inside.digits()), sentence);
    assertTrue(sentence.contains("is the work of some record of the 60 committed"), sentence);
  }

  @Test
  void anotherWorkIsExcludedAndTheWordsSayOfWhat() throws Exception {
    assertFalse(excluded.included());
    String sentence = sentence(excluded.bundle(), "EXCLUDED");
    assertTrue(sentence.contains(outside.digits()), sentence);
    assertTrue(sentence.contains("is the work of no record of the 60 committed"), sentence);
    Verdict verdict = verify(excluded.bundle());
    assertTrue(
        verdict.missing().stream()
            .anyMatch(l -> l.code().equals("EXACT") && l.sentence().contains("near-duplicates")));
    assertTrue(verdict.disclosed().stream().anyMatch(l -> l.code().equals("ANSWER")));
  }

  @Test
  void aRecordIsIncludedByItsCells() throws Exception {
    String line = Clinic.records().lines().skip(5).findFirst().orElseThrow();
    AnswerRequest record =
        AnswerRequest.of(
            Fingerprint.Variant.RECORD, Fingerprint.ofRecord(List.of(line.split(",", -1))));
    AnswerProver.Answer answer = answer(record);
    assertTrue(answer.included());
    assertEquals("record", answer.column());
    assertEquals("accepted", outcome(answer.bundle()));
  }

  @Test
  void aPatientWhoIsNotInTheSetIsExcludedAndOneWhoIsGetsNoProof() throws Exception {
    AnswerProver.Answer gone =
        answer(AnswerRequest.ofSubject(Clinic.KEY, "patients", "somebody else"));
    assertFalse(gone.included());
    assertEquals("accepted", outcome(gone.bundle()));
    assertThrows(
        RefusedException.class,
        () -> answer(AnswerRequest.ofSubject(Clinic.KEY, "patients", "p3")));
    // Under another key nothing can be said.
    assertThrows(
        RefusedException.class,
        () -> answer(AnswerRequest.ofSubject(new byte[32], "patients", "p3")));
  }

  @Test
  void nothingIsSaidAboutDigestsOfAnotherKind() throws Exception {
    AnswerRequest pixels = AnswerRequest.of(Fingerprint.Variant.PIXELS, new long[] {1, 2, 3, 4});
    assertThrows(RefusedException.class, () -> answer(pixels));
    assertThrows(
        PolicyRefused.class,
        () -> AnswerProver.answer(clinic.folder(), pixels, Optional.of("work"), Progress.QUIET));
  }

  @Test
  void theSameRequestIsAnsweredAgainAtNoCost() throws Exception {
    DatasetOpening opening = DatasetOpening.open(clinic.folder().resolve("opening"));
    long left = opening.ledger().book("train", CreditPurpose.ANSWER).budget().left();
    Path lines = opening.folder().resolve("answers.jsonl");
    long before = Files.readAllLines(lines).size();
    AnswerProver.Answer again = answer(outside);
    assertTrue(again.isRepeated());
    assertArrayEquals(excluded.bundle().write(), again.bundle().write());
    assertEquals(left, opening.ledger().book("train", CreditPurpose.ANSWER).budget().left());
    assertEquals(before, Files.readAllLines(lines).size());
    assertEquals(before, again.given());
    assertTrue(
        Files.readString(opening.folder().resolve("credits.log")).contains("\"answer\""),
        "the ledger names the purpose");
  }

  @Test
  void anAnswerToAnotherRequestIsRejected() throws Exception {
    for (AnswerProver.Answer a : List.of(included, excluded)) {
      for (AnswerRequest other : List.of(inside, outside, work("x"))) {
        HallmarkBundle swapped = a.bundle().with(HallmarkBundle.REQUEST, other.write());
        boolean own = other.equals(a.included() ? inside : outside);
        assertEquals(own ? "accepted" : "ANSWER_REQUEST", outcome(swapped));
      }
    }
  }

  /// An owner who searches one of two columns has not searched the other.
  @Test
  void whatWasNotSearchedIsNamed() throws Exception {
    String records =
        Clinic.records().replace("work\n", "work,notes\n").replaceAll("(\\d)\n", "$1,note $1\n");
    Clinic two =
        Clinic.commit(
            Files.createDirectory(folder.resolve("two")),
            records,
            ",{\"name\":\"notes\",\"role\":\"digest\",\"of\":\"text-folded\"}");
    assertThrows(
        RefusedException.class,
        () -> AnswerProver.answer(two.folder(), inside, Optional.empty(), Progress.QUIET));
    Verdict evasive =
        verify(
            AnswerProver.answer(two.folder(), inside, Optional.of("notes"), Progress.QUIET)
                .bundle());
    assertTrue(
        evasive.missing().stream()
            .anyMatch(l -> l.code().equals("OTHER_COLUMNS") && l.sentence().contains("of work,")),
        evasive.toString());
    assertTrue(
        verify(excluded.bundle()).missing().stream()
            .noneMatch(l -> l.code().equals("OTHER_COLUMNS")));
  }

  /// A digest that is of another kind than the column answers nothing, whatever the proof.
  @Test
  void anAnswerFromAColumnOfAnotherKindIsRejected() throws Exception {
    PolicyStatement s =
        PolicyStatement.read(included.bundle().required(HallmarkBundle.POLICY_STATEMENT));
    PolicyDocument lie = new AnswerPolicy(inside, "record", true).document();
    PolicyStatement stated =
        new PolicyStatement(
            lie.digest(), s.manifest(), s.shards(), s.lists(), s.time(), s.published());
    assertEquals(
        "ANSWER_REQUEST",
        outcome(
            included
                .bundle()
                .with(HallmarkBundle.POLICY, lie.write())
                .with(HallmarkBundle.POLICY_STATEMENT, stated.write())));
  }

  @Test
  void theOppositeAnswerIsRejected() throws Exception {
    PolicyStatement s =
        PolicyStatement.read(included.bundle().required(HallmarkBundle.POLICY_STATEMENT));
    AnswerPolicy lie = new AnswerPolicy(inside, "work", false);
    PolicyList.Published asked = inside.list();
    PolicyStatement stated =
        new PolicyStatement(
            lie.document().digest(),
            s.manifest(),
            s.shards(),
            new TreeMap<>(Map.of(AnswerPolicy.LIST, asked.digest())),
            s.time(),
            s.published());
    Map<String, byte[]> members = new LinkedHashMap<>();
    included.bundle().names().forEach(n -> members.put(n, included.bundle().required(n)));
    members.put(HallmarkBundle.POLICY, lie.document().write());
    members.put(HallmarkBundle.POLICY_STATEMENT, stated.write());
    members.put(HallmarkBundle.list(AnswerPolicy.LIST), asked.document());
    members.put(HallmarkBundle.listEntries(AnswerPolicy.LIST), ListDocument.file(asked.entries()));
    String outcome = outcome(HallmarkBundle.of(members));
    assertTrue(outcome.startsWith("POLICY_PROOF/"), outcome);
  }

  /// The index holds digests alone, and answers from openings of its own.
  @Test
  void anIndexAnswersLikeTheDataSet() throws Exception {
    Path index = folder.resolve("index");
    DatasetIndexer.make(
        clinic.folder(), index, new DatasetCopier.Options(OptionalLong.of(16), AT, Progress.QUIET));
    DatasetOpening opening = DatasetOpening.open(clinic.folder().resolve("opening"));
    long left = opening.ledger().book("train", CreditPurpose.ANSWER).budget().left();
    AnswerProver.Answer in = AnswerProver.answer(index, inside, Optional.empty(), Progress.QUIET);
    AnswerProver.Answer out =
        AnswerProver.answer(index, outside, Optional.of("work"), Progress.QUIET);
    assertTrue(in.included());
    assertFalse(out.included());
    assertEquals(left, opening.ledger().book("train", CreditPurpose.ANSWER).budget().left());
    for (AnswerProver.Answer a : List.of(in, out)) {
      String code = a.included() ? "INCLUDED" : "EXCLUDED";
      assertTrue(sentence(a.bundle(), code).contains("60 committed records"), code);
    }
    HallmarkBundle honest = in.bundle();
    byte[] proof = honest.required(HallmarkBundle.indexProof("test"));
    proof[proof.length / 2] ^= 1;
    String altered = outcome(honest.with(HallmarkBundle.indexProof("test"), proof));
    assertTrue(altered.startsWith("INDEX_PROOF/"), altered);
    // Without the index the statement speaks of commitments that the manifest does not have.
    Map<String, byte[]> bare = new LinkedHashMap<>();
    honest.names().stream()
        .filter(n -> !n.equals(HallmarkBundle.INDEX) && !n.startsWith("index/"))
        .forEach(n -> bare.put(n, honest.required(n)));
    assertEquals("POLICY_SHARDS", outcome(HallmarkBundle.of(bare)));
    assertEquals(
        "INDEX_PRESENT", outcome(included.bundle().with(HallmarkBundle.indexProof("test"), proof)));
  }

  @Test
  void aPolicyOfAnotherScopeIsNoAnswer() throws Exception {
    String text =
        new String(
            new AnswerPolicy(inside, "work", true).document().write(), StandardCharsets.UTF_8);
    assertTrue(
        AnswerPolicy.of(inside, PolicyDocument.read(text.getBytes(StandardCharsets.UTF_8)))
            .isPresent());
    String narrow =
        text.replace("\"kind\":\"includes\"", "\"kind\":\"includes\",\"parts\":[\"train\"]");
    assertTrue(
        AnswerPolicy.of(inside, PolicyDocument.read(narrow.getBytes(StandardCharsets.UTF_8)))
            .isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"hallmark/request/v1\",\"digits\":\"00\"}",
        "{\"type\":\"hallmark/request/v1\",\"variant\":\"file\",\"digits\":\"000000000000000\"}",
        "{\"type\":\"hallmark/request/v1\",\"variant\":\"film\",\"digits\":\"\"}",
        "{\"type\":\"hallmark/request/v1\",\"namespace\":\"x\",\"digits\":\"000000000000000\"}"
      })
  void anotherFormIsMalformed(String text) {
    assertThrows(Malformed.class, () -> AnswerRequest.read(text.getBytes(StandardCharsets.UTF_8)));
  }
}
