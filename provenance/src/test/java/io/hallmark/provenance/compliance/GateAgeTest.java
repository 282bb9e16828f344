package io.hallmark.provenance.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.document.Progress;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.GateVerdict;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.gate.Gate;
import io.hallmark.provenance.gate.GateReview;
import io.hallmark.provenance.policy.PolicyDocument;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Consents that have expired, proved to be valid as of a time at which they were.
final class GateAgeTest {
  private static final Instant AT = Instant.parse("2031-06-01T12:00:00Z");
  private static final long TODAY = LocalDate.ofInstant(AT, ZoneOffset.UTC).toEpochDay();

  /// Every consent ended in 2027.
  private static final long CHOSEN = LocalDate.of(2026, 6, 1).toEpochDay();

  private static final String DATES =
      ",{\"name\":\"since\",\"role\":\"tag\",\"encoding\":\"date\",\"min\":18262,\"max\":25567}"
          + ",{\"name\":\"first\",\"role\":\"tag\",\"encoding\":\"integer\",\"min\":0,\"max\":9}"
          + ",{\"name\":\"last\",\"role\":\"tag\",\"encoding\":\"integer\",\"min\":0,\"max\":9}";

  @TempDir static Path folder;
  private static Path dataset = Path.of("");

  @BeforeAll
  static void commit() throws Exception {
    List<String> lines = Clinic.records().lines().toList();
    StringBuilder records = new StringBuilder(lines.getFirst()).append(",since,first,last\n");
    for (int i = 1; i < lines.size(); i++) {
      records.append(lines.get(i)).append(",2025-01-0").append(1 + i % 9).append(",3,7\n");
    }
    dataset = Clinic.commit(folder, records.toString(), DATES).folder();
  }

  private static List<String> reasons(String rule, OptionalLong time, String more)
      throws Exception {
    PolicyDocument policy =
        PolicyDocument.readLenient(
            "{\"type\":\"hallmark/policy/v1\",\"name\":\"consents\",\"version\":1,\"rules\":[%s]}"
                .formatted(rule)
                .getBytes(StandardCharsets.UTF_8));
    HallmarkBundle proof = PolicyProver.prove(dataset, policy, Map.of(), time, Progress.QUIET);
    Gate gate =
        Gate.read(
            "{\"type\":\"hallmark/gate/v1\",\"name\":\"buyer\",\"policies\":[{\"digest\":\"%s\"%s}]}"
                .formatted(policy.digest().hex(), more)
                .getBytes(StandardCharsets.UTF_8));
    return GateReview.apply(
            gate, proof, PolicyVerifier.verify(proof, TrustPolicy.EMPTY, AT), TrustPolicy.EMPTY, AT)
        .reasons()
        .stream()
        .map(GateVerdict.Reason::code)
        .toList();
  }

  private static String valid(String from, String until, String at) {
    return "{\"kind\":\"valid\",\"from\":\"%s\",\"until\":\"%s\",\"at\":%s}"
        .formatted(from, until, at);
  }

  @Test
  void aTimeThatOnlyTheProverChoseIsNotTaken() throws Exception {
    String rule = valid("since", "until", "\"statement\"");
    OptionalLong time = OptionalLong.of(CHOSEN);
    assertEquals(List.of("GATE_POLICY_AGE"), reasons(rule, time, ""));
    assertEquals(List.of("GATE_POLICY_AGE"), reasons(rule, time, ",\"max_age_days\":365"));
    String since = ",\"max_age_days\":" + (TODAY - CHOSEN);
    assertEquals(List.of(), reasons(rule, time, since));
  }

  /// A time of the policy is not the prover's choice, and numbers that are no dates have no age.
  @Test
  void anAgeIsNeededForDatesAtTheTimeOfTheStatementOnly() throws Exception {
    assertEquals(
        List.of(),
        reasons(valid("since", "until", String.valueOf(CHOSEN)), OptionalLong.empty(), ""));
    assertEquals(
        List.of(), reasons(valid("first", "last", "\"statement\""), OptionalLong.of(5), ""));
  }
}
