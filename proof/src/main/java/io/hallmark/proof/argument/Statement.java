package io.hallmark.proof.argument;

import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Group;
import io.hallmark.proof.relation.RunBytes;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.wire.Hashes;
import java.util.List;

/// What both ends know before the first challenge, as it is absorbed.
///
/// @param run the checked run
/// @param parameters the parameters
/// @param runDigest digest of the run
/// @param olderRoots roots of the older commitments, as declared
/// @param publicDigest digest of the public bytes
@SuppressWarnings("ArrayRecordComponent") // digests, compared by nobody
record Statement(
    RunIndex run,
    Parameters parameters,
    byte[] runDigest,
    List<byte[]> olderRoots,
    byte[] publicDigest) {

  static Statement of(
      RunIndex run, Parameters parameters, List<byte[]> olderRoots, byte[] publicBytes) {
    return new Statement(
        run,
        parameters,
        RunBytes.digests(run.run()).run(),
        olderRoots,
        Hashes.publicDigest(publicBytes));
  }

  /// The words of the parameters.
  byte[] parameterWords() {
    List<Geometry> geometries = run.groups().stream().map(Group::geometry).toList();
    return parameters.words(geometries);
  }

  /// The older roots, one after the other.
  byte[] joinedRoots() {
    byte[] out = new byte[Hashes.DIGEST_BYTES * olderRoots.size()];
    for (int k = 0; k < olderRoots.size(); k++) {
      System.arraycopy(olderRoots.get(k), 0, out, Hashes.DIGEST_BYTES * k, Hashes.DIGEST_BYTES);
    }
    return out;
  }
}
