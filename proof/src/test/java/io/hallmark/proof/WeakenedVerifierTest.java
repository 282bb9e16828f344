package io.hallmark.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// The harness takes out the calls for one name, and only those.
final class WeakenedVerifierTest {
  /// A verifier with two checks, of which a constant condition fails both.
  static final class TwoLies implements Callable<String> {
    @Override
    public String call() {
      try {
        verify(1, 2L);
        return "accepted";
      } catch (ProofException.Rejected e) {
        return e.check().name();
      }
    }

    private static void verify(int a, long b) throws ProofException.Rejected {
      test(Check.MERKLE_ROOT, a == 1 && b == 2, b, "a true statement");
      test(Check.OPEN_LINEAR, a == 2 && b == 2, b, "a false statement");
      test(Check.ROW_FOLD, a == 2 || b == 1, b, "another false statement");
    }

    private static void test(Check check, boolean holds, long unused, String detail)
        throws ProofException.Rejected {
      if (!holds) {
        throw new ProofException.Rejected(check, detail + unused);
      }
    }
  }

  @Test
  void theFirstFalseCheckRefuses() throws Exception {
    assertEquals("OPEN_LINEAR", WeakenedVerifier.strong(TwoLies.class));
  }

  @Test
  void withoutItsCallTheNextOneRefuses() throws Exception {
    assertEquals("ROW_FOLD", WeakenedVerifier.without("test", Check.OPEN_LINEAR, TwoLies.class));
    assertEquals("OPEN_LINEAR", WeakenedVerifier.without("test", Check.ROW_FOLD, TwoLies.class));
  }

  @Test
  void aNameThatIsNeverCalledIsAnError() {
    assertThrows(
        IllegalStateException.class,
        () -> WeakenedVerifier.without("test", Check.HDR_MAGIC, TwoLies.class));
  }
}
