package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.proof.Check;
import io.hallmark.proof.Maps;
import io.hallmark.proof.WeakenedVerifier;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every direct check is needed: its liar is refused by its name, and accepted without its calls.
final class DirectCheckTest {
  /// What this module does not check: the caller compares descriptors with its documents.
  private static final Set<Check> ELSEWHERE = EnumSet.of(Check.LINK_DESCRIPTOR);

  static Set<Check> checks() {
    return EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE));
  }

  private static Map<Check, Class<? extends Callable<String>>> liars() {
    Map<Check, Class<? extends Callable<String>>> out = new EnumMap<>(Check.class);
    out.put(Check.HDR_MAGIC, EncodingLiars.ForeignHeader.class);
    out.put(Check.ENC_CANONICAL, EncodingLiars.TwoEncodings.class);
    out.put(Check.ENC_LENGTH, EncodingLiars.LastByteMissing.class);
    out.put(Check.ENC_TRAILING, EncodingLiars.OneByteMore.class);
    out.put(Check.REL_WELL_FORMED, IllFormedLiars.AntisymmetricForZero.class);
    out.put(Check.GEOMETRY_VALID, StatementLiars.LevelWithoutDistance.class);
    out.put(Check.PROFILE_FLOOR, StatementLiars.WeakParameters.class);
    out.put(Check.POW_LOOKUP, NonceLiars.LazyLookup.class);
    out.put(Check.POW_FOLD, NonceLiars.LazyFold.class);
    out.put(Check.POW_QUERY, NonceLiars.LazyQuery.class);
    out.put(Check.POW_LEVEL, NonceLiars.LazyLevel.class);
    out.put(Check.MERKLE_ROOT, OpeningLiars.LeavesExchanged.class);
    out.put(Check.PROVER_DESCRIPTOR, StatementLiars.TwoGeometries.class);
    out.put(Check.OPEN_LINEAR, OpeningLiars.FalseStatement.class);
    out.put(Check.MASK_FOLD, OpeningLiars.BentMask.class);
    out.put(Check.ROW_FOLD, OpeningLiars.BentRow.class);
    out.put(Check.FINAL_FOLD, OpeningLiars.BentFinalVector.class);
    out.put(Check.FINAL_LINEAR, OpeningLiars.BentValue.class);
    return out;
  }

  @ParameterizedTest
  @MethodSource("checks")
  void itsLiarIsRefusedByNameAndAcceptedWithoutIt(Check check) throws Exception {
    Class<? extends Callable<String>> liar = Maps.get(liars(), check);
    assertEquals(check.name(), liar.getDeclaredConstructor().newInstance().call());
    assertEquals("accepted", WeakenedVerifier.without("check", check, liar));
  }

  @Test
  void everyCheckHasALiar() {
    Set<Check> lied = EnumSet.copyOf(liars().keySet());
    assertEquals(checks(), lied);
  }
}
