package io.hallmark.cli.dataset;

import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import io.hallmark.proof.commitment.OpeningBudget;
import io.hallmark.proof.commitment.OpeningEntry;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.dataset.CreditLedger;
import io.hallmark.provenance.dataset.CreditPurpose;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.IndexOpening;
import io.hallmark.provenance.dataset.LedgerCharge;
import io.hallmark.provenance.dataset.ManifestPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/// What the ledger of a data set or index says.
///
/// @param title which data set, for people
/// @param document digest of its manifest or index
/// @param parts the commitments
/// @param budgets what is left, by name of the part
/// @param all every opening that was charged
/// @param names names of the proofs that are at hand, by [#key]
record OpeningStatus(
    String title,
    String document,
    List<ManifestPart> parts,
    SortedMap<String, OpeningBudget> budgets,
    List<LedgerCharge> all,
    Map<String, String> names) {
  private static final String TYPE = "hallmark/dataset-status/v1";
  private static final int RESERVED = 2;

  static OpeningStatus read(Path dataset, Map<String, String> names)
      throws VerificationException, IOException {
    if (Files.exists(dataset.resolve(IndexOpening.INDEX))) {
      IndexOpening index = IndexOpening.open(dataset);
      return of(
          "index of data set "
              + index.original().name()
              + ", version "
              + index.original().version()
              + ", "
              + index.document().digest().hex(),
          index.document().digest().hex(),
          index.document().parts(),
          index.ledger(),
          names);
    }
    DatasetOpening opening = DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING));
    DatasetManifest manifest = opening.manifest();
    return of(
        "data set "
            + manifest.name()
            + ", version "
            + manifest.version()
            + ", manifest "
            + manifest.digest().hex(),
        manifest.digest().hex(),
        manifest.parts(),
        opening.ledger(),
        names);
  }

  private static OpeningStatus of(
      String title,
      String document,
      List<ManifestPart> parts,
      CreditLedger ledger,
      Map<String, String> names)
      throws VerificationException, IOException {
    return new OpeningStatus(title, document, parts, ledger.budgets(), ledger.charges(), names);
  }

  /// By what a proof is found again, whichever commitment it opened.
  static String key(OpeningEntry entry) {
    return entry.publicDigest() + entry.traceRoot();
  }

  OpeningBudget budget(ManifestPart part) {
    return Objects.requireNonNull(budgets.get(part.name()), "a part without a budget");
  }

  /// Openings that are left without the reserved ones.
  long usable(ManifestPart part) {
    OpeningBudget budget = budget(part);
    return Math.max(0, budget.left() / budget.perOpening() - RESERVED);
  }

  List<LedgerCharge> charges(ManifestPart part) {
    return all.stream().filter(c -> c.part().equals(part.name())).toList();
  }

  /// The file that spent an opening, or empty.
  String name(LedgerCharge charge) {
    return names.getOrDefault(key(charge.entry()), "");
  }

  JsonObject toJson() {
    List<JsonValue> entries = new ArrayList<>();
    for (ManifestPart part : parts) {
      OpeningBudget budget = budget(part);
      long whole = budget.credits() / budget.perOpening();
      long left = budget.left() / budget.perOpening();
      entries.add(
          JsonObject.builder()
              .put("name", part.name())
              .put("rows", part.rows())
              .put("descriptor", part.descriptor())
              .put("frozen", budget.frozen())
              .put("openings", whole)
              .put("left", left)
              .put("usable", usable(part))
              .put(
                  "renewals",
                  budget.frozen() ? (budget.charged().isEmpty() ? 1 : 0) : Math.max(0, left - 1))
              .put("charges", charged(part))
              .build());
    }
    return JsonObject.builder()
        .put("type", TYPE)
        .put("document", document)
        .put("title", title)
        .put("parts", new JsonArray(entries))
        .build();
  }

  private JsonArray charged(ManifestPart part) {
    List<JsonValue> out = new ArrayList<>();
    for (LedgerCharge charge : charges(part)) {
      JsonObject.Builder entry =
          JsonObject.builder()
              .put("purpose", charge.purpose().map(CreditPurpose::code).orElse("cut-short"))
              .put("public", charge.entry().publicDigest())
              .put("trace", charge.entry().traceRoot());
      charge.time().ifPresent(t -> entry.put("time", Documents.text(t)));
      if (!name(charge).isEmpty()) {
        entry.put("file", name(charge));
      }
      out.add(entry.build());
    }
    return new JsonArray(out);
  }
}
