package io.hallmark.provenance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digests;
import io.hallmark.provenance.certificate.Report;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.certificate.Verdict.Line;
import io.hallmark.provenance.certificate.Verdict.Security;
import io.hallmark.provenance.certificate.Verdict.Sizes;
import io.hallmark.provenance.report.RunPicture.CurvePoint;
import io.hallmark.provenance.report.RunPicture.Part;
import io.hallmark.provenance.report.RunPicture.Share;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

final class HtmlReportTest {
  private static final Sizes SIZES = new Sizes(1_000, 900, 800);
  private static final Pattern SVG = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL);

  private static Line line(String code, String sentence) {
    return new Line(code, sentence, Digests.sha256(new byte[0]));
  }

  private static Verdict accepted(String declared, Optional<Verdict> parent) {
    return new Verdict(
        Optional.empty(),
        List.of(line("TRAINING", "a proven sentence")),
        List.of(line("SIGNER", declared)),
        List.of(line("SHAPES", "a disclosed sentence")),
        List.of(line("NO_LOG", "a missing sentence")),
        Optional.of(new Security(104.5, 100, "a regime", new TreeMap<>())),
        SIZES,
        parent);
  }

  private static Report report(Verdict verdict, String file) {
    return new Report(verdict, file, Instant.parse("2026-11-26T12:00:00Z"), Duration.ofMillis(5));
  }

  private static RunPicture picture(String name) {
    return new RunPicture(
        List.of(new Part("training", "steps 1 to 32", 32), new Part("evaluation", name, 9)),
        List.of(new Share("run.proof", 900), new Share(name, 0)),
        List.of(new Share("commit", 2_000_000_000), new Share(name, 1)),
        List.of(
            new CurvePoint(0, 2.3, 0.1, Double.NaN),
            new CurvePoint(16, Double.POSITIVE_INFINITY, 0.5, Double.NaN),
            new CurvePoint(32, 0.5, 1, Double.NaN)));
  }

  private static String page(Verdict verdict, String file, String name) {
    return new HtmlReport(report(verdict, file), Optional.of(picture(name))).text();
  }

  @Test
  void theFourListsAndTheParentsStandOnThePage() {
    Verdict parent = accepted("the parent's signer", Optional.empty());
    String page = page(accepted("a signer", Optional.of(parent)), "model.hallmark", "x");
    for (String part :
        List.of(
            "Accepted: model.hallmark",
            "2026-11-26T12:00:00Z",
            "<h2>Proven</h2>",
            "a proven sentence",
            "<h2>Declared</h2>",
            "a signer",
            "<h2>Disclosed</h2>",
            "a disclosed sentence",
            "<h2>Missing</h2>",
            "a missing sentence",
            "104.5 bits for this very run",
            "e3b0c44298fc1c14",
            "Parent: Declared",
            "the parent&#39;s signer",
            "steps 1 to 32",
            "2.000 s",
            "run.proof")) {
      assertTrue(page.contains(part), part);
    }
  }

  @Test
  void aRejectedCertificateHasItsCheckAndNoPictures() {
    String page = page(Verdict.rejected("RUN_PROOF/FOLD", "why & where", SIZES), "m", "x");
    assertTrue(page.contains("Rejected: m"));
    assertTrue(page.contains("<dt>RUN_PROOF/FOLD</dt><dd>why &amp; where</dd>"));
    assertFalse(page.contains("<svg"));
    assertFalse(page.contains("Proven"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onload='x",
        "</title></style><svg onload=x>",
        "&lt;already&gt;",
        "right\u202eto left",
        "nul\u0000 and \u001b[31m"
      })
  void whatStrangersWroteIsShownAndNeverMarkup(String evil) {
    String page = page(accepted(evil, Optional.empty()), evil, evil);
    String plain = page(accepted("x", Optional.empty()), "x", "x");
    assertEquals(tags(plain), tags(page));
    assertFalse(page.contains(evil), "shown as it is");
    assertTrue(page.chars().allMatch(c -> c == '\n' || (c >= 0x20 && c != 0x202e)));
    assertTrue(page.contains(Html.text(evil)));
  }

  /// Everything between angle brackets.
  private static List<String> tags(String page) {
    List<String> out = new ArrayList<>();
    Pattern.compile("<[^>]*>")
        .matcher(page)
        .results()
        .forEach(m -> out.add(m.group().replaceAll("(x|width)='[0-9.]+'", "")));
    return out;
  }

  @Test
  void nothingIsLoadedOrRun() {
    String page = page(accepted("a signer", Optional.empty()), "model.hallmark", "x");
    assertTrue(page.contains("default-src 'none'"));
    for (String forbidden : List.of("<script", "http:", "https:", "src=", "url(", "@import")) {
      assertFalse(page.contains(forbidden), forbidden);
    }
    // Links lead to the evidence on the page itself.
    Matcher links = Pattern.compile("href=(.)(#e[0-9a-f]{64})?").matcher(page);
    int found = 0;
    for (; links.find(); found++) {
      assertEquals("'", links.group(1));
      assertTrue(page.contains(" id='" + links.group(2).substring(1) + "'"), links.group());
    }
    assertTrue(found >= 4, "" + found);
  }

  @Test
  void chartsAreWellFormed() throws Exception {
    String page =
        page(accepted("a <signer>", Optional.empty()), "model.hallmark", "a <name> & more");
    List<String> charts = SVG.matcher(page).results().map(m -> m.group()).toList();
    assertTrue(charts.size() >= 4, "" + charts.size());
    for (String chart : charts) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(chart)));
      assertFalse(chart.contains("NaN"), chart);
      assertFalse(chart.contains("Infinity"), chart);
    }
  }

  @Test
  void manyMembersBecomeOneBar() {
    List<Share> many = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      many.add(new Share("member" + i, i));
    }
    String chart = Chart.bars("t", many, Long::toString);
    assertEquals(12, Pattern.compile("<rect").matcher(chart).results().count());
    assertTrue(chart.contains("29 others"));
    assertTrue(Chart.bars("t", List.of(new Share("none", 0)), Long::toString).contains("0 %"));
  }
}
