package io.hallmark.provenance.timestamp;

import io.hallmark.provenance.VerificationException.Malformed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;

/// The answer of a timestamp authority (RFC 3161): that some bytes existed at a time.
///
/// The token must contain the authority's certificate and use SHA-256, SHA-384 or SHA-512. Whether
/// the authority is anybody is for the roots of the one who verifies. Revocation of X.509
/// certificates is not looked up: that would need the network.
///
/// - **Threads:** values do not change.
public final class Timestamp {
  private static final int MAX_BYTES = 1 << 16;
  private static final int MAX_CERTIFICATES = 16;

  private static final Map<String, String> HASHES =
      Map.of(
          TSPAlgorithms.SHA256.getId(), "SHA-256",
          TSPAlgorithms.SHA384.getId(), "SHA-384",
          TSPAlgorithms.SHA512.getId(), "SHA-512");

  private final TimeStampToken token;
  private final List<X509Certificate> certificates;

  private Timestamp(TimeStampToken token, List<X509Certificate> certificates) {
    this.token = token;
    this.certificates = List.copyOf(certificates);
  }

  /// Reads a response in DER. Its signature is not checked.
  ///
  /// @throws Malformed if it is none, grants nothing, or uses another hash
  public static Timestamp read(byte[] response) throws Malformed {
    if (response.length > MAX_BYTES) {
      throw new Malformed("timestamp: larger than " + MAX_BYTES + " bytes");
    }
    try {
      TimeStampResponse read =
          new TimeStampResponse(TimeStampResp.getInstance(ASN1Primitive.fromByteArray(response)));
      TimeStampToken token = read.getTimeStampToken();
      if (token == null || read.getStatus() > 1) {
        throw new Malformed("timestamp: the authority granted none: " + read.getStatusString());
      }
      requireKnownHashes(token);
      return new Timestamp(token, certificates(token));
    } catch (IOException | TSPException | GeneralSecurityException e) {
      throw new Malformed("timestamp: " + e.getMessage());
    } catch (RuntimeException | StackOverflowError e) { // of a library, on a stranger's bytes
      throw new Malformed("timestamp: no response of RFC 3161");
    }
  }

  private static void requireKnownHashes(TimeStampToken token) throws Malformed {
    Set<String> used = new HashSet<>();
    used.add(token.getTimeStampInfo().getMessageImprintAlgOID().getId());
    for (SignerInformation signer : token.toCMSSignedData().getSignerInfos().getSigners()) {
      used.add(signer.getDigestAlgOID());
    }
    if (!HASHES.keySet().containsAll(used)) {
      throw new Malformed("timestamp: a hash other than SHA-256, SHA-384 and SHA-512");
    }
  }

  /// The certificates inside, that of the signer first.
  private static List<X509Certificate> certificates(TimeStampToken token)
      throws GeneralSecurityException, IOException, Malformed {
    List<X509Certificate> out = new ArrayList<>();
    int signers = 0;
    for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
      if (out.size() == MAX_CERTIFICATES) {
        throw new Malformed("timestamp: more than " + MAX_CERTIFICATES + " certificates");
      }
      boolean signer = token.getSID().match(holder);
      signers += signer ? 1 : 0;
      out.add(signer ? 0 : out.size(), certificate(holder));
    }
    if (signers != 1) {
      throw new Malformed("timestamp: the authority's certificate is not inside, once");
    }
    return out;
  }

  /// A certificate with a key of a kind whose size the platform limits: a DSA modulus can be as
  /// long as the whole response, and would take minutes.
  private static X509Certificate certificate(X509CertificateHolder holder)
      throws GeneralSecurityException, IOException, Malformed {
    X509Certificate out =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
    PublicKey key = out.getPublicKey();
    if (!(key instanceof RSAKey || key instanceof ECKey || key instanceof EdECKey)) {
      throw new Malformed("timestamp: a key other than RSA, elliptic curves and EdDSA");
    }
    return out;
  }

  /// The time that the authority states, in whole seconds, rounded up: what was stamped existed
  /// then.
  public Instant time() {
    Instant stated = token.getTimeStampInfo().getGenTime().toInstant();
    Instant whole = stated.truncatedTo(ChronoUnit.SECONDS);
    return whole.equals(stated) ? whole : whole.plusSeconds(1);
  }

  /// Whether these bytes are what was stamped.
  public boolean isOver(byte[] data) {
    try {
      String oid = token.getTimeStampInfo().getMessageImprintAlgOID().getId();
      MessageDigest hash = MessageDigest.getInstance(HASHES.getOrDefault(oid, "SHA-256"));
      return MessageDigest.isEqual(
          hash.digest(data), token.getTimeStampInfo().getMessageImprintDigest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-2", e);
    }
  }

  /// What is wrong with the signature: it must be by the certificate inside, which must be valid at
  /// the stated time and made for timestamps and nothing else. Null if nothing is.
  public @Nullable String problem() {
    try {
      token.validate(
          new JcaSimpleSignerInfoVerifierBuilder()
              .build(new X509CertificateHolder(certificates.getFirst().getEncoded())));
      return null;
    } catch (TSPException | OperatorCreationException | GeneralSecurityException e) {
      return String.valueOf(e.getMessage());
    } catch (IOException | RuntimeException e) { // of a library, on a stranger's bytes
      return "not the signature of the certificate inside";
    }
  }

  /// The name of the authority, if its certificate leads to one of the roots at the stated time.
  public Optional<String> authority(List<X509Certificate> roots) {
    X509Certificate own = certificates.getFirst();
    return roots.contains(own) || leads(own, roots)
        ? Optional.of(own.getSubjectX500Principal().getName())
        : Optional.empty();
  }

  private boolean leads(X509Certificate own, List<X509Certificate> roots) {
    if (roots.isEmpty()) {
      return false;
    }
    try {
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(own);
      Set<TrustAnchor> anchors = new HashSet<>();
      roots.forEach(r -> anchors.add(new TrustAnchor(r, null)));
      PKIXBuilderParameters rules = new PKIXBuilderParameters(anchors, target);
      rules.setRevocationEnabled(false);
      rules.setDate(token.getTimeStampInfo().getGenTime());
      rules.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(certificates)));
      CertPathBuilder.getInstance("PKIX").build(rules);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
