package io.hallmark.cli.dataset;

import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.copy.CopyCertificate;
import io.hallmark.provenance.dataset.CreditLedger;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.ManifestPart;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/// What is printed about a fresh commitment to the same records.
final class CopyReport {
  private CopyReport() {}

  static void print(PrintWriter out, String what, DatasetManifest manifest, Path folder)
      throws VerificationException, IOException {
    out.println(
        what
            + ": version "
            + manifest.version()
            + ", manifest "
            + manifest.digest().hex()
            + " -> "
            + folder);
    CreditLedger ledger = DatasetOpening.open(folder.resolve(DatasetFolder.OPENING)).ledger();
    for (ManifestPart part : manifest.parts()) {
      out.println(
          "  %-5s %,d records, proven the same, commitment %s, %d runs remain"
              .formatted(
                  part.name(), part.rows(), part.descriptor().hex(), ledger.runsLeft(part.name())));
    }
    Path proof = folder.resolve("copy.hallmark");
    AtomicFiles.write(proof, CopyCertificate.of(folder, manifest).getFirst().write());
    out.println("proof that both hold the same records -> " + proof);
    out.println("keep " + folder.resolve(DatasetFolder.OPENING) + " secret, and do not copy it");
  }
}
