package io.hallmark.tlog.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.merkle.MerkleTree;
import io.hallmark.tlog.note.SignatureLine;
import io.hallmark.tlog.note.SignatureType;
import io.hallmark.tlog.note.SignerKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Checkpoints, cosignatures, proof files and policies.
final class CheckpointTest {
  private static final SignerKey LOG = SignerKey.generate("log.example/a", SignatureType.ED25519);
  private static final SignerKey W1 =
      SignerKey.generate("w1.example", SignatureType.COSIGNATURE_ED25519);
  private static final SignerKey W2 =
      SignerKey.generate("w2.example", SignatureType.COSIGNATURE_ML_DSA_44);
  private static final Checkpoint HEAD =
      new Checkpoint("log.example/a", 1, MerkleTree.leaf(utf8("entry")));

  @Test
  void thePublishedCheckpointIsRead() throws Exception {
    String note =
        "example.com/behind-the-sofa\n"
            + "20852163\n"
            + "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
            + "— example.com/behind-the-sofa"
            + " Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
            + "— witness.example.com/w1"
            + " jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
    SignedCheckpoint read = SignedCheckpoint.parse(utf8(note));
    assertEquals(20852163, read.checkpoint().size());
    assertEquals(note, read.note().write());
    assertEquals(2, read.note().signatures().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "log\n",
        "log\n1\n",
        "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "log\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "log\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "log\n9223372036854775808\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
        "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
        "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
      })
  void whatIsNoCheckpointIsMalformed(String text) {
    assertThrows(LogException.Malformed.class, () -> Checkpoint.parse(text));
  }

  @ParameterizedTest
  @EnumSource(SignatureType.class)
  void aSignatureOfEachTypeHoldsForThisCheckpointOnly(SignatureType type) {
    SignerKey key = SignerKey.generate("k.example", type);
    SignatureLine line = CheckpointSignatures.sign(key, HEAD, 1_700_000_000L);
    assertTrue(CheckpointSignatures.verify(key.verifier(), HEAD, line));
    for (Checkpoint other :
        List.of(
            new Checkpoint("log.example/b", 1, HEAD.root()),
            new Checkpoint(HEAD.origin(), 2, HEAD.root()),
            new Checkpoint(HEAD.origin(), 1, MerkleTree.EMPTY))) {
      assertFalse(CheckpointSignatures.verify(key.verifier(), other, line));
    }
    byte[] bent = line.signature();
    for (int i : new int[] {0, 7, 8, bent.length - 1}) {
      bent[i] ^= 1;
      SignatureLine changed = new SignatureLine(line.name(), line.keyId(), bent);
      assertFalse(CheckpointSignatures.verify(key.verifier(), HEAD, changed));
      bent[i] ^= 1;
    }
  }

