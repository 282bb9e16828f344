package io.hallmark.provenance.report;

import io.hallmark.provenance.certificate.GateVerdict;
import io.hallmark.provenance.certificate.Report;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.report.RunPicture.CurvePoint;
import io.hallmark.provenance.report.RunPicture.Part;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A verdict as one HTML page that stands alone: no script, no font, no picture and no address
/// outside it, and a policy that forbids a browser to load any. It prints on paper.
///
/// First the verdict and its four lists, then pictures: the curve of the training and where the
/// prover's time went, if the prover makes the page, the parts of the run, where the bytes are. A
/// rejected certificate has no pictures: nothing that it says is to be relied on.
///
/// @param report the verdict
/// @param picture what the pictures show
public record HtmlReport(Report report, Optional<RunPicture> picture) {
  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
      h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .4rem}
      .accepted{color:#0a6b2d}.rejected{color:#a11212}
      .note,figcaption{color:#555;font-size:.9rem}
      dl{display:grid;grid-template-columns:13rem 1fr;gap:.3rem 1rem;margin:0}
      dt{font:600 .85rem/1.6 ui-monospace,monospace;overflow-wrap:anywhere}dd{margin:0;overflow-wrap:anywhere}
      code{font-size:.8rem;color:#666;overflow-wrap:anywhere}a{color:inherit}
      table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.15rem .6rem .15rem 0;border-bottom:1px solid #ddd}
      td.n{text-align:right;font-variant-numeric:tabular-nums}
      figure{margin:.6rem 0 1.2rem;break-inside:avoid}
      svg{width:100%;height:auto}svg text{font:11px system-ui,sans-serif;fill:#444}
      .end{text-anchor:end}.middle{text-anchor:middle}.start{text-anchor:start}
      .grid{stroke:#ddd}.bar{fill:#3b6ea5}
      polyline,.key line{fill:none;stroke-width:2}
      .one{stroke:#3b6ea5}.two{stroke:#b5532a;stroke-dasharray:6 3}
      .legend{margin:.2rem 0}.legend span{margin-right:1.5rem;font-size:.9rem}.key{width:28px;height:8px;margin-right:.4rem}
      @media print{body{margin:0;max-width:none;font-size:11pt}h2{break-after:avoid}}
      """;

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      """;

  /// The page in UTF-8.
  public byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }

  /// The page.
  public String text() {
    Verdict verdict = report.verdict();
    Html page = new Html();
    page.raw(HEAD).element("title", "Hallmark: " + report.certificate()).line();
    page.raw("<style>\n" + STYLE + "</style>\n</head>\n<body>\n");
    boolean isAccepted = verdict.accepted();
    String word = report.word().charAt(0) + report.word().substring(1).toLowerCase(Locale.ROOT);
    page.element(
            report.accepted() ? "h1 class='accepted'" : "h1 class='rejected'",
            word + ": " + report.certificate())
        .line();
    page.element("p class='note'", "Verified for the time " + report.at() + took()).line();
    verdict
        .rejection()
        .ifPresent(r ->
            page.raw("<dl>").element("dt", r.check()).element("dd", r.detail()).raw("</dl>\n"));
    report.gate().ifPresent(g -> gate(page, g));
    lists(page, "", verdict);
    if (isAccepted) {
      picture.ifPresent(p -> pictures(page, p));
    }
    Optional<Verdict> ancestor = verdict.parent();
    for (int n = 1; ancestor.isPresent(); n++) {
      lists(page, n == 1 ? "Parent: " : "Ancestor " + n + ": ", ancestor.get());
      ancestor = ancestor.get().parent();
    }
    evidence(page);
    return page.raw("</body>\n</html>\n").toString();
  }

  private static void gate(Html page, GateVerdict gate) {
    page.element("h2", "Gate: " + gate.name()).line();
    if (gate.accepted()) {
      page.element("p", "Every requirement is met.").line();
      return;
    }
    page.raw("<dl>");
    gate.reasons().forEach(r -> page.element("dt", r.code()).element("dd", r.detail()));
    page.raw("</dl>\n");
  }

  /// What the lines rest on, each digest once: the target of their links.
  private void evidence(Html page) {
    if (!report.verdict().accepted()) {
      return;
    }
    page.element("h2", "Evidence").element("p class='note'", "what the lines rest on").line();
    page.raw("<table>\n");
    report
        .evidence()
        .forEach((digest, place) -> {
          page.raw("<tr id='e" + digest.hex() + "'><td>").element("code", digest.hex());
          page.raw("</td>").element("td", place.isEmpty() ? "in no member" : place);
          page.raw("</tr>\n");
        });
    page.raw("</table>\n");
  }

  private String took() {
    return String.format(Locale.ROOT, " in %.3f s.", report.took().toNanos() / 1e9);
  }

  private static void lists(Html page, String whose, Verdict verdict) {
    list(page, whose + "Proven", "follows from proofs alone", verdict.proven());
    list(page, whose + "Declared", "somebody's signature", verdict.declared());
    list(page, whose + "Disclosed", "what is revealed beyond its being true", verdict.disclosed());
    list(page, whose + "Missing", "do not assume", verdict.missing());
    verdict
        .security()
        .ifPresent(s -> {
          page.element("h2", whose + "Strength").line();
          page.element(
                  "p",
                  String.format(
                      Locale.ROOT,
                      "%.1f bits for this very run (at least %d demanded); %s.",
                      s.bits(),
                      s.floorBits(),
                      s.regime()))
              .line();
          further(page, s);
          page.element(
                  "p class='note'",
                  String.format(
                      Locale.ROOT,
                      "Certificate %,d bytes, proof %,d bytes, %,d committed cells.",
                      verdict.sizes().certificateBytes(),
                      verdict.sizes().proofBytes(),
                      verdict.sizes().cells()))
              .line();
        });
  }

  private static void further(Html page, Verdict.Security security) {
    if (!security.further().isEmpty()) {
      page.raw("<table>\n<tr>").element("th", "further proof").element("th", "bits");
      page.raw("</tr>\n");
      security
          .further()
          .forEach((member, bits) ->
              page.raw("<tr>")
                  .element("td", member)
                  .element("td class='n'", String.format(Locale.ROOT, "%.1f", bits))
                  .raw("</tr>\n"));
      page.raw("</table>\n");
    }
  }

  private static void list(Html page, String title, String meaning, List<Verdict.Line> lines) {
    if (lines.isEmpty()) {
      return;
    }
    page.element("h2", title).element("p class='note'", meaning).raw("<dl>\n");
    for (Verdict.Line line : lines) {
      page.element("dt", line.code()).raw("<dd>" + Html.text(line.sentence()) + " ");
      String hex = line.evidence().hex();
      page.raw("<a href='#e" + hex + "'>").element("code", hex.substring(0, 16));
      page.raw("</a></dd>\n");
    }
    page.raw("</dl>\n");
  }

  private static void pictures(Html page, RunPicture picture) {
    if (!picture.curve().isEmpty()) {
      page.element("h2", "Training").line();
      curve(page, picture.curve());
    }
    if (!picture.time().isEmpty()) {
      page.element("h2", "Where the prover's time went").line();
      figure(
          page,
          Chart.bars(
              "time of the prover by phase",
              picture.time(),
              nanos -> String.format(Locale.ROOT, "%.3f s", nanos / 1e9)),
          "Measured by the prover on its own machine.");
    }
    if (!picture.parts().isEmpty()) {
      page.element("h2", "Parts of the run").line();
      parts(page, picture.parts());
    }
    page.element("h2", "Where the bytes are").line();
    figure(
        page,
        Chart.bars(
            "bytes of the certificate by member",
            picture.bytes(),
            bytes -> String.format(Locale.ROOT, "%,d", bytes)),
        "Members of the certificate.");
  }

  private static void curve(Html page, List<CurvePoint> points) {
    double most = points.stream().mapToDouble(CurvePoint::loss).max().orElse(1);
    figure(
        page,
        Chart.lines(
            "mean loss by step",
            points,
            List.of(new Chart.Line("mean loss on training records", CurvePoint::loss, "one")),
            Double.isFinite(most) && most > 0 ? most : 1,
            v -> String.format(Locale.ROOT, "%.2f", v)),
        "Loss by step. Only who has the records can draw this; nothing of it is in the"
            + " certificate.");
    figure(
        page,
        Chart.lines(
            "accuracy by step",
            points,
            List.of(
                new Chart.Line("training records", CurvePoint::trainAccuracy, "one"),
                new Chart.Line("test records", CurvePoint::testAccuracy, "two")),
            1,
            v -> String.format(Locale.ROOT, "%.0f %%", 100 * v)),
        "Accuracy by step, of the weights at that step in floating point.");
  }

  private static void parts(Html page, List<Part> parts) {
    page.raw("<table>\n<tr>").element("th", "part").element("th", "is").element("th", "covers");
    page.raw("</tr>\n");
    for (int i = 0; i < parts.size(); i++) {
      page.raw("<tr>").element("td", Integer.toString(i + 1));
      page.element("td", parts.get(i).name()).element("td", parts.get(i).detail());
      page.raw("</tr>\n");
    }
    page.raw("</table>\n");
    page.element(
            "p class='note'",
            "One proof covers all parts; each part takes over where the one before ended.")
        .line();
  }

  private static void figure(Html page, String chart, String caption) {
    page.raw("<figure>\n" + chart).element("figcaption", caption).raw("</figure>\n");
  }
}
