package io.hallmark.provenance.certificate;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.certificate.Verdict.Line;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A verdict for people, and for programs (`docs/schemas/verdict.schema.json`).
///
/// @param verdict what the verification says
/// @param certificate name of the file, for people
/// @param at the time for which it says so
/// @param took how long the verification took
/// @param gate what the buyer's gate says, if one was given and the certificate accepted
/// @param places where digests are found in the certificate ([Evidence]); those that no line of the
///   verdict rests on are not shown
public record Report(
    Verdict verdict,
    String certificate,
    Instant at,
    Duration took,
    Optional<GateVerdict> gate,
    Map<Digest, String> places) {
  /// Keeps the order of the places.
  public Report {
    places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
  }

  /// The `type` of the JSON form.
  public static final String TYPE = "hallmark/verdict/v1";

  private static final int WIDTH = 100;
  private static final int INDENT = 24;

  /// A report without a gate and places.
  public Report(Verdict verdict, String certificate, Instant at, Duration took) {
    this(verdict, certificate, at, took, Optional.empty(), Map.of());
  }

  /// A report without places.
  public Report(
      Verdict verdict, String certificate, Instant at, Duration took, Optional<GateVerdict> gate) {
    this(verdict, certificate, at, took, gate, Map.of());
  }

  /// The same report with places.
  public Report with(Map<Digest, String> found) {
    return new Report(verdict, certificate, at, took, gate, found);
  }

  /// What the lines rest on, in their order, and where it is found; empty if it is in none of the
  /// members.
  public Map<Digest, String> evidence() {
    Map<Digest, String> out = new LinkedHashMap<>();
    Optional<Verdict> link = Optional.of(verdict);
    while (link.isPresent()) {
      Verdict v = link.get();
      Stream.of(v.proven(), v.declared(), v.disclosed(), v.missing())
          .flatMap(List::stream)
          .forEach(l -> out.putIfAbsent(l.evidence(), places.getOrDefault(l.evidence(), "")));
      link = v.parent();
    }
    return out;
  }

  /// Whether the certificate is accepted, and taken by the gate if there is one.
  public boolean accepted() {
    return verdict.accepted() && gate.map(GateVerdict::accepted).orElse(true);
  }

  /// The verdict in one word.
  public String word() {
    return accepted() ? "ACCEPTED" : verdict.accepted() ? "REFUSED" : "REJECTED";
  }

  /// The report as text, several lines, the last with its line feed.
  public String text() {
    StringBuilder out = new StringBuilder();
    out.append(word());
    out.append("  ").append(certificate).append(", at ").append(at).append("\n");
    verdict.rejection().ifPresent(r -> paragraph(out.append("\n"), r.check(), r.detail()));
    gate.ifPresent(g -> gate(out, g));
    lines(out, "", verdict);
    paragraph(out, "time", String.format(Locale.ROOT, "verified in %.3f s", took.toNanos() / 1e9));
    Optional<Verdict> ancestor = verdict.parent();
    for (int n = 1; ancestor.isPresent(); n++) {
      lines(out, n == 1 ? "Parent: " : "Ancestor " + n + ": ", ancestor.get());
      ancestor = ancestor.get().parent();
    }
    return out.toString();
  }

  private static void gate(StringBuilder out, GateVerdict gate) {
    out.append("\n").append("Gate (what the buyer requires)").append("\n");
    String which = gate.name() + " [" + gate.gate().hex().substring(0, 16) + "]";
    paragraph(out, "GATE", which + (gate.accepted() ? ": every requirement is met" : ": not met"));
    gate.reasons().forEach(r -> paragraph(out, r.code(), r.detail()));
  }

  /// What one certificate of the chain says.
  ///
  /// @param whose put before every title
  private static void lines(StringBuilder out, String whose, Verdict verdict) {
    section(out, whose + "Proven (from proofs alone)", verdict.proven());
    section(out, whose + "Declared (somebody's signature)", verdict.declared());
    section(out, whose + "Disclosed (beyond its being true)", verdict.disclosed());
    section(out, whose + "Missing (do not assume)", verdict.missing());
    out.append("\n");
    verdict.security().ifPresent(s -> paragraph(out, "security", security(s)));
    Verdict.Sizes sizes = verdict.sizes();
    paragraph(
        out,
        "sizes",
        String.format(
            Locale.ROOT,
            "certificate %,d bytes, proof %,d bytes, %,d committed cells",
            sizes.certificateBytes(),
            sizes.proofBytes(),
            sizes.cells()));
  }

  private static String security(Verdict.Security s) {
    StringBuilder further = new StringBuilder();
    s.further()
        .forEach((member, bits) ->
            further
                .append(further.isEmpty() ? " further proofs: " : ", ")
                .append(String.format(Locale.ROOT, "%s %.1f", member.replace(".proof", ""), bits)));
    return String.format(
        Locale.ROOT,
        "%.1f bits for this very run (at least %d demanded);%s; %s",
        s.bits(),
        s.floorBits(),
        further,
        s.regime());
  }

  private static void section(StringBuilder out, String title, List<Line> lines) {
    if (lines.isEmpty()) {
      return;
    }
    out.append("\n").append(title).append("\n");
    for (Line line : lines) {
      paragraph(
          out, line.code(), line.sentence() + " [" + line.evidence().hex().substring(0, 16) + "]");
    }
  }

  /// A code in the left margin and a text beside it, folded at blanks.
  private static void paragraph(StringBuilder out, String code, String text) {
    StringBuilder line = new StringBuilder("  " + code);
    line.repeat(" ", Math.max(1, INDENT - line.length()));
    int start = line.length();
    for (String word : Documents.printable(text).split(" ", -1)) {
      if (line.length() > start && line.length() + word.length() > WIDTH) {
        out.append(line.toString().stripTrailing()).append("\n");
        line = new StringBuilder(" ".repeat(INDENT));
        start = INDENT;
      }
      line.append(word).append(' ');
    }
    out.append(line.toString().stripTrailing()).append("\n");
  }

  /// The report as canonical JSON with a `type`.
  public byte[] json() {
    JsonObject.Builder out =
        json(verdict).toBuilder()
            .put("type", TYPE)
            .put("accepted", accepted())
            .put("certificate", certificate)
            .put("at", at.toString())
            .put("milliseconds", took.toMillis());
    gate.ifPresent(g -> out.put("gate", json(g)));
    List<JsonObject> evidence = new ArrayList<>();
    evidence()
        .forEach((digest, place) -> {
          JsonObject.Builder one = JsonObject.builder().put("digest", digest);
          evidence.add((place.isEmpty() ? one : one.put("found", place)).build());
        });
    out.put("evidence", JsonArray.of(evidence));
    return CanonicalJson.write(out.build());
  }

  private static JsonObject json(GateVerdict gate) {
    return JsonObject.builder()
        .put("name", gate.name())
        .put("digest", gate.gate())
        .put("accepted", gate.accepted())
        .put(
            "reasons",
            JsonArray.of(
                gate.reasons().stream()
                    .map(r ->
                        JsonObject.builder()
                            .put("code", r.code())
                            .put("detail", r.detail())
                            .build())
                    .toList()))
        .build();
  }

  private static JsonObject json(Verdict verdict) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("accepted", verdict.accepted())
            .put("proven", lines(verdict.proven()))
            .put("declared", lines(verdict.declared()))
            .put("disclosed", lines(verdict.disclosed()))
            .put("missing", lines(verdict.missing()))
            .put(
                "sizes",
                JsonObject.builder()
                    .put("certificate_bytes", verdict.sizes().certificateBytes())
                    .put("proof_bytes", verdict.sizes().proofBytes())
                    .put("cells", verdict.sizes().cells())
                    .build());
    verdict
        .rejection()
        .ifPresent(r ->
            out.put(
                "rejection",
                JsonObject.builder().put("check", r.check()).put("detail", r.detail()).build()));
    verdict
        .security()
        .ifPresent(s ->
            out.put(
                "security",
                JsonObject.builder()
                    .put("bits", String.format(Locale.ROOT, "%.1f", s.bits()))
                    .put("floor", s.floorBits())
                    .put("regime", s.regime())
                    .put("further", further(s))
                    .build()));
    verdict.parent().ifPresent(parent -> out.put("parent", json(parent)));
    return out.build();
  }

  private static JsonArray further(Verdict.Security s) {
    List<JsonObject> out = new ArrayList<>();
    s.further()
        .forEach((member, bits) ->
            out.add(
                JsonObject.builder()
                    .put("member", member)
                    .put("bits", String.format(Locale.ROOT, "%.1f", bits))
                    .build()));
    return JsonArray.of(out);
  }

  /// The JSON form as a text.
  public String jsonText() {
    return new String(json(), StandardCharsets.UTF_8);
  }

  private static JsonArray lines(List<Line> lines) {
    return JsonArray.of(
        lines.stream()
            .map(l ->
                JsonObject.builder()
                    .put("code", l.code())
                    .put("sentence", l.sentence())
                    .put("evidence", l.evidence())
                    .build())
            .toList());
  }
}
