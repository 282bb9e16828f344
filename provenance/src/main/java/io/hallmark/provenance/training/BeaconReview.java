package io.hallmark.provenance.training;

import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.LogPolicy;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.note.VerifierKey;
import java.util.List;
import java.util.Optional;

/// What a trust file thinks of the log and the cosigners that gave a seed. A quorum counts only
/// cosigners that the intent names: the others had no part in the seed. **The trust file must know
/// every cosigner that the intent names**: each chooses eight bytes of time and, with some
/// signatures, the signature, so that the one who signs last can try values until one pleases.
///
/// @param log origin of the log
/// @param index index of the registration
/// @param cosigners names of the cosigners that gave the seed and that the trust file knows
/// @param unknown why the trust file cannot vouch for the seed; absent if it can
record BeaconReview(String log, long index, List<String> cosigners, Optional<String> unknown) {
  /// Copies the list.
  BeaconReview {
    cosigners = List.copyOf(cosigners);
  }

  /// Reviews the verified proof of a registration.
  ///
  /// @throws Rejected `LOG_SIGNATURE` if a signature by a key that the trust file knows is wrong
  static BeaconReview of(Beacon beacon, TlogProof proof, TrustPolicy trust) throws Rejected {
    String origin = beacon.log().name();
    long index = proof.inclusion().index();
    Optional<LogPolicy> logs = trust.logs();
    if (logs.isEmpty()) {
      return new BeaconReview(
          origin, index, List.of(), Optional.of("the trust file knows no log and no cosigner"));
    }
    LogPolicy all = logs.get();
    List<LogPolicy.Cosigner> named =
        all.cosigners().stream().filter(c -> beacon.cosigners().contains(c.key())).toList();
    List<String> names =
        named.stream().map(LogPolicy.Cosigner::key).map(VerifierKey::name).toList();
    List<VerifierKey> unknown =
        beacon.cosigners().stream()
            .filter(k -> named.stream().noneMatch(c -> c.key().equals(k)))
            .toList();
    try {
      new LogPolicy(all.logs(), named, all.quorum()).verify(proof.checkpoint());
      return new BeaconReview(
          origin,
          index,
          names,
          unknown.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  "the trust file does not know the cosigner " + unknown.getFirst().name()));
    } catch (LogException.Rejected e) {
      if (e.check() == LogCheck.LOG_SIGNATURE) {
        throw new Rejected(e.check().name(), e.detail());
      }
      return new BeaconReview(origin, index, names, Optional.of(e.detail()));
    }
  }
}
