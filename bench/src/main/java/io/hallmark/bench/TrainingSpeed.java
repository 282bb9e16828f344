package io.hallmark.bench;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.trace.ExactTrainer;
import io.hallmark.learning.trace.SampleTable;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Compares exact integer training with a straightforward one in double, on the same synthetic
/// records and batches, in one process: processor time per step of this thread, and their ratio.
///
/// Arguments, all optional, as `name=value`: `dims=784-128-10`, `batch=64`, `steps=256`,
/// `segment=32`, `optimizer=momentum`, `sgd` or `adamw` (its reference is momentum: AdamW costs a
/// double trainer next to nothing), `repeat=3`.
public final class TrainingSpeed {
  private static final String ADAMW =
      """
      "kind":"adamw","profile":"compact","b1":"0.9","b2":"0.999","eps":"unit","grad_shift":12,
      "grad_bits":20,"u_bits":37,"root_bits":20,"div_bits":20,"kernel_bits":0,"weight_frac":20
      """;

  private final List<Integer> dims;
  private final int batch;
  private final int steps;
  private final int segment;
  private final String optimizer;

  private TrainingSpeed(Options options) {
    this.dims =
        Arrays.stream(options.text("dims", "784-128-10").split("-", -1))
            .map(Integer::parseInt)
            .toList();
    this.batch = options.number("batch", 64);
    this.steps = options.number("steps", 256);
    this.segment = options.number("segment", 32);
    this.optimizer = options.text("optimizer", "momentum");
  }

  /// A measure with these arguments.
  static TrainingSpeed of(String... arguments) {
    return new TrainingSpeed(new Options(arguments));
  }

  @SuppressWarnings("ArrayRecordComponent") // arrays for their speed, never shared
  private record Options(String... arguments) {
    String text(String name, String otherwise) {
      return Arrays.stream(arguments)
          .filter(a -> a.startsWith(name + "="))
          .map(a -> a.substring(name.length() + 1))
          .findFirst()
          .orElse(otherwise);
    }

    int number(String name, int otherwise) {
      return Integer.parseInt(text(name, String.valueOf(otherwise)));
    }
  }

  /// Measures and prints.
  ///
  /// @throws Exception if anything fails
  public static void main(String... arguments) throws Exception {
    Options options = new Options(arguments);
    TrainingSpeed speed = new TrainingSpeed(options);
    for (int i = 0; i < options.number("repeat", 3); i++) {
      double[] found = speed.measure();
      System.out.printf(
          Locale.ROOT,
          "exact %8.3f ms per step, double %8.3f ms per step, ratio %.2f%n",
          found[0],
          found[1],
          found[0] / found[1]);
    }
  }

  /// Milliseconds per step, exact and double.
  double[] measure() throws Exception {
    TrainingProgram program =
        TrainingProgram.readLenient(document().getBytes(StandardCharsets.UTF_8));
    Network network = Network.of(program);
    Digest seed = Digests.sha256(new byte[] {1});
    SampleTable samples = samples();
    double exact = exact(network, samples, seed);
    DoubleTraining reference = new DoubleTraining(program, samples, network.sampledRows(seed));
    long start = now();
    reference.train();
    return new double[] {exact, (now() - start) / 1e6 / steps};
  }

  private double exact(Network network, SampleTable samples, Digest seed) throws TrainingStopped {
    ModelSnapshot start = network.initial(seed);
    long before = now();
    ExactTrainer.train(network, samples, seed, start, _ -> false, _ -> {});
    return (now() - before) / 1e6 / steps;
  }

  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private SampleTable samples() {
    SplittableRandom random = new SplittableRandom(5);
    int rows = 4096;
    int features = dims.getFirst();
    int classes = dims.getLast();
    int[] prototypes = random.ints((long) features * classes, 0, 200).toArray();
    int[] y = random.ints(rows, 0, classes).toArray();
    int[] x = new int[rows * features];
    for (int i = 0; i < features; i++) {
      for (int r = 0; r < rows; r++) {
        x[i * rows + r] = prototypes[i * classes + y[r]] / 2 + random.nextInt(156);
      }
    }
    return new SampleTable(features, x, y);
  }

  private String document() {
    StringBuilder layers = new StringBuilder();
    for (int l = 1; l < dims.size(); l++) {
      boolean last = l == dims.size() - 1;
      layers.append(
          """
          %s{"op":"dense","name":"d%d","in":%d,"out":%d,"act":"%s","act_frac":8,"act_bits":%d}\
          """
              .formatted(
                  l == 1 ? "" : ",",
                  l,
                  dims.get(l - 1),
                  dims.get(l),
                  last ? "none" : "relu",
                  last ? 16 : 14));
    }
    return """
    {"type":"hallmark/program/v1","task":{"kind":"classification","classes":%d},
     "data":{"features":{"count":%d,"frac":8,"min":0,"max":255},"label":"class-index",
             "train_rows":4096},
     "model":[%s],
     "loss":{"kind":"softmax-cross-entropy","exp_frac":14,"prob_frac":12},
     "optimizer":{%s,"signal_bits":14,"weight_bits":32},
     "schedule":{"kind":"constant","rate":"%s"},"clip":{"kind":"none"},
     "batch":%d,"steps":%d,"segment":%d,
     "sampler":{"kind":"stream-permutation","hash":"sha-256","tag":"hallmark/sampler/v1"},
     "init":{"kind":"glorot-uniform","hash":"sha-256","tag":"hallmark/init/v1","bias":"zero"},
     "limb":16,"export":{"weight_frac":20,"weight_bits":24}}\
    """
        .formatted(
            dims.getLast(),
            dims.getFirst(),
            layers,
            switch (optimizer) {
              case "sgd" -> "\"kind\":\"sgd\",\"signal_frac\":20";
              case "momentum" ->
                  "\"kind\":\"momentum\",\"mu\":\"0.9\",\"kernel_bits\":4,\"signal_frac\":20";
              default -> ADAMW;
            },
            optimizer.equals("adamw") ? "0.001" : "0.02",
            batch,
            steps,
            segment);
  }
}
