package io.hallmark.learning.relation;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.trace.SampleTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Random programs with further operators: AdamW in both profiles, weight decay, clipping by value
/// and by the norm, squared error of one to three targets, on models of up to three layers.
final class FurtherSetup {
  private static final int[] WIDTHS = {1, 2, 3, 5, 48};
  private static final int RANGE = 20;

  private final SplittableRandom random;
  private final List<Integer> widths = new ArrayList<>();
  private final int limb;
  private final boolean isRegression;
  private final boolean isAdam;

  private FurtherSetup(SplittableRandom random) {
    this.random = random;
    this.limb = random.nextInt(8, 11);
    this.isRegression = random.nextInt(3) == 0;
    this.isAdam = random.nextBoolean();
    for (int hidden = random.nextInt(0, 3); hidden >= 0; hidden--) {
      widths.add(WIDTHS[random.nextInt(WIDTHS.length)]);
    }
    widths.add(random.nextInt(1, 4));
  }

  static WholeRun.Setup of(SplittableRandom random) throws Exception {
    return new FurtherSetup(random).setup();
  }

  private WholeRun.Setup setup() throws Exception {
    int segments = random.nextInt(1, 4);
    int rows = random.nextInt(2, 10);
    Network network =
        Network.of(
            TrainingProgram.readLenient(program(segments, rows).getBytes(StandardCharsets.UTF_8)));
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    List<Integer> spans = segments == 3 ? List.of(2, 1) : List.of(segments);
    return new WholeRun.Setup(
        network, Digest.of(seed), samples(rows), samples(random.nextInt(1, 8)), spans);
  }

  private String program(int segments, int rows) {
    int segment = random.nextInt(1, 4);
    int outputs = widths.getLast();
    String task =
        isRegression
            ? "{\"kind\":\"regression\"}"
            : "{\"kind\":\"classification\",\"classes\":%d}".formatted(Math.max(2, outputs));
    String label =
        isRegression
            ? "\"label\":\"value\",\"target\":{\"min\":-%d,\"max\":%d}".formatted(RANGE, RANGE)
            : "\"label\":\"class-index\"";
    return """
    {"type":"hallmark/program/v1","task":%s,"clip":%s,
     "init":{"bias":"zero","hash":"sha-256","kind":"glorot-uniform","tag":"hallmark/init/v1"},
     "sampler":{"hash":"sha-256","kind":"stream-permutation","tag":"hallmark/sampler/v1"},
     "batch":%d,"data":{"features":{"count":%d,"frac":4,"min":-20,"max":33},%s,"train_rows":%d},
     "limb":%d,"segment":%d,"steps":%d,"loss":%s,"model":[%s],"optimizer":{%s},
     "export":{"weight_frac":9,"weight_bits":18},
     "schedule":{"kind":"linear","rate":"0.%d","final":"0.01","warmup":2}}
    """
        .formatted(
            task,
            clip(),
            random.nextInt(1, 4),
            widths.getFirst(),
            label,
            rows,
            limb,
            segment,
            segment * segments,
            loss(outputs),
            layers(),
            optimizer(),
            random.nextInt(1, 4))
        .replace("\"warmup\":2", "\"warmup\":" + Math.min(2, segment * segments));
  }

  private String loss(int outputs) {
    int fp = random.nextInt(3, 6);
    return isRegression
        ? "{\"kind\":\"squared-error\"}"
        : outputs == 1
            ? "{\"kind\":\"sigmoid-cross-entropy\",\"prob_frac\":%d}".formatted(fp)
            : "{\"kind\":\"softmax-cross-entropy\",\"prob_frac\":%d,\"exp_frac\":%d}"
                .formatted(fp, fp + random.nextInt(3));
  }

  private String layers() {
    List<String> out = new ArrayList<>();
    for (int l = 0; l + 1 < widths.size(); l++) {
      boolean last = l + 2 == widths.size();
      out.add(
          """
          {"name":"d%d","op":"dense","in":%d,"out":%d,"act":"%s","act_bits":%d,"act_frac":4}
          """
              .formatted(
                  l + 1,
                  widths.get(l),
                  widths.get(l + 1),
                  last ? "none" : "relu",
                  last ? random.nextInt(8, 11) : random.nextInt(6, 9)));
    }
    return String.join(",", out);
  }

  private String optimizer() {
    String decay = random.nextBoolean() ? ",\"weight_decay\":\"0.2\"" : "";
    if (!isAdam) {
      String kind =
          random.nextBoolean()
              ? "\"kind\":\"sgd\""
              : "\"kind\":\"momentum\",\"mu\":\"0.8\",\"kernel_bits\":" + random.nextInt(4);
      return "%s,\"signal_frac\":9,\"signal_bits\":8,\"weight_bits\":%d%s"
          .formatted(kind, random.nextInt(18, 24), decay);
    }
    String profile =
        random.nextBoolean()
            ? "\"profile\":\"wide\",\"eps\":\"0.05\",\"grad_bits\":%d,\"u_bits\":%d,\"root_bits\":%d,"
                    .formatted(
                        random.nextInt(14, 17), random.nextInt(40, 52), random.nextInt(15, 19))
                + "\"div_bits\":%d,\"kernel_bits\":0".formatted(random.nextInt(17, 21))
            : "\"profile\":\"compact\",\"eps\":\"unit\",\"grad_shift\":%d,\"grad_bits\":%d,"
                    .formatted(random.nextInt(3, 6), random.nextInt(10, 13))
                + "\"u_bits\":%d,\"root_bits\":%d,\"div_bits\":%d,\"kernel_bits\":%d"
                    .formatted(
                        random.nextInt(24, 31),
                        random.nextInt(12, 15),
                        random.nextInt(13, 17),
                        random.nextInt(4));
    return "\"kind\":\"adamw\",\"b1\":\"0.4\",\"b2\":\"0.9\",%s,\"signal_bits\":8,\"weight_bits\":%d,\"weight_frac\":12%s"
        .formatted(profile, random.nextInt(18, 24), decay);
  }

  private String clip() {
    int kind = random.nextInt(isAdam ? 2 : 3);
    if (kind == 0) {
      return "{\"kind\":\"none\"}";
    }
    if (kind == 1) {
      return "{\"kind\":\"value\",\"max\":%d}".formatted(random.nextInt(3, 100));
    }
    return "{\"kind\":\"norm\",\"norm\":\"0.%d\",\"gram_bits\":14,\"act_shift\":%s,\"signal_shift\":%s,\"root_bits\":%d}"
        .formatted(random.nextInt(1, 9), shifts(), shifts(), random.nextInt(18, 23));
  }

  private String shifts() {
    return IntStream.range(0, widths.size() - 1)
        .mapToObj(l -> String.valueOf(random.nextInt(4)))
        .toList()
        .toString();
  }

  private SampleTable samples(int rows) {
    int features = widths.getFirst();
    int outputs = widths.getLast();
    int[] x = new int[features * rows];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(-20, 34);
    }
    int[] y = new int[isRegression ? outputs * rows : rows];
    for (int i = 0; i < y.length; i++) {
      y[i] =
          isRegression ? random.nextInt(-RANGE, RANGE + 1) : random.nextInt(Math.max(2, outputs));
    }
    return isRegression
        ? SampleTable.ofTargets(features, outputs, x, y)
        : new SampleTable(features, x, y);
  }
}
