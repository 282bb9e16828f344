package io.hallmark.bench;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.DataColumns;
import io.hallmark.learning.relation.RunCompiler;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.learning.relation.RunWitness;
import io.hallmark.learning.trace.ExactTrainer;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.learning.trace.ServedModel;
import io.hallmark.learning.trace.TrainingTrace;
import io.hallmark.proof.argument.Multiplicities;
import io.hallmark.proof.argument.Parameters;
import io.hallmark.proof.argument.ProofPhase;
import io.hallmark.proof.argument.ProverEnvironment;
import io.hallmark.proof.argument.RunProver;
import io.hallmark.proof.argument.RunVerifier;
import io.hallmark.proof.argument.WitnessSource;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.OpeningBudget;
import io.hallmark.proof.commitment.OpeningEntry;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.GeometryRule;
import io.hallmark.proof.security.GrindingBits;
import io.hallmark.provenance.training.RunSize;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Trains a perceptron on synthetic records, proves and verifies the run at relation level, and
/// prints where time and memory go. For profiling; `hallmark bench` measures the product.
///
/// Arguments, all optional, as `name=value`: `dims=784-128-10`, `batch=64`, `steps=32`,
/// `segment=32`, `window` segments of a part (all), `optimizer=momentum` or `sgd`, `rows=4096`, `m`
/// (log2 of the row length; that of the data set), `rate` (log2 of 1/rate, the first from 1 on that
/// hides 8 openings), `tail=2`, `repeat=1`, `limb=16`.
public final class ProverProfile {
  private final Map<String, String> options = new HashMap<>();
  private final List<Integer> dims;

  private ProverProfile(String... arguments) {
    for (String a : arguments) {
      int at = a.indexOf('=');
      options.put(a.substring(0, at), a.substring(at + 1));
    }
    dims =
        Arrays.stream(options.getOrDefault("dims", "784-128-10").split("-", -1))
            .map(Integer::parseInt)
            .toList();
  }

  /// Runs one profile.
  ///
  /// @throws Exception if anything fails
  public static void main(String... arguments) throws Exception {
    new ProverProfile(arguments).run();
  }

  private int option(String name, int otherwise) {
    return Integer.parseInt(options.getOrDefault(name, String.valueOf(otherwise)));
  }

