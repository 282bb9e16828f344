package io.hallmark.cli.dataset;

import io.hallmark.cli.CertificateFiles;
import io.hallmark.cli.Console;
import io.hallmark.document.CanonicalJson;
import io.hallmark.proof.commitment.OpeningBudget;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.compliance.PolicyVerifier;
import io.hallmark.provenance.dataset.CreditPurpose;
import io.hallmark.provenance.dataset.LedgerCharge;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.dataset.OpeningEntries;
import io.hallmark.provenance.event.Subjects;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark dataset status`: openings that are left, and what spent the others.
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Prints how often the commitments of a data set, or of its index, can still be opened, and",
      "what they were opened for. Certificates and policy proofs that are given, or lie in the",
      "folder, are named beside the openings that they spent. For the owner only: it reads the",
      "private folder."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark dataset status dataset/",
      "  hallmark dataset status dataset/ certificates/ --json"
    })
public final class StatusCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DATASET", description = "folder of a data set or index")
  private Path dataset = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE|DIR",
      description = "certificates, and folders with .hallmark files")
  private List<Path> places = new ArrayList<>();

  @Option(names = "--json", description = "print JSON (hallmark/dataset-status/v1)")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    OpeningStatus status = OpeningStatus.read(dataset, names());
    PrintWriter out = Console.out(spec);
    if (json) {
      out.print(new String(CanonicalJson.writeIndented(status.toJson()), StandardCharsets.UTF_8));
    } else {
      print(status, out);
    }
    out.flush();
    return 0;
  }

  /// Names of proofs by what a ledger knows of them.
  private Map<String, String> names() throws IOException {
    List<Path> all = new ArrayList<>(places);
    all.add(dataset);
    Map<String, String> out = new HashMap<>();
    for (Path file : CertificateFiles.of(all)) {
      try {
        HallmarkBundle bundle = HallmarkBundle.read(file);
        out.put(
            OpeningStatus.key(
                bundle.isPolicyProof()
                    ? OpeningEntries.of(
                        PolicyVerifier.statement(bundle).publicBytes(),
                        bundle.required(HallmarkBundle.POLICY_PROOF),
                        "")
                    : OpeningEntries.of(
                        Subjects.statement(bundle).bytes(),
                        bundle.required(HallmarkBundle.RUN_PROOF),
                        "")),
            file.toString());
      } catch (VerificationException e) {
        Console.err(spec).println(file + ": skipped, " + Documents.printable("" + e.getMessage()));
      }
    }
    return out;
  }

  private static void print(OpeningStatus status, PrintWriter out) {
    out.println(status.title());
    for (ManifestPart part : status.parts()) {
      OpeningBudget budget = status.budget(part);
      out.println(
          "  %-5s %,d records, commitment %s"
              .formatted(part.name(), part.rows(), part.descriptor().hex()));
      out.println("        " + words(status, part, budget));
      for (LedgerCharge charge : status.charges(part)) {
        out.println(
            "        %-20s  %-13s %s"
                .formatted(
                    charge.time().map(Documents::text).orElse("unknown time"),
                    charge.purpose().map(CreditPurpose::code).orElse("cut short"),
                    status.name(charge))
                .stripTrailing());
      }
    }
  }

  private static String words(OpeningStatus status, ManifestPart part, OpeningBudget budget) {
    long whole = budget.credits() / budget.perOpening();
    if (budget.frozen()) {
      return "frozen: the ledger was copied or restored from a backup; "
          + (budget.charged().isEmpty()
              ? "one renewal is left (hallmark dataset renew)"
              : "its one renewal was made");
    }
    long left = budget.left() / budget.perOpening();
    return "%d openings, %d spent, %d left: %d to use, %d reserved for renewals"
        .formatted(whole, whole - left, left, status.usable(part), left - status.usable(part));
  }
}
