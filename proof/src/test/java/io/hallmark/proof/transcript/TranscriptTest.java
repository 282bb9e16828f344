package io.hallmark.proof.transcript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.wire.ProofReader;
import io.hallmark.proof.wire.ProofWriter;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TranscriptTest {
  private static String hex(Transcript t) {
    return HexFormat.of().formatHex(t.state());
  }

  private static VerifierTranscript reading(byte[] bytes) {
    return new VerifierTranscript(Transcript.start("test"), new ProofReader(bytes));
  }

  @Test
  void followsThePublishedVectors() {
    Transcript t = Transcript.start(Transcript.PROTOCOL);
    assertEquals("e5a38a854159a60c991b87c9ce43b69b80a73d0466267df4fcc2fb91e467c19e", hex(t));
    t.absorb(MessageType.BYTES, "parameters", new byte[] {0, 1, 2});
    assertEquals("528d05564f07ca0baf67049be63472af560f9897a266f8c38150f19d441489b4", hex(t));
    ProverTranscript prover = new ProverTranscript(t, new ProofWriter());
    prover.sendExt("product-claim", ExtArray.of(new Ext(3, 5)));
    assertEquals("788bcea2f86ee0deafb96896898e866a5b32512aac73f1c632a0af63a4ceb6ba", hex(t));
    Ext[] drawn = t.challenge("product-combine", 2);
    assertEquals(
        "(5001631150833260497, 11817486686447558696), (11557308006179879431, 16646832892893434799)",
        drawn[0] + ", " + drawn[1]);
    assertEquals("3b666f25cc7ae068694441ab1d07c45bf742a812b4184f0a8168d83a17659cc2", hex(t));
    assertEquals(6371, t.smallestNonce(12));
    prover.grind(Grinding.QUERY, 12);
    assertArrayEquals(new long[] {164, 668, 783, 895}, t.indices("queries", 4, 10));
    assertEquals("2ff5f775adb5f66cf8a21dc203c1853c06bc91c31d2a7ce6486fae17c02311cf", hex(t));
    List<Transcript> parts = List.of(t.fork(0), t.fork(1));
    assertEquals(
        "43f056fdfe1d12278dbb2411a7ea9cfe55a2f481ecc86f65a9a2fce39024aa43", hex(parts.get(0)));
    assertEquals(
        "8e1c10001365946c4e97fd18023560e3c020acd9c7de09ff6428ad9705dac94c", hex(parts.get(1)));
    t.join(parts.stream().map(Transcript::state).toList());
    assertEquals("24c215ddb5664a56d0336e28d5ea33babec174dee55612909e3c64bb832d7520", hex(t));
  }

  @Test
  void theNonceIsTheSmallestAlsoWhenSeveralThreadsSearch() {
    Transcript t = Transcript.start("nonces");
    for (int bits : new int[] {0, 1, 7, 8, 9, 15, 16}) {
      long nonce = t.smallestNonce(bits);
      assertTrue(t.nonceFits(bits, nonce));
      for (long smaller = Math.max(0, nonce - 1000); smaller < nonce; smaller++) {
        assertFalse(t.nonceFits(bits, smaller), bits + " bits, " + smaller);
      }
    }
    long sixteen = t.smallestNonce(16);
    long first = 0;
    while (!t.nonceFits(16, first)) {
      first++;
    }
    assertEquals(first, sixteen);
  }

  @Test
  void countTypeAndLabelChangeTheState() {
    Transcript base = Transcript.start("a");
    base.challenge("x", 0);
    Transcript other = Transcript.start("a");
    assertNotEquals(hex(other), hex(base));
    other.challenge("y", 0);
    assertNotEquals(hex(other), hex(base));
  }

  @Test
  void whatIsReceivedIsAbsorbed() throws ProofException {
    ProofWriter writer = new ProofWriter();
    Transcript sent = Transcript.start("test");
    ProverTranscript prover = new ProverTranscript(sent, writer);
    prover.sendExt("e", ExtArray.of(new Ext(1, 2), new Ext(3, 4)));
    prover.sendBase("b", new long[] {5, Goldilocks.P - 1});
    prover.sendDigests("d", new byte[64]);
    prover.grind(Grinding.FOLD, 5);
    prover.grind(Grinding.FOLD, 0);
    ProofReader reader = new ProofReader(writer.toBytes());
    Transcript seen = Transcript.start("test");
    VerifierTranscript verifier = new VerifierTranscript(seen, reader);
    assertEquals(ExtArray.of(new Ext(1, 2), new Ext(3, 4)), verifier.receiveExt("e", 2));
    assertArrayEquals(new long[] {5, Goldilocks.P - 1}, verifier.receiveBase("b", 2));
    assertArrayEquals(new byte[64], verifier.receiveDigests("d", 2));
    verifier.grind(Grinding.FOLD, 5);
    verifier.grind(Grinding.FOLD, 0);
    reader.finish();
    assertEquals(hex(sent), hex(seen));
  }

  @Test
  void aValueOfPIsRefused() {
    byte[] bytes = ProofWriter.bytesOf(new long[] {Goldilocks.P, 0});
    assertRefused(Check.ENC_CANONICAL, () -> reading(bytes).receiveExt("e", 1));
    assertRefused(Check.ENC_CANONICAL, () -> reading(bytes).receiveBase("b", 1));
  }

  @Test
  void missingAndLeftOverBytesAreRefused() {
    assertRefused(Check.ENC_LENGTH, () -> reading(new byte[15]).receiveExt("e", 1));
    assertRefused(Check.ENC_LENGTH, () -> reading(new byte[15]).receiveBase("b", 1 << 27));
    assertRefused(Check.ENC_LENGTH, () -> reading(new byte[31]).receiveDigests("d", 1));
    assertRefused(Check.ENC_LENGTH, () -> reading(new byte[7]).grind(Grinding.FOLD, 1));
    assertRefused(Check.ENC_TRAILING, () -> new ProofReader(new byte[1]).finish());
  }

  @ParameterizedTest
  @EnumSource
  void aNonceThatDoesNotFitIsRefused(Grinding place) {
    byte[] nonce = new byte[8];
    Check expected = Check.valueOf("POW_" + place.name());
    assertFalse(Transcript.start("test").nonceFits(20, 0));
    assertRefused(expected, () -> reading(nonce).grind(place, 20));
  }

  @Test
  void tooManyIndicesAreTheCallersMistake() {
    Transcript t = Transcript.start("a");
    assertThrows(IllegalArgumentException.class, () -> t.indices("q", 5, 2));
    assertEquals(4, t.indices("q", 4, 2).length);
  }

  private interface Action {
    void run() throws ProofException;
  }

  private static void assertRefused(Check check, Action action) {
    ProofException.Rejected e = assertThrows(ProofException.Rejected.class, action::run);
    assertEquals(check, e.check());
  }
}
