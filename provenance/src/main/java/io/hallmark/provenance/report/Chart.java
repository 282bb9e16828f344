package io.hallmark.provenance.report;

import io.hallmark.provenance.report.RunPicture.CurvePoint;
import io.hallmark.provenance.report.RunPicture.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;

/// Charts as inline SVG: no script, no font, no file beside the page; grey on paper they are still
/// told apart by their dashes.
final class Chart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 220;
  private static final int LEFT = 56;
  private static final int BOTTOM = 28;
  private static final int TOP = 12;
  private static final int BAR = 22;
  private static final int NAME_WIDTH = 210;
  private static final int VALUE_WIDTH = 110;
  private static final int TICKS = 4;
  private static final int MOST_BARS = 12;

  private Chart() {}

  /// One line of a chart.
  ///
  /// @param name in the legend
  /// @param value its value at a point
  /// @param style class in the style sheet
  record Line(String name, ToDoubleFunction<CurvePoint> value, String style) {}

  /// Lines over the steps of a training.
  ///
  /// @param top the largest value of the axis
  /// @param label a value on the axis, for people
  static String lines(
      String title,
      List<CurvePoint> points,
      List<Line> lines,
      double top,
      DoubleFunction<String> label) {
    Html svg = new Html();
    open(svg, title, HEIGHT);
    int last = points.getLast().step();
    for (int i = 0; i <= TICKS; i++) {
      double value = top * i / TICKS;
      double y = y(value, top);
      svg.raw(
          format("<line class='grid' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>", LEFT, WIDTH, y, y));
      svg.element(format("text class='end' x='%d' y='%.1f'", LEFT - 6, y + 4), label.apply(value));
      double x = x((double) last * i / TICKS, last);
      String anchor = i == 0 ? "start" : i == TICKS ? "end" : "middle";
      svg.element(
          format("text class='%s' x='%.1f' y='%d'", anchor, x, HEIGHT - 8),
          format("%,d", Math.round((double) last * i / TICKS)));
    }
    svg.line();
    for (Line line : lines) {
      StringBuilder path = new StringBuilder();
      for (CurvePoint point : points) {
        double value = line.value.applyAsDouble(point);
        if (Double.isFinite(value)) {
          path.append(
              format("%.1f,%.1f ", x(point.step(), last), y(Math.clamp(value, 0, top), top)));
        }
      }
      svg.raw("<polyline class='" + line.style + "' points='" + path.toString().strip() + "'/>");
      svg.line();
    }
    svg.raw("</svg>");
    svg.raw("<p class='legend'>");
    for (Line line : lines) {
      svg.raw(
          "<svg class='key' viewBox='0 0 28 8' aria-hidden='true'><line class='"
              + line.style
              + "' x1='0' x2='28' y1='4' y2='4'/></svg>");
      svg.element("span", line.name);
    }
    return svg.raw("</p>").line().toString();
  }

  private static double x(double step, int last) {
    return LEFT + (WIDTH - LEFT) * step / Math.max(1, last);
  }

  private static double y(double value, double top) {
    return TOP + (HEIGHT - BOTTOM - TOP) * (1 - value / top);
  }

  /// Bars, the largest first; what does not fit becomes one bar.
  ///
  /// @param label an amount, for people
  static String bars(String title, List<Share> shares, LongFunction<String> label) {
    List<Share> sorted =
        shares.stream().sorted(Comparator.comparingLong(Share::amount).reversed()).toList();
    long total = Math.max(1, shares.stream().mapToLong(Share::amount).sum());
    if (sorted.size() > MOST_BARS) {
      List<Share> rest = sorted.subList(MOST_BARS - 1, sorted.size());
      long amount = rest.stream().mapToLong(Share::amount).sum();
      List<Share> first = sorted.subList(0, MOST_BARS - 1);
      sorted = new ArrayList<>(first);
      sorted.add(new Share(rest.size() + " others", amount));
    }
    long most = Math.max(1, sorted.stream().mapToLong(Share::amount).max().orElse(1));
    Html svg = new Html();
    open(svg, title, sorted.size() * BAR);
    int room = WIDTH - NAME_WIDTH - VALUE_WIDTH;
    for (int i = 0; i < sorted.size(); i++) {
      Share share = sorted.get(i);
      int y = i * BAR;
      svg.element(format("text class='end' x='%d' y='%d'", NAME_WIDTH - 8, y + 15), share.name());
      svg.raw(
          format(
              "<rect class='bar' x='%d' y='%d' width='%.1f' height='%d'/>",
              NAME_WIDTH, y + 3, Math.max(1, (double) room * share.amount() / most), BAR - 6));
      svg.element(
          format(
              "text class='start' x='%.1f' y='%d'",
              NAME_WIDTH + Math.max(1, (double) room * share.amount() / most) + 6, y + 15),
          label.apply(share.amount()) + format(" · %.0f %%", 100.0 * share.amount() / total));
      svg.line();
    }
    return svg.raw("</svg>").line().toString();
  }

  private static void open(Html svg, String title, int height) {
    svg.raw(format("<svg viewBox='0 0 %d %d' role='img'>", WIDTH, height));
    svg.element("title", title).line();
  }

  @SuppressWarnings("AnnotateFormatMethod") // its annotation is of a library we do not use
  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
