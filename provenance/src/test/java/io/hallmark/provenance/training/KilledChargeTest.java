package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Progress;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.proof.WeakenedVerifier;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.dataset.CreditLedger;
import io.hallmark.provenance.dataset.DatasetOpening;
import java.io.File;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A process that is killed after it stored its certificate and before it charged all openings: the
/// next one charges what is owed, once, and releases the stored certificate.
final class KilledChargeTest {
  /// Where a dying process waits: called before every charge, in classes changed to do so.
  public static final class Death {
    private static final AtomicInteger CHARGES = new AtomicInteger();

    private Death() {}

    /// Says that the process stands before its last charge, and stands there.
    public static void await() {
      try {
        if (CHARGES.incrementAndGet() == Integer.getInteger("charge")) {
          Files.createFile(Path.of(System.getProperty("marker")));
          Thread.sleep(TimeUnit.MINUTES.toMillis(10));
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// Calls [Death#await] first.
  private record DiesBefore() implements CodeTransform {
    @Override
    public void atStart(CodeBuilder builder) {
      builder.invokestatic(
          ClassDesc.of(Death.class.getName()), "await", MethodTypeDesc.of(ConstantDescs.CD_void));
    }

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      builder.with(element);
    }
  }

  /// Proves a run.
  public static final class Prover implements Callable<String> {
    private final Path run;
    private final Path out;

    public Prover(String run, String out) {
      this.run = Path.of(run);
      this.out = Path.of(out);
    }

    @Override
    public String call() throws Exception {
      TrainingProver.prove(run, out, TrainingProver.Options.DEFAULT, Progress.QUIET);
      return "proved";
    }
  }

  /// The process that dies.
  public static final class Child {
    private Child() {}

    /// Run folder, certificate.
    public static void main(String[] arguments) throws Exception {
      WeakenedVerifier.changed(
          CreditLedger.class, "charge", new DiesBefore(), Prover.class, arguments);
    }
  }

  private static long left(String part) throws Exception {
    return DatasetOpening.open(World.deaths().dataset.resolve("opening")).ledger().runsLeft(part);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatAKilledProcessOwesIsChargedOnce(int charge) throws Exception {
    World world = World.deaths();
    TrainingProgram program = world.program("0.1");
    Path run = world.begin(program, world.intent(program, ReleaseMode.SEALED, SeedGrade.COMMITTED));
    Path out = run.resolve("out.hallmark");
    Path marker = run.resolve("marker");
    long train = left("train");
    long test = left("test");
    Process child = start(run, out, marker, charge);
    try {
      for (int i = 0; i < 6000 && !Files.exists(marker); i++) {
        assertFalse(child.waitFor(10, TimeUnit.MILLISECONDS), "it ended before its charge");
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertTrue(Files.exists(marker));
    assertFalse(Files.exists(out));
    byte[] stored = Files.readAllBytes(run.resolve("pending.hallmark"));
    assertEquals(charge - 1, train - left("train") + test - left("test"));
    TrainingProver.Result result =
        TrainingProver.prove(run, out, TrainingProver.Options.DEFAULT, Progress.QUIET);
    assertTrue(result.resumed());
    assertArrayEquals(stored, Files.readAllBytes(out));
    assertEquals(train - 1, left("train"));
    assertEquals(test - 1, left("test"));
    assertEquals("accepted", Forger.outcome(HallmarkBundle.read(out)));
    assertFalse(Files.exists(run.resolve("pending.hallmark")));
  }

  private static Process start(Path run, Path out, Path marker, int charge) throws Exception {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dcharge=" + charge,
                "-Dmarker=" + marker,
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                run.toString(),
                out.toString()))
        .redirectErrorStream(true)
        .redirectOutput(File.createTempFile("child", ".out", World.deaths().root.toFile()))
        .start();
  }
}
