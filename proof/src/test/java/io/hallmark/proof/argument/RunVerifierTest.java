package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.ExampleRun;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.wire.Hashes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunVerifierTest {
  @Test
  void acceptsThePublishedProofOfTailOne() throws ProofException {
    ExampleProof.Ends ends = new ExampleProof.Ends();
    ExampleProof.verify(1, ExampleProof.proof(1), ends);
    assertEquals(List.of(43, 20), ends.claims);
    assertEquals(
        List.of(
            "4eeb948fc70dd84ddd003732b5a61b46957e38380d7ce352c3b8e28df915ab97",
            "195465def624c386350864e82df464dc8fd1b3fdee5ef5f449878fd835009546"),
        ends.states);
  }

  @Test
  void acceptsThePublishedProofOfTailTwo() throws ProofException {
    ExampleProof.Ends ends = new ExampleProof.Ends();
    ExampleProof.verify(2, ExampleProof.proof(2), ends);
    assertEquals(
        List.of(
            "564c27b9aa2e3eaa6a8f7d933c832aa67fad1badfc21edd657157493b2c253ad",
            "7d45fbc6b3bbbe6408d212819b55029a69aab14e394a7310d9d2ae9ef8fbeeb3"),
        ends.states);
  }

  private static Check refused(int tail, byte[] proof) {
    ProofException.Rejected e =
        assertThrows(ProofException.Rejected.class, () -> ExampleProof.verify(tail, proof));
    return e.check();
  }

  /// Bytes all over the proof; a bent byte may also be rejected by the check of a challenge that it
  /// moves.
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void bentBytesAreRejected(int tail) {
    byte[] proof = ExampleProof.proof(tail);
    RunIndex run = ExampleProof.run();
    SplittableRandom random = new SplittableRandom(tail);
    for (int at = 0; at < proof.length; at += tail == 1 ? 5 : 13) {
      byte[] bent = proof.clone();
      bent[at] ^= (byte) (1 << random.nextInt(8));
      int place = at;
      ProofException.Rejected e =
          assertThrows(
              ProofException.Rejected.class,
              () ->
                  RunVerifier.verifyWithoutFloor(
                      run,
                      ExampleProof.parameters(tail),
                      ExampleProof.ROOTS,
                      ExampleProof.PUBLIC,
                      bent),
              () -> "byte " + place);
      assertEquals(at < 8, e.check() == Check.HDR_MAGIC);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void truncatedExtendedAndForeignBytesAreRejected(int tail) {
    byte[] proof = ExampleProof.proof(tail);
    SplittableRandom random = new SplittableRandom(5);
    for (int length = 0; length < proof.length; length += 1 + random.nextInt(60)) {
      Check check = refused(tail, Arrays.copyOf(proof, length));
      assertEquals(length < 8 ? Check.HDR_MAGIC : Check.ENC_LENGTH, check);
    }
    assertEquals(Check.ENC_LENGTH, refused(tail, Arrays.copyOf(proof, proof.length - 1)));
    assertEquals(Check.ENC_TRAILING, refused(tail, Arrays.copyOf(proof, proof.length + 1)));
    for (int k = 0; k < 50; k++) {
      byte[] noise = new byte[random.nextInt(2 * proof.length)];
      random.nextBytes(noise);
      System.arraycopy(proof, 0, noise, 0, Math.min(8 + 32 * (k % 3), noise.length));
      refused(tail, noise);
    }
  }

  @Test
  void anElementPlusPIsRejected() {
    byte[] proof = ExampleProof.proof(1);
    for (int at = 8 + 32 + 8; at + 8 <= proof.length; at += 8) {
      long value = Hashes.getLong(proof, at);
      if (value >= 0 && value < (1L << 32) - 1) {
        byte[] wrapped = proof.clone();
        Hashes.putLong(wrapped, at, value + Goldilocks.P);
        assertFalse(List.of(Check.ENC_LENGTH, Check.ENC_TRAILING).contains(refused(1, wrapped)));
      }
    }
    byte[] first = proof.clone();
    Arrays.fill(first, 48, 56, (byte) 0xff);
    assertEquals(Check.ENC_CANONICAL, refused(1, first));
  }

  @Test
  void anotherStatementIsRejected() {
    byte[] proof = ExampleProof.proof(1);
    RunIndex run = ExampleProof.run();
    Parameters right = ExampleProof.parameters(1);
    Map<String, byte[]> roots = new HashMap<>(ExampleProof.ROOTS);
    rejected(run, right, ExampleProof.ROOTS, new byte[] {1}, proof);
    byte[] root = Objects.requireNonNull(roots.get("data")).clone();
    root[3] ^= 4;
    roots.put("data", root);
    rejected(run, right, roots, ExampleProof.PUBLIC, proof);
    Parameters otherPow = new Parameters(1, 3, 2, 5, 2, List.of());
    rejected(run, otherPow, ExampleProof.ROOTS, ExampleProof.PUBLIC, proof);
    rejected(run, ExampleProof.parameters(2), ExampleProof.ROOTS, ExampleProof.PUBLIC, proof);
  }

  @Test
  void otherGeometriesAreRejected() throws ProofException {
    Run example = ExampleRun.run();
    for (Geometry trace :
        List.of(
            new Geometry(4, 8, 8, 4),
            new Geometry(4, 9, 8, 3),
            new Geometry(4, 8, 7, 3),
            new Geometry(5, 8, 8, 3))) {
      RunIndex run = RunIndex.of(new Run(trace, example.older(), example.parts()));
      rejected(
          run,
          ExampleProof.parameters(1),
          ExampleProof.ROOTS,
          ExampleProof.PUBLIC,
          ExampleProof.proof(1));
    }
  }

  @Test
  void missingAndForeignRootsAreRejected() {
    Map<String, byte[]> roots = new HashMap<>(ExampleProof.ROOTS);
    roots.remove("data");
    assertEquals(Check.ENC_LENGTH, rejectedWith(roots));
    roots.put("other", new byte[32]);
    assertEquals(Check.ENC_LENGTH, rejectedWith(roots));
    roots.put("data", new byte[32]);
    assertEquals(Check.ENC_LENGTH, rejectedWith(roots));
    roots.remove("other");
    roots.put("data", new byte[31]);
    assertEquals(Check.ENC_LENGTH, rejectedWith(roots));
  }

  private static Check rejectedWith(Map<String, byte[]> roots) {
    return rejected(
        ExampleProof.run(),
        ExampleProof.parameters(1),
        roots,
        ExampleProof.PUBLIC,
        ExampleProof.proof(1));
  }

  private static Check rejected(
      RunIndex run,
      Parameters parameters,
      Map<String, byte[]> roots,
      byte[] publicBytes,
      byte[] proof) {
    return assertThrows(
            ProofException.Rejected.class,
            () -> RunVerifier.verifyWithoutFloor(run, parameters, roots, publicBytes, proof))
        .check();
  }
}
