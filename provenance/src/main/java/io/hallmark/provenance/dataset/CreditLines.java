package io.hallmark.provenance.dataset;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonValue;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.OpeningBudget;
import io.hallmark.proof.commitment.OpeningEntry;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The lines of an opening ledger: canonical JSON objects of the kinds `ledger` (the first),
/// `opening`, `added` (further commitments, never opened before) and `restored` (from here on the
/// file is another one), each with the hash of the line before. A line that is no canonical JSON is
/// what a kill left of one, and counts as an opening of every part; no proper prefix of an object
/// is one.
final class CreditLines {
  private static final String TYPE = "hallmark/credits/v1";
  private static final long MAX_NUMBER = (1L << 53) - 1;

  private CreditLines() {}

  /// The first line.
  static String header(String identity, SortedMap<String, Geometry> geometries) {
    return line(
        JsonObject.builder()
            .put("kind", "ledger")
            .put("type", TYPE)
            .put("file", identity)
            .put("parts", parts(geometries))
            .build());
  }

  private static JsonArray parts(SortedMap<String, Geometry> geometries) {
    List<JsonValue> parts = new ArrayList<>();
    geometries.forEach((name, geometry) ->
        parts.add(
            JsonObject.builder()
                .put("name", name)
                .put("credits", geometry.slack())
                .put("t", geometry.queries())
                .build()));
    return new JsonArray(parts);
  }

  private static String line(JsonObject object) {
    return new String(CanonicalJson.write(object), StandardCharsets.UTF_8) + "\n";
  }

  /// Reads a ledger.
  ///
  /// @param identity the file as the system knows it now
  static State read(byte[] bytes, FileIdentity identity) throws VerificationException.Malformed {
    State state = new State(identity);
    int start = 0;
    for (int number = 1; start < bytes.length; number++) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      byte[] line = Arrays.copyOfRange(bytes, start, end);
      state.isOpen = end == bytes.length;
      if (state.begun && !isJson(line)) {
        state.spendUnknown(line);
      } else {
        String name = "opening ledger, line " + number;
        Documents.read(name, line, reader -> state.accept(reader, line));
      }
      start = end + 1;
    }
    if (!state.begun) {
      throw new VerificationException.Malformed("opening ledger: no first line");
    }
    return state;
  }

  private static boolean isJson(byte[] line) {
    try {
      CanonicalJson.read(line);
      return true;
    } catch (DocumentException.Malformed e) {
      return false;
    }
  }

  /// What the lines add up to.
  static final class State {
    private final FileIdentity identity;
    private final SortedMap<String, OpeningBudget> budgets = new TreeMap<>();
    private final List<LedgerCharge> charges = new ArrayList<>();
    private String file = "";
    private String previous = "";
    private boolean begun;
    private boolean isOpen;

    private State(FileIdentity identity) {
      this.identity = identity;
    }

    SortedMap<String, OpeningBudget> budgets() {
      SortedMap<String, OpeningBudget> now = new TreeMap<>(budgets);
      if (isMoved()) {
        now.replaceAll((name, budget) -> budget.afterRestore());
      }
      return now;
    }

    List<LedgerCharge> charges() {
      return List.copyOf(charges);
    }

    /// Whether the lines were written in another file.
    boolean isMoved() {
      return !identity.is(file);
    }

    private Boolean accept(JsonReader reader, byte[] line) throws DocumentException.Malformed {
      String kind = reader.oneOf("kind", "ledger", "opening", "added", "restored");
      if (begun == kind.equals("ledger")) {
        throw reader.mismatch("kind", begun ? "a line after the first" : "the first line");
      }
      if (begun) {
        reader.oneOf("previous", previous);
      }
      switch (kind) {
        case "ledger" -> begin(reader);
        case "opening" -> opening(reader);
        case "added" -> parts(reader);
        default -> {
          file = reader.string("file");
          budgets.replaceAll((name, budget) -> budget.afterRestore());
        }
      }
      previous = Digests.sha256(line).hex();
      return true;
    }

    private void begin(JsonReader reader) throws DocumentException.Malformed {
      reader.oneOf("type", TYPE);
      file = reader.string("file");
      parts(reader);
      begun = true;
    }

    /// Commitments of this line, with their whole budget.
    private void parts(JsonReader reader) throws DocumentException.Malformed {
      for (JsonReader part : reader.objects("parts")) {
        budgets.put(
            part.string("name"),
            new OpeningBudget(
                part.integer("credits", 1, MAX_NUMBER),
                part.integer("t", 1, MAX_NUMBER),
                List.of(),
                false));
      }
    }

    private void opening(JsonReader reader) throws DocumentException.Malformed {
      String part = reader.string("part");
      if (!budgets.containsKey(part)
          || CreditPurpose.of(reader.string("purpose")).isEmpty()
          || reader.integer("number", 1, MAX_NUMBER) != number(part)) {
        throw reader.mismatch("part", "a part of the first line, a known purpose, the next number");
      }
      OpeningEntry entry =
          new OpeningEntry(
              reader.digest("public").hex(), reader.digest("trace").hex(), reader.string("name"));
      Instant time = Documents.time(reader, "time");
      charges.add(
          new LedgerCharge(
              part, CreditPurpose.of(reader.string("purpose")), entry, Optional.of(time)));
      spend(part, entry);
    }

    private void spend(String part, OpeningEntry entry) {
      budgets.computeIfPresent(
          part,
          (name, budget) -> {
            List<OpeningEntry> charged = new ArrayList<>(budget.charged());
            charged.add(entry);
            return new OpeningBudget(
                budget.credits(), budget.perOpening(), charged, budget.frozen());
          });
    }

    private long number(String part) {
      OpeningBudget budget = budgets.get(part);
      return budget == null ? 0 : budget.charged().size() + 1L;
    }

    private void spendUnknown(byte[] line) {
      String mark = Digests.sha256(line).hex();
      for (String part : List.copyOf(budgets.keySet())) {
        OpeningEntry torn = new OpeningEntry(mark, "", "torn");
        charges.add(new LedgerCharge(part, Optional.empty(), torn, Optional.empty()));
        spend(part, torn);
      }
    }

    /// What must be appended before the next line.
    String repair() {
      StringBuilder lines = new StringBuilder(isOpen ? "\n" : "");
      isOpen = false;
      if (isMoved()) {
        JsonObject restored =
            JsonObject.builder()
                .put("kind", "restored")
                .put("file", identity.text())
                .put("previous", previous)
                .build();
        lines.append(next(restored));
        budgets.replaceAll((name, budget) -> budget.afterRestore());
        file = identity.text();
      }
      return lines.toString();
    }

    private String next(JsonObject object) {
      previous = Digests.sha256(CanonicalJson.write(object)).hex();
      return line(object);
    }

    /// The line of further commitments; call [#repair] before.
    String added(SortedMap<String, Geometry> geometries) {
      return next(
          JsonObject.builder()
              .put("kind", "added")
              .put("parts", CreditLines.parts(geometries))
              .put("previous", previous)
              .build());
    }

    /// The line of a charge; call [#repair] before.
    String charge(String part, OpeningEntry entry, CreditPurpose purpose, Instant time) {
      return next(
          JsonObject.builder()
              .put("kind", "opening")
              .put("part", part)
              .put("number", number(part))
              .put("purpose", purpose.code())
              .put("public", entry.publicDigest())
              .put("trace", entry.traceRoot())
              .put("name", entry.name())
              .put("time", Documents.text(time))
              .put("previous", previous)
              .build());
    }
  }
}
