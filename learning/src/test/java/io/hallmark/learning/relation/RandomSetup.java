package io.hallmark.learning.relation;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.trace.SampleTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Random programs with random records: odd sizes, one feature, a split width, batches of one, a
/// class that never occurs.
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
        samples(random, features, rows),
        samples(random, features, random.nextInt(1, 8)),
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

  private static SampleTable samples(SplittableRandom random, int features, int rows) {
    boolean oneClass = random.nextInt(4) == 0;
    int[] x = new int[features * rows];
    int[] y = new int[rows];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(-20, 34);
    }
    for (int r = 0; r < rows; r++) {
      y[r] = oneClass ? 1 : random.nextInt(2);
    }
    return new SampleTable(features, x, y);
  }
}
