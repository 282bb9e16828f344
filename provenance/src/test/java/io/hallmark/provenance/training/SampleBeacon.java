package io.hallmark.provenance.training;

import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.CheckpointSignatures;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.note.SignatureLine;
import io.hallmark.tlog.note.SignatureType;
import io.hallmark.tlog.note.SignerKey;
import io.hallmark.tlog.store.LogFolder;
import io.hallmark.tlog.store.LogSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// A log with two cosigners, all of whose keys the test holds: it signs whatever a liar needs.
final class SampleBeacon {
  static final SignerKey LOG = SignerKey.generate("log.example/runs", SignatureType.ED25519);
  static final SignerKey ONE = SignerKey.generate("one.example", SignatureType.COSIGNATURE_ED25519);
  static final SignerKey TWO =
      SignerKey.generate("two.example", SignatureType.COSIGNATURE_ML_DSA_44);
  static final Beacon TERMS = new Beacon(LOG.verifier(), List.of(ONE.verifier(), TWO.verifier()));
  static final long TIME = 1_800_000_000L;

  final LogFolder log;

  SampleBeacon(SignerKey key) throws Exception {
    log = LogFolder.create(Files.createTempDirectory("hallmark-beacon"), List.of(key));
  }

  /// Enters an entry and returns its proof by the checkpoint right after it.
  ///
  /// @param before entries that come first
  /// @param after entries that come between the entry and the checkpoint
  TlogProof enter(byte[] entry, int before, int after, SignerKey... cosigners) throws Exception {
    try (LogSession session = log.lock()) {
      for (int i = 0; i < before; i++) {
        session.append(List.of(("before " + i).getBytes(StandardCharsets.UTF_8)));
      }
      long index = session.append(List.of(entry));
      for (int i = 0; i < after; i++) {
        session.append(List.of(("after " + i).getBytes(StandardCharsets.UTF_8)));
      }
      session.cosigned(sign(session.state().checkpoint(), cosigners));
      session.publish();
      return session.prove(index);
    }
  }

  /// The honest answer to a registration.
  byte[] answer(byte[] entry, int before) throws IOException {
    try {
      return enter(entry, before, 0, ONE, TWO).write();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  static List<SignatureLine> sign(Checkpoint checkpoint, SignerKey... keys) {
    List<SignatureLine> lines = new ArrayList<>();
    for (SignerKey key : keys) {
      lines.add(CheckpointSignatures.sign(key, checkpoint, TIME));
    }
    return lines;
  }

  /// Trust in the log and both cosigners.
  static TrustPolicy trust(TrustPolicy trust, String quorum) {
    return trust.withLogPolicy(
        "log %s\nwitness one %s\nwitness two %s\n%s\n"
            .formatted(
                LOG.verifier().text(), ONE.verifier().text(), TWO.verifier().text(), quorum));
  }
}
