package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.ForeignKeys;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.event.EventKind;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.provenance.event.Subjects;
import io.hallmark.provenance.openssf.ModelFiles;
import io.hallmark.provenance.openssf.ModelSignature;
import io.hallmark.provenance.timestamp.TimestampAuthority;
import io.hallmark.provenance.timestamp.TimestampRequest;
import io.hallmark.tlog.checkpoint.TlogProof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All members for other tools, made for a certificate of a test's trainer: log, timestamp
/// authority and model signer are the test's own.
final class SampleMembers {
  static final Instant STAMPED = World.NOW.minusSeconds(60);
  static final SecureRandom RANDOM = new SecureRandom();
  static final TimestampAuthority AUTHORITY =
      TimestampAuthority.create("Clock", World.NOW.minus(Duration.ofDays(1)), RANDOM);
  static final KeyPair SIGNER = ec();

  private SampleMembers() {}

  static KeyPair ec() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The certificate with everything.
  static HallmarkBundle attach(HallmarkBundle certificate, KeyPair trainer) throws Exception {
    byte[] entry = event(EventKind.CERTIFICATE_ISSUED, Subjects.statement(certificate), trainer);
    CertificateExports exports = CertificateExports.of(certificate);
    HallmarkBundle out =
        certificate
            .with(HallmarkBundle.LOG_EVENT, entry)
            .with(HallmarkBundle.LOG_PROOF, proof(entry, 5).write())
            .with(HallmarkBundle.TIMESTAMP, stamp(AUTHORITY, exports.signature(), STAMPED))
            .with(HallmarkBundle.SLSA, exports.slsa(trainer))
            .with(HallmarkBundle.BOM, exports.bom())
            .with(
                HallmarkBundle.MODEL_SIGNATURE,
                signature(certificate.required(HallmarkBundle.MODEL)));
    return out.with(HallmarkBundle.SIGSTORE, CertificateExports.of(out).sigstore());
  }

  /// An entry about a run statement.
  static byte[] event(EventKind kind, Digest statement, KeyPair key) {
    Subject subject = new Subject("model.hallmark", new TreeMap<>(Map.of("hallmark", statement)));
    return LogEvent.of(kind, subject, World.NOW, key.getPublic(), List.of(), Map.of()).sign(key);
  }

  /// The proof of an entry in a fresh log, so many entries before its checkpoint.
  static TlogProof proof(byte[] entry, int after) throws Exception {
    return new SampleBeacon(SampleBeacon.LOG)
        .enter(entry, 3, after, SampleBeacon.ONE, SampleBeacon.TWO);
  }

  /// A timestamp over some bytes.
  static byte[] stamp(TimestampAuthority authority, byte[] data, Instant time) throws Exception {
    return authority.answer(TimestampRequest.write(Digests.sha256(data), RANDOM), time, RANDOM);
  }

  /// A signature over a folder with these weights and a text.
  static byte[] signature(byte[] weights) throws Exception {
    Path folder = Files.createTempDirectory("hallmark-model");
    Files.write(folder.resolve("model.safetensors"), weights);
    Files.writeString(folder.resolve("README.md"), "read me");
    ModelFiles files = ModelFiles.find(folder, folder.resolve("model.sig"), List.of());
    return ModelSignature.sign(
        files, files.hash(Map.of()), List.of(), SIGNER.getPrivate(), SIGNER.getPublic());
  }

  /// Trust in everybody who signed.
  static TrustPolicy trust(TrustPolicy trust) {
    return SampleBeacon.trust(trust, "group all all one two\nquorum all")
        .withForeign(new ForeignKeys(List.of(AUTHORITY.root()), List.of(SIGNER.getPublic())));
  }

  /// An envelope around another payload, by this key.
  static byte[] envelope(byte[] payload, KeyPair key) {
    return DsseEnvelope.sign(DsseEnvelope.IN_TOTO, payload, key).write();
  }
}
