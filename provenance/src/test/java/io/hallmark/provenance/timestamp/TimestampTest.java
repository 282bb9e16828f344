package io.hallmark.provenance.timestamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digests;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.authority.ForeignKeys;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.junit.jupiter.api.Test;

/// A timestamp is what its authority signed, over what was stamped, and nothing else.
final class TimestampTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final byte[] DATA = {1, 2, 3};
  private static final TimestampAuthority CLOCK =
      TimestampAuthority.create("Clock", NOW.minus(Duration.ofDays(1)), RANDOM);

  private static Timestamp stamp(TimestampAuthority authority, Instant time) throws Malformed {
    byte[] request = TimestampRequest.write(Digests.sha256(DATA), RANDOM);
    return Timestamp.read(authority.answer(request, time, RANDOM));
  }

  @Test
  void anAnswerSaysWhatWasStampedAndWhen() throws Exception {
    Timestamp timestamp = stamp(CLOCK, NOW);
    assertEquals(NOW, timestamp.time());
    assertTrue(timestamp.isOver(DATA));
    assertTrue(!timestamp.isOver(new byte[] {1, 2}));
    assertNull(timestamp.problem());
    assertEquals(Optional.of("CN=Clock"), timestamp.authority(List.of(CLOCK.root())));
    assertEquals(Optional.of("CN=Clock"), timestamp.authority(List.of(CLOCK.certificate())));
  }

  /// "Before" is never earlier than the authority says.
  @Test
  void fractionsOfASecondAreRoundedUp() throws Exception {
    TimeStampTokenGenerator tokens =
        new TimeStampTokenGenerator(
            new JcaSimpleSignerInfoGeneratorBuilder()
                .build("SHA256withECDSA", CLOCK.key(), CLOCK.certificate()),
            new JcaDigestCalculatorProviderBuilder()
                .build()
                .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
            new ASN1ObjectIdentifier("1.2.3.4"));
    tokens.addCertificates(new JcaCertStore(List.of(CLOCK.certificate())));
    tokens.setResolution(TimeStampTokenGenerator.R_MILLISECONDS);
    byte[] answer =
        new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
            .generateGrantedResponse(
                new TimeStampRequest(TimestampRequest.write(Digests.sha256(DATA), RANDOM)),
                BigInteger.ONE,
                Date.from(NOW.plusMillis(1)))
            .getEncoded();
    Timestamp timestamp = Timestamp.read(answer);
    assertNull(timestamp.problem());
    assertEquals(NOW.plusSeconds(1), timestamp.time());
  }

  @Test
  void anotherRootVouchesForNothing() throws Exception {
    TimestampAuthority other =
        TimestampAuthority.create("Clock", NOW.minus(Duration.ofDays(1)), RANDOM);
    Timestamp timestamp = stamp(CLOCK, NOW);
    assertEquals(Optional.empty(), timestamp.authority(List.of(other.root())));
    assertEquals(Optional.empty(), timestamp.authority(List.of()));
    assertEquals(Optional.of("CN=Clock"), timestamp.authority(List.of(other.root(), CLOCK.root())));
  }

  @Test
  void aCertificateThatIsNotValidThenIsRefused() throws Exception {
    Timestamp early = stamp(CLOCK, NOW.minus(Duration.ofDays(2)));
    assertNotNull(early.problem());
    assertEquals(Optional.empty(), early.authority(List.of(CLOCK.root())));
    assertNotNull(stamp(CLOCK, NOW.plus(Duration.ofDays(4000))).problem());
  }

  /// The root's certificate is not made for timestamps, and another key signs nothing for it.
  @Test
  void aCertificateForOtherThingsIsRefused() throws Exception {
    X509Certificate root = CLOCK.root();
    TimestampAuthority wrongKey = new TimestampAuthority(root, CLOCK.certificate(), other().key());
    assertNotNull(stamp(wrongKey, NOW).problem());
    TimestampAuthority wrongUse = new TimestampAuthority(root, root, CLOCK.key());
    assertThrows(Exception.class, () -> requireSound(wrongUse));
  }

  private static TimestampAuthority other() {
    return TimestampAuthority.create("Other", NOW.minus(Duration.ofDays(1)), RANDOM);
  }

  private static void requireSound(TimestampAuthority authority) throws Malformed {
    String problem = stamp(authority, NOW).problem();
    if (problem != null) {
      throw new Malformed(problem);
    }
  }

  @Test
  void hashesThatAreBrokenAreRefused() throws Exception {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    byte[] sha1 = generator.generate(TSPAlgorithms.SHA1, new byte[20]).getEncoded();
    assertThrows(Malformed.class, () -> CLOCK.answer(sha1, NOW, RANDOM));
    byte[] sha512 = generator.generate(TSPAlgorithms.SHA512, new byte[64]).getEncoded();
    assertTrue(!Timestamp.read(CLOCK.answer(sha512, NOW, RANDOM)).isOver(DATA));
  }

  @Test
  void anAnswerWithoutTheCertificateIsRefused() throws Exception {
    byte[] request =
        new TimeStampRequestGenerator()
            .generate(TSPAlgorithms.SHA256, Digests.sha256(DATA).bytes())
            .getEncoded();
    byte[] answer = CLOCK.answer(request, NOW, RANDOM);
    assertThrows(Malformed.class, () -> Timestamp.read(answer));
  }

  /// A stranger's modulus of a hundred thousand bits would keep a verifier busy for a minute; keys
  /// of RSA and of named curves have sizes that the platform limits.
  @Test
  void keysWhoseSizeNothingLimitsAreRefused() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
    generator.initialize(2048);
    KeyPair key = generator.generateKeyPair();
    X500Name name = new X500Name("CN=Clock");
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(NOW.minus(Duration.ofDays(1))),
            Date.from(NOW.plus(Duration.ofDays(1))),
            name,
            key.getPublic());
    builder.addExtension(
        Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
    ContentSigner signer = new JcaContentSignerBuilder("SHA256withDSA").build(key.getPrivate());
    X509Certificate certificate =
        new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    TimeStampTokenGenerator tokens =
        new TimeStampTokenGenerator(
            new JcaSimpleSignerInfoGeneratorBuilder()
                .build("SHA256withDSA", key.getPrivate(), certificate),
            new JcaDigestCalculatorProviderBuilder()
                .build()
                .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
            new ASN1ObjectIdentifier("1.2.3"));
    tokens.addCertificates(new JcaCertStore(List.of(certificate)));
    byte[] answer =
        new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
            .generateGrantedResponse(
                new TimeStampRequest(TimestampRequest.write(Digests.sha256(DATA), RANDOM)),
                BigInteger.ONE,
                Date.from(NOW))
            .getEncoded();
    Malformed refused = assertThrows(Malformed.class, () -> Timestamp.read(answer));
    assertTrue(String.valueOf(refused.getMessage()).contains("a key other than"));
  }

  @Test
  void strangeBytesNeverThrowAnythingElse() throws Exception {
    byte[] honest = CLOCK.answer(TimestampRequest.write(Digests.sha256(DATA), RANDOM), NOW, RANDOM);
    SplittableRandom random = new SplittableRandom(3);
    int sound = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] changed = honest.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        Timestamp read = Timestamp.read(changed);
        if (read.problem() == null && read.isOver(DATA) && read.time().equals(NOW)) {
          sound++;
        }
        read.authority(List.of(CLOCK.root()));
        CLOCK.answer(changed, NOW, RANDOM);
      } catch (Malformed e) {
        assertTrue(!e.place().isEmpty());
      }
    }
    // What is not signed may change: the status, and a few bytes that equal the old ones.
    assertTrue(sound < 300, "sound " + sound);
    byte[] nested = new byte[60_000];
    for (int i = 0; i < nested.length; i += 2) {
      nested[i] = 0x30;
      nested[i + 1] = (byte) 0x80;
    }
    assertThrows(Malformed.class, () -> Timestamp.read(nested));
    byte[] longer = Arrays.copyOf(honest, honest.length + 1);
    assertThrows(Malformed.class, () -> Timestamp.read(longer));
    assertThrows(Malformed.class, () -> Timestamp.read(new byte[1 << 17]));
    assertThrows(Malformed.class, () -> ForeignKeys.certificate(new byte[10]));
  }
}
