package io.hallmark.proof.argument;

import io.hallmark.proof.ProofException;
import io.hallmark.proof.Vectors;
import io.hallmark.proof.relation.ExampleRun;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.LevelShape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The published complete proofs of the example run, and what they were made for.
final class ExampleProof {
  /// The public bytes.
  static final byte[] PUBLIC = "statement".getBytes(StandardCharsets.US_ASCII);

  /// Roots of the older commitments.
  static final Map<String, byte[]> ROOTS =
      Map.of(
          "data", hex("1e8accfec86cd0048308d270e138c04cdd70f43d6197e64393eaec025cef6287"),
          "model", hex("afb1b0ea1faf0ff6b59b45f7184f40d58ff39c0b489029d1dd012d279a5ce0d6"));

  private ExampleProof() {}

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  static RunIndex run() {
    try {
      return RunIndex.of(ExampleRun.run());
    } catch (ProofException e) {
      throw new AssertionError(e);
    }
  }

  static Parameters parameters(int tail) {
    List<List<LevelShape>> levels =
        List.of(
            List.of(new LevelShape(6, 0, 4, 5)),
            List.of(new LevelShape(5, 1, 5, 6), new LevelShape(1, 0, 3, 4)));
    return new Parameters(tail, 3, 2, 4, 2, tail == 2 ? levels : List.of());
  }

  static byte[] proof(int tail) {
    return Vectors.bytes("example/tail" + tail + ".proof");
  }

  static void verify(int tail, byte[] proof) throws ProofException {
    verify(tail, proof, new Ends());
  }

  static void verify(int tail, byte[] proof, Ends ends) throws ProofException {
    RunVerifier.verifyWithoutFloor(run(), parameters(tail), ROOTS, PUBLIC, proof, ends);
  }

  /// Remembers how the parts ended.
  static final class Ends implements RunArgument.Listener {
    final List<String> states = new ArrayList<>();
    final List<Integer> claims = new ArrayList<>();

    @Override
    public void partEnded(int part, List<PartClaim> emitted, byte[] state) {
      claims.add(emitted.size());
      states.add(HexFormat.of().formatHex(state));
    }
  }
}
