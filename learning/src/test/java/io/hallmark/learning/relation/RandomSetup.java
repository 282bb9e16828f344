package io.hallmark.learning.relation;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.trace.SampleTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Random programs with random records: odd sizes, one feature, split widths, batches of one, a
/// class that never occurs; up to two hidden layers, one to four outputs, with and without
/// momentum.
final class RandomSetup {
  private static final int[] FEATURES = {1, 2, 3, 5, 48};
  private static final int[] LIMBS = {5, 8, 10};

  private RandomSetup() {}

  static WholeRun.Setup of(SplittableRandom random) throws Exception {
    int segments = random.nextInt(1, 5);
    return of(random, FEATURES[random.nextInt(FEATURES.length)], segments, spans(random, segments));
  }

  static WholeRun.Setup of(SplittableRandom random, int features, int segments, List<Integer> spans)
      throws Exception {
    int segment = random.nextInt(1, 4);
    int rows = random.nextInt(1, 14);
    String json =
        """
        {"type":"hallmark/program/v1","task":{"classes":2,"kind":"classification"},
         "clip":{"kind":"none"},"init":{"kind":"zero"},
         "sampler":{"hash":"sha-256","kind":"stream-permutation","tag":"hallmark/sampler/v1"},
         "batch":%d,"data":{"features":{"count":%d,"frac":4,"min":-20,"max":33},
         "label":"class-index","train_rows":%d},"limb":%d,"segment":%d,"steps":%d,
         "loss":{"kind":"sigmoid-cross-entropy","prob_frac":%d},
         "model":[{"name":"d1","op":"dense","in":%d,"out":1,"act":"none","act_bits":%d,"act_frac":4}],
         "optimizer":{"kind":"sgd","signal_bits":%d,"signal_frac":9,"weight_bits":%d},
         "export":{"weight_frac":%d,"weight_bits":%d},
         "schedule":{"kind":"linear","rate":"0.%d","final":"0","warmup":1}}
        """
            .formatted(
                random.nextInt(1, 6),
                features,
                rows,
                LIMBS[random.nextInt(LIMBS.length)],
                segment,
                segment * segments,
                random.nextInt(2, 5),
                features,
                random.nextInt(6, 10),
                random.nextInt(8, 12),
                random.nextInt(17, 24),
                random.nextInt(8, 14),
                random.nextInt(15, 20),
                random.nextInt(1, 9));
    Network network =
        Network.of(TrainingProgram.readLenient(json.getBytes(StandardCharsets.UTF_8)));
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    return new WholeRun.Setup(
        network,
        Digest.of(seed),
        samples(random, features, rows, 2),
        samples(random, features, random.nextInt(1, 8), 2),
        spans);
  }

  /// A perceptron; [#of] makes a logistic regression.
  static WholeRun.Setup perceptron(SplittableRandom random) throws Exception {
    int segments = random.nextInt(1, 4);
    return perceptron(random, segments, spans(random, segments));
  }

  static WholeRun.Setup perceptron(SplittableRandom random, int segments, List<Integer> spans)
      throws Exception {
    int segment = random.nextInt(1, 4);
    int rows = random.nextInt(1, 10);
    int outputs = random.nextInt(1, 5);
    int classes = Math.max(2, outputs);
    int limb = random.nextInt(8, 11);
    int fp = random.nextInt(3, 6);
    int bits = random.nextInt(8, 11);
    List<Integer> widths = new ArrayList<>();
    for (int hidden = random.nextInt(0, 3); hidden >= 0; hidden--) {
      widths.add(FEATURES[random.nextInt(FEATURES.length)]);
    }
    widths.add(outputs);
    List<String> layers = new ArrayList<>();
    for (int l = 0; l + 1 < widths.size(); l++) {
      boolean last = l + 2 == widths.size();
      layers.add(
          """
          {"name":"d%d","op":"dense","in":%d,"out":%d,"act":"%s","act_bits":%d,"act_frac":4}
          """
              .formatted(
                  l + 1,
                  widths.get(l),
                  widths.get(l + 1),
                  last ? "none" : "relu",
                  last ? bits : random.nextInt(6, 9)));
    }
    String optimizer =
        random.nextBoolean()
            ? "\"kind\":\"sgd\""
            : "\"kind\":\"momentum\",\"mu\":\"0.%d\",\"kernel_bits\":%d"
                .formatted(random.nextInt(10), random.nextInt(0, 11));
    String json =
        """
        {"type":"hallmark/program/v1","task":{"classes":%d,"kind":"classification"},
         "clip":{"kind":"none"},
         "init":{"bias":"zero","hash":"sha-256","kind":"glorot-uniform","tag":"hallmark/init/v1"},
         "sampler":{"hash":"sha-256","kind":"stream-permutation","tag":"hallmark/sampler/v1"},
         "batch":%d,"data":{"features":{"count":%d,"frac":4,"min":-20,"max":33},
         "label":"class-index","train_rows":%d},"limb":%d,"segment":%d,"steps":%d,
         "loss":{"kind":"%s-cross-entropy","prob_frac":%d%s},"model":[%s],
         "optimizer":{%s,"signal_bits":%d,"signal_frac":9,"weight_bits":%d},
         "export":{"weight_frac":%d,"weight_bits":%d},
         "schedule":{"kind":"cosine","rate":"0.%d","final":"0.01","warmup":1}}
        """
            .formatted(
                classes,
                random.nextInt(1, 5),
                widths.getFirst(),
                rows,
                limb,
                segment,
                segment * segments,
                outputs == 1 ? "sigmoid" : "softmax",
                fp,
                outputs == 1 ? "" : ",\"exp_frac\":" + random.nextInt(fp, 11),
                String.join(",", layers),
                optimizer,
                random.nextInt(8, 11),
                random.nextInt(17, 24),
                random.nextInt(8, 14),
                random.nextInt(15, 20),
                random.nextInt(1, 5));
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    return new WholeRun.Setup(
        Network.of(TrainingProgram.readLenient(json.getBytes(StandardCharsets.UTF_8))),
        Digest.of(seed),
        samples(random, widths.getFirst(), rows, classes),
        samples(random, widths.getFirst(), random.nextInt(1, 8), classes),
        spans);
  }

  private static List<Integer> spans(SplittableRandom random, int segments) {
    List<Integer> out = new ArrayList<>();
    for (int left = segments; left > 0; ) {
      out.add(random.nextInt(1, left + 1));
      left -= out.getLast();
    }
    return out;
  }

  private static SampleTable samples(SplittableRandom random, int features, int rows, int classes) {
    boolean oneClass = random.nextInt(4) == 0;
    int[] x = new int[features * rows];
    int[] y = new int[rows];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(-20, 34);
    }
    for (int r = 0; r < rows; r++) {
      y[r] = oneClass ? 1 : random.nextInt(classes);
    }
    return new SampleTable(features, x, y);
  }
}