  private void run() throws Exception {
    TrainingProgram program =
        TrainingProgram.readLenient(document().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Network network = Network.of(program);
    Digest seed = Digests.sha256(new byte[] {1});
    SampleTable samples = samples(program);
    for (int i = 0; i < option("repeat", 1); i++) {
      once(program, network, seed, samples);
    }
  }

  private void once(TrainingProgram program, Network network, Digest seed, SampleTable samples)
      throws Exception {
    long t0 = System.nanoTime();
    ModelSnapshot start = network.initial(seed);
    TrainingTrace trace = ExactTrainer.train(network, samples, seed, start, _ -> {});
    ServedModel served = ServedModel.export(network, trace.last());
    long t1 = System.nanoTime();
    int m = option("m", GeometryRule.rowVariables(program.trainRows()));
    Geometry geometry =
        IntStream.rangeClosed(option("rate", 1), 4)
            .mapToObj(rate -> GeometryRule.of(m, rate, 8))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow();
    int window = option("window", program.segments());
    List<Integer> spans = new ArrayList<>();
    for (int g = 0; g < program.segments(); g += window) {
      spans.add(Math.min(window, program.segments() - g));
    }
    RunPlan plan =
        new RunPlan(
            network,
            seed,
            RunPlan.StartFrom.INITIALISATION,
            spans,
            new RunPlan.Release.Released(served.weights()),
            List.of(),
            List.of(),
            geometry,
            Map.of(RunPlan.DATA, geometry));
    RunIndex run = RunIndex.of(RunCompiler.compile(plan));
    long t2 = System.nanoTime();
    CommittedColumns data =
        CommittedColumns.commit(
            geometry,
            DataColumns.shapes(network.layout(0), samples.rows()),
            DataColumns.cells(samples, network.layout(0)),
            Digests.sha256(new byte[] {2}).bytes());
    long t3 = System.nanoTime();
    Map<String, CommittedColumns> older = Map.of(RunPlan.DATA, data);
    WitnessSource witness =
        Multiplicities.fill(run, new RunWitness(plan, trace, served, Map.of())::part, older);
    IntStream.range(0, run.parts().size()).forEach(witness::part); // counted here, then kept
    long t4 = System.nanoTime();
    Map<ProofPhase, Long> spent = new HashMap<>();
    ProverEnvironment environment =
        ProverEnvironment.of(
            Map.of(RunPlan.DATA, new FreshBook(geometry)),
            Set.of(),
            _ -> {},
            new ProverEnvironment.Progress() {
              @Override
              public void at(String phase, int done, int total) {}

              @Override
              public void spent(Map<ProofPhase, Long> nanos) {
                spent.putAll(nanos);
              }
            });
    Parameters parameters =
        option("tail", 2) == 1
            ? Parameters.tailOne(GrindingBits.PROFILE)
            : Parameters.tailTwo(
                GrindingBits.PROFILE,
                run.run().trace().equals(geometry)
                    ? List.of(GeometryRule.levels(geometry))
                    : List.of());
    byte[] publicBytes = {3};
    byte[] proof = RunProver.prove(run, parameters, witness, older, publicBytes, environment);
    long t5 = System.nanoTime();
    RunVerifier.verify(run, parameters, Map.of(RunPlan.DATA, data.root()), publicBytes, proof);
    long t6 = System.nanoTime();
    long cells = RunSize.cells(run.run());
    long fractions = RunSize.fractions(run);
    print("cells", "%,d", cells);
    print("fractions", "%,d", fractions);
    print("rows of the trace", "m = %d, nu = %d", geometry.m(), geometry.nu());
    seconds("train", t1 - t0, cells);
    seconds("compile", t2 - t1, cells);
    seconds("commit data set", t3 - t2, (long) samples.rows() * samples.features());
    seconds("witness, multiplicities", t4 - t3, cells);
    for (ProofPhase phase : ProofPhase.values()) {
      long n = spent.getOrDefault(phase, 0L);
      seconds(
          phase.name().toLowerCase(Locale.ROOT),
          n,
          phase == ProofPhase.LOOKUPS ? fractions : cells);
    }
    seconds("prove, whole", t5 - t4, cells);
    seconds("verify", t6 - t5, cells);
    print("per step", "%.2f ms", (t5 - t3) / 1e6 / program.steps());
    print("proof", "%,d bytes", proof.length);
    print("heap in use, peak", "%,d MiB", peak() >> 20);
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(p -> p.getType() == java.lang.management.MemoryType.HEAP)
        .mapToLong(p -> p.getPeakUsage().getUsed())
        .sum();
  }

  private static void seconds(String what, long nanos, long per) {
    print(what, "%9.3f s %12.1f ns each", nanos / 1e9, (double) nanos / per);
  }

  private static void print(String what, String format, Object... values) {
    System.out.printf(Locale.ROOT, "%-26s" + format + "%n", with(what, values));
  }

  private static Object[] with(String first, Object... rest) {
    Object[] out = new Object[rest.length + 1];
    out[0] = first;
    System.arraycopy(rest, 0, out, 1, rest.length);
    return out;
  }

  private SampleTable samples(TrainingProgram program) {
    SplittableRandom random = new SplittableRandom(5);
    int rows = program.trainRows();
    int features = program.features().count();
    int classes = program.classes();
    int[] prototypes = random.ints((long) features * classes, 0, 200).toArray();
    int[] x = new int[rows * features];
    int[] y = random.ints(rows, 0, classes).toArray();
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
    String optimizer =
        options.getOrDefault("optimizer", "momentum").equals("sgd")
            ? "\"kind\":\"sgd\""
            : "\"kind\":\"momentum\",\"mu\":\"0.9\",\"kernel_bits\":4";
    return """
    {"type":"hallmark/program/v1","task":{"kind":"classification","classes":%d},
     "data":{"features":{"count":%d,"frac":8,"min":0,"max":255},"label":"class-index",
             "train_rows":%d},
     "model":[%s],
     "loss":{"kind":"softmax-cross-entropy","exp_frac":14,"prob_frac":14},
     "optimizer":{%s,"signal_frac":20,"signal_bits":14,"weight_bits":32},
     "schedule":{"kind":"constant","rate":"%s"},"clip":{"kind":"none"},
     "batch":%d,"steps":%d,"segment":%d,
     "sampler":{"kind":"stream-permutation","hash":"sha-256","tag":"hallmark/sampler/v1"},
     "init":{"kind":"glorot-uniform","hash":"sha-256","tag":"hallmark/init/v1","bias":"zero"},
     "limb":%d,"export":{"weight_frac":20,"weight_bits":24}}\
    """
        .formatted(
            dims.getLast(),
            dims.getFirst(),
            option("rows", 4096),
            layers,
            optimizer,
            options.getOrDefault("rate0", "0.02"),
            option("batch", 64),
            option("steps", 32),
            option("segment", 32),
            option("limb", 16));
  }

  /// The credit book of a commitment that exists for one run only.
  private static final class FreshBook implements CreditBook {
    private OpeningBudget budget;

    FreshBook(Geometry geometry) {
      budget = OpeningBudget.fresh(geometry);
    }

    @Override
    public OpeningBudget budget() {
      return budget;
    }

    @Override
    public void charge(OpeningEntry entry, boolean renewal) {
      budget = budget.charge(entry, renewal);
    }
  }
}
