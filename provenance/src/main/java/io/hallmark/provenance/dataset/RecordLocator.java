package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.merkle.Hash;
import io.hallmark.tlog.merkle.InclusionProof;
import io.hallmark.tlog.merkle.MerkleTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds records in an opened data set, and proves to whoever holds a record that it is there, by
/// the record tree of its shard.
public final class RecordLocator {
  private final DatasetOpening opening;
  private final RecordSecret secret;

  /// A locator in an opening.
  ///
  /// @throws Rejected `RECHECK_SECRET` if it is the opening of a copy, which has no record secret
  public RecordLocator(DatasetOpening opening) throws Rejected {
    this.opening = opening;
    this.secret =
        opening
            .secrets()
            .records()
            .orElseThrow(() ->
                new Rejected(
                    "RECHECK_SECRET",
                    "the opening of a copy has no record secret: ask the original"));
  }

  /// Every place of a record.
  ///
  /// @param cells all cells of the record, in the order of its source
  /// @throws VerificationException.Malformed if the opening cannot be read
  /// @throws IOException if a file cannot be read
  public List<RecordPlace> find(List<String> cells)
      throws VerificationException.Malformed, IOException {
    Digest record = RecordSecret.record(cells);
    List<RecordPlace> out = new ArrayList<>();
    for (ManifestPart shard : opening.manifest().parts()) {
      RecordSecret.Salts salts = salts(shard.name());
      PartCells own = opening.records(shard.name());
      for (RecordPlace place : opening.places(shard.name())) {
        if (Arrays.equals(salts.leaf(place.number(), record), own.leaf(place.index()))) {
          out.add(place);
        }
      }
    }
    return List.copyOf(out);
  }

  /// The salts of the records of a shard.
  private RecordSecret.Salts salts(String shard) {
    return secret.part(opening.secrets().rows(shard).salts());
  }

  /// The proof that a record stands at a place. It reveals this record, its shard and its number in
  /// it to whoever sees it; of other records it holds salted hashes.
  ///
  /// @throws IllegalArgumentException if another record stands there
  /// @throws VerificationException.Malformed if the opening cannot be read
  /// @throws IOException if a file cannot be read
  public RecordInclusion prove(RecordPlace place, List<String> cells)
      throws VerificationException.Malformed, IOException {
    Digest record = RecordSecret.record(cells);
    Digest salt = salts(place.shard()).salt(place.number(), record);
    PartCells own = opening.records(place.shard());
    if (!Arrays.equals(RecordTree.leaf(salt, record), own.leaf(place.index()))) {
      throw new IllegalArgumentException("another record stands at " + place);
    }
    List<Hash[]> levels = levels(own);
    InclusionProof path;
    try {
      path =
          MerkleTree.inclusion(
              place.index(), own.rows(), (level, index) -> levels.get(level)[(int) index]);
    } catch (LogException e) {
      throw new IllegalStateException(e);
    }
    return new RecordInclusion(
        opening.manifest().digest(),
        place.shard(),
        place.index(),
        salt,
        record,
        path.path().stream().map(h -> Digest.of(h.bytes())).toList());
  }

  /// The hashes of complete subtrees, by level.
  private static List<Hash[]> levels(PartCells cells) {
    List<Hash[]> levels = new ArrayList<>();
    Hash[] level = new Hash[cells.rows()];
    for (int r = 0; r < level.length; r++) {
      level[r] = Hash.of(cells.leaf(r));
    }
    while (level.length > 0) {
      levels.add(level);
      Hash[] next = new Hash[level.length / 2];
      for (int i = 0; i < next.length; i++) {
        next[i] = MerkleTree.node(level[2 * i], level[2 * i + 1]);
      }
      level = next;
    }
    return levels;
  }
}
