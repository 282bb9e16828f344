package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.ExampleRun;
import io.hallmark.proof.relation.Group;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.LevelShape;
import io.hallmark.proof.wire.Hashes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GeometryRulesTest {
  private final RunIndex run = ExampleProof.run();

  private static List<Geometry> geometries(RunIndex run) {
    return run.groups().stream().map(Group::geometry).toList();
  }

  static List<Parameters> invalid() {
    List<List<LevelShape>> right = ExampleProof.parameters(2).levels();
    List<Parameters> out = new ArrayList<>();
    for (long tail : new long[] {0, 3, -1, Long.MIN_VALUE}) {
      out.add(new Parameters(tail, 3, 2, 4, 2, right));
    }
    for (long pow : new long[] {65, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      out.add(new Parameters(1, pow, 2, 4, 2, List.of()));
      out.add(new Parameters(1, 3, pow, 4, 2, List.of()));
      out.add(new Parameters(1, 3, 2, pow, 2, List.of()));
      out.add(new Parameters(1, 3, 2, 4, pow, List.of()));
    }
    out.add(new Parameters(1, 3, 2, 4, 2, right));
    out.add(new Parameters(2, 3, 2, 4, 2, List.of()));
    out.add(new Parameters(2, 3, 2, 4, 2, right.subList(0, 1)));
    out.add(new Parameters(2, 3, 2, 4, 2, List.of(right.get(0), List.of())));
    long[] absurd = {-1, 0, 33, 63, 64, Long.MAX_VALUE, Long.MIN_VALUE};
    for (int field = 0; field < 4; field++) {
      for (long x : absurd) {
        for (int level = 0; level < 2; level++) {
          List<LevelShape> bent = new ArrayList<>(right.get(1));
          LevelShape l = bent.get(level);
          long[] f = {l.fold(), l.low(), l.nu(), l.queries()};
          if (f[field] == x) {
            continue;
          }
          f[field] = x;
          bent.set(level, new LevelShape(f[0], f[1], f[2], f[3]));
          out.add(new Parameters(2, 3, 2, 4, 2, List.of(right.get(0), bent)));
        }
      }
    }
    return out;
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void invalidParametersAreRefused(Parameters parameters) {
    assertRefused(() -> GeometryRules.checkAll(run, parameters));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void validParametersAreNot(int tail) {
    assertDoesNotThrow(() -> GeometryRules.checkAll(run, ExampleProof.parameters(tail)));
  }

  static List<Geometry> absurdGeometries() {
    List<Geometry> out = new ArrayList<>();
    long[] absurd = {-1, 0, 3, 33, 62, 63, 64, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE};
    for (int field = 0; field < 4; field++) {
      for (long x : absurd) {
        long[] g = {4, 8, 8, 3};
        g[field] = x;
        Geometry bent = new Geometry(g[0], g[1], g[2], g[3]);
        if (!bent.isValid()) {
          out.add(bent);
        }
      }
    }
    out.add(new Geometry(4, 8, 100, 3));
    out.add(new Geometry(26, 32, 1, 1L << 30));
    out.add(new Geometry(26, 32, 1L << 26, 1));
    out.add(new Geometry(4, 32, 1L << 32, 1L << 32)); // t·B = 2^64
    out.add(new Geometry(4, 32, 3L << 30, 3L << 30)); // t·B > 2^63
    return out;
  }

  @ParameterizedTest
  @MethodSource("absurdGeometries")
  void absurdGeometriesAreRefusedWithoutACrash(Geometry trace) throws ProofException {
    assertFalse(trace.isValid() && trace.slack() < trace.queries());
    Run example = ExampleRun.run();
    RunIndex bent = RunIndex.of(new Run(trace, example.older(), example.parts()));
    assertRefused(() -> GeometryRules.checkAll(bent, ExampleProof.parameters(1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void wordsAreReadBack(int tail) throws ProofException {
    Parameters parameters = ExampleProof.parameters(tail);
    byte[] words = parameters.words(geometries(run));
    Parameters read = Parameters.read(words, geometries(run));
    assertEquals(parameters, read);
    assertArrayEquals(words, read.words(geometries(run)));
  }

  @Test
  void bentWordsAreOtherParametersOrRefused() throws ProofException {
    byte[] words = ExampleProof.parameters(2).words(geometries(run));
    SplittableRandom random = new SplittableRandom(1);
    for (int length = 0; length < words.length; length++) {
      byte[] cut = Arrays.copyOf(words, length);
      assertRefused(() -> Parameters.read(cut, geometries(run)));
    }
    byte[] longer = Arrays.copyOf(words, words.length + 8);
    assertRefused(() -> Parameters.read(longer, geometries(run)));
    for (int at = 0; at < words.length; at += 8) {
      for (long x : new long[] {random.nextLong(), -1, Long.MIN_VALUE, 1L << 40}) {
        byte[] bent = words.clone();
        Hashes.putLong(bent, at, x);
        try {
          Parameters read = Parameters.read(bent, geometries(run));
          assertArrayEquals(bent, read.words(geometries(run)));
          assertRefused(() -> GeometryRules.checkAll(run, read));
        } catch (ProofException.Rejected e) {
          assertEquals(Check.GEOMETRY_VALID, e.check());
        }
      }
    }
  }

  private interface Action {
    void run() throws ProofException;
  }

  private static void assertRefused(Action action) {
    ProofException.Rejected e = assertThrows(ProofException.Rejected.class, action::run);
    assertEquals(Check.GEOMETRY_VALID, e.check());
  }
}
