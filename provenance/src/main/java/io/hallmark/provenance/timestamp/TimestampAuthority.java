package io.hallmark.provenance.timestamp;

import io.hallmark.provenance.VerificationException.Malformed;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/// A timestamp authority (RFC 3161) for tests and for places without a network. **It vouches for
/// nothing but the clock of the machine that it runs on**: who needs independent time asks an
/// authority that others believe.
///
/// A root signs one certificate for timestamps (P-256, SHA-256); the root's key is not kept.
///
/// @param root the root, for those who believe it
/// @param certificate the certificate that answers are signed with
/// @param key its private key
public record TimestampAuthority(
    X509Certificate root, X509Certificate certificate, PrivateKey key) {
  /// A policy of our own, by the rule for identifiers from UUIDs.
  private static final ASN1ObjectIdentifier POLICY =
      new ASN1ObjectIdentifier("2.25.118059162071741130342123456789012345678");

  private static final Duration LIFE = Duration.ofDays(3650);
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final int SERIAL_BITS = 64;

  /// A new authority.
  ///
  /// @param name its common name
  public static TimestampAuthority create(String name, Instant from, SecureRandom random) {
    try {
      KeyPair top = keys(random);
      KeyPair own = keys(random);
      X500Name issuer = name(name + " root");
      X509v3CertificateBuilder root = builder(issuer, issuer, top.getPublic(), from, random);
      root.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      root.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      X509v3CertificateBuilder leaf = builder(issuer, name(name), own.getPublic(), from, random);
      leaf.addExtension(
          Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
      leaf.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      leaf.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(top.getPublic()));
      return new TimestampAuthority(
          sign(root, top.getPrivate()), sign(leaf, top.getPrivate()), own.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /// The name only: the key is a secret.
  @Override
  public String toString() {
    return "TimestampAuthority[" + certificate.getSubjectX500Principal().getName() + "]";
  }

  private static X500Name name(String common) {
    return new X500Name("CN=" + common.replaceAll("[^A-Za-z0-9 .-]", "_"));
  }

  private static KeyPair keys(SecureRandom random) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Instant from, SecureRandom random)
      throws GeneralSecurityException, IOException {
    return new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS),
            Date.from(from),
            Date.from(from.plus(LIFE)),
            subject,
            key)
        .addExtension(
            Extension.subjectKeyIdentifier,
            false,
            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
  }

  /// Answers a request.
  ///
  /// @param request the bytes of a `.tsq` file
  /// @param time the time that is stated
  /// @return the bytes of a `.tsr` file
  /// @throws Malformed if it is no request, or uses another hash than SHA-256, -384 or -512
  public byte[] answer(byte[] request, Instant time, SecureRandom random) throws Malformed {
    try {
      DigestCalculator sha256 =
          new JcaDigestCalculatorProviderBuilder()
              .build()
              .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));
      TimeStampTokenGenerator tokens =
          new TimeStampTokenGenerator(
              new JcaSimpleSignerInfoGeneratorBuilder().build(SIGNATURE, key, certificate),
              sha256,
              POLICY);
      tokens.addCertificates(new JcaCertStore(List.of(certificate)));
      return new TimeStampResponseGenerator(
              tokens, Set.of(TSPAlgorithms.SHA256, TSPAlgorithms.SHA384, TSPAlgorithms.SHA512))
          .generateGrantedResponse(
              new TimeStampRequest(request),
              new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS),
              Date.from(time))
          .getEncoded();
    } catch (TSPException | IOException | RuntimeException e) {
      throw new Malformed("timestamp request: " + e.getMessage());
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }
}