  /// The layout of the signed bytes, built here by hand from the specification.
  @Test
  void theMlDsaMessageIsTheSpecifiedStructure() {
    java.io.ByteArrayOutputStream message = new java.io.ByteArrayOutputStream();
    message.writeBytes("subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII));
    message.write(10);
    message.writeBytes(utf8("w2.example"));
    message.writeBytes(new byte[] {0, 0, 0, 0, 0x65, 0x53, (byte) 0xf1, 0});
    message.write(13);
    message.writeBytes(utf8("log.example/a"));
    message.writeBytes(new byte[8]);
    message.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, 1});
    message.writeBytes(HEAD.root().bytes());
    byte[] raw = W2.sign(message.toByteArray());
    byte[] signature =
        java.nio.ByteBuffer.allocate(8 + raw.length).putLong(0x6553f100L).put(raw).array();
    SignatureLine line = new SignatureLine(W2.verifier().name(), W2.verifier().keyId(), signature);
    assertTrue(CheckpointSignatures.verify(W2.verifier(), HEAD, line));
  }

  @Test
  void aPolicyAcceptsItsLogAndItsQuorum() throws Exception {
    LogPolicy policy = policy("group both all one two\nquorum both\n");
    SignedCheckpoint all = signed(LOG, W1, W2);
    LogPolicy.Accepted accepted = policy.verify(all);
    assertEquals(2, accepted.cosigners().size());
    assertEquals(1_700_000_000L, accepted.latest().orElseThrow());
    assertCheck(LogCheck.LOG_QUORUM, policy, signed(LOG, W1));
    assertCheck(LogCheck.LOG_QUORUM, policy, signed(LOG));
    assertCheck(LogCheck.LOG_UNKNOWN, policy, signed(W1, W2));
    policy("group one-of any one two\nquorum one-of\n").verify(signed(LOG, W2));
    policy("quorum none\n").verify(signed(LOG));
  }

  @Test
  void unknownLinesAreIgnoredAndWrongOnesOfKnownKeysAreNot() throws Exception {
    LogPolicy policy = policy("quorum one\n");
    SignerKey stranger = SignerKey.generate("x.example", SignatureType.ED25519);
    policy.verify(signed(LOG, W1, stranger));
    SignatureLine wrong =
        new SignatureLine(W2.verifier().name(), W2.verifier().keyId(), new byte[2428]);
    assertCheck(LogCheck.LOG_SIGNATURE, policy, signed(LOG, W1).with(List.of(wrong)));
    SignatureLine again = CheckpointSignatures.sign(W1, HEAD, 1_700_000_001L);
    assertCheck(LogCheck.LOG_SIGNATURE, policy, signed(LOG, W1).with(List.of(again)));
  }

  @Test
  void aCheckpointOfAnotherOriginIsRefused() throws Exception {
    Checkpoint other = new Checkpoint("log.example/b", 1, HEAD.root());
    SignedCheckpoint signed =
        SignedCheckpoint.of(other, List.of(CheckpointSignatures.sign(LOG, other, 1)));
    assertCheck(LogCheck.LOG_UNKNOWN, policy("quorum none\n"), signed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "quorum one\nquorum one\n",
        "quorum three\n",
        "group g 3 one two\nquorum g\n",
        "group g 0 one two\nquorum g\n",
        "group g any\nquorum g\n",
        "group g any none\nquorum g\n",
        "group g any one\ngroup h any one\nquorum g\n",
        "group one any two\nquorum one\n",
        "group g any g\nquorum g\n",
        "quorum none extra\n",
        "unknown line\nquorum none\n",
      })
  void whatIsNoPolicyIsMalformed(String rest) {
    assertThrows(LogException.Malformed.class, () -> policy(rest));
  }

  @Test
  void aKeyMayNotStandTwice() {
    String line = "witness again " + W1.verifier().text() + "\n";
    assertThrows(LogException.Malformed.class, () -> policy(line + "quorum none\n"));
  }

  @Test
  void aProofFileIsReadAsItWasWritten() throws Exception {
    TlogProof proof =
        new TlogProof(
            new io.hallmark.tlog.merkle.InclusionProof(0, List.of()), signed(LOG, W1, W2));
    TlogProof read = TlogProof.parse(proof.write());
    assertEquals(proof, read);
    read.verify(policy("quorum one\n"), MerkleTree.leaf(utf8("entry")));
    assertEquals(
        LogCheck.LOG_INCLUSION,
        assertThrows(
                LogException.Rejected.class,
                () -> read.verifyInclusion(MerkleTree.leaf(utf8("another"))))
            .check());
    String extra =
        new String(proof.write(), StandardCharsets.UTF_8).replace("v1\n", "v1\nextra AAAA\n");
    assertEquals("AAAA", TlogProof.parse(utf8(extra)).extra().orElseThrow());
    assertEquals(extra, new String(TlogProof.parse(utf8(extra)).write(), StandardCharsets.UTF_8));
  }

  @Test
  void changedProofFilesAreReadOrMalformedAndNothingElse() {
    byte[] proof =
        new TlogProof(
                new io.hallmark.tlog.merkle.InclusionProof(0, List.of(HEAD.root())), signed(LOG))
            .write();
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = proof.clone();
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        assertEquals(
            new String(bytes, StandardCharsets.UTF_8),
            new String(TlogProof.parse(bytes).write(), StandardCharsets.UTF_8));
      } catch (LogException.Malformed e) {
        assertFalse(String.valueOf(e.getMessage()).isEmpty());
      }
    }
  }

  private static LogPolicy policy(String rest) throws LogException.Malformed {
    return LogPolicy.parse(
        utf8(
            "# ours\nlog "
                + LOG.verifier().text()
                + "\n\n  witness one "
                + W1.verifier().text()
                + "\twitness.example\nwitness two "
                + W2.verifier().text()
                + "\n"
                + rest));
  }

  private static SignedCheckpoint signed(SignerKey... keys) {
    return SignedCheckpoint.of(
        HEAD,
        List.of(keys).stream()
            .map(k -> CheckpointSignatures.sign(k, HEAD, 1_700_000_000L))
            .toList());
  }

  private static void assertCheck(LogCheck check, LogPolicy policy, SignedCheckpoint signed) {
    assertEquals(
        check, assertThrows(LogException.Rejected.class, () -> policy.verify(signed)).check());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
