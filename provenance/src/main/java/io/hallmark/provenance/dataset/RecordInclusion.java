package io.hallmark.provenance.dataset;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.merkle.Hash;
import io.hallmark.tlog.merkle.InclusionProof;
import java.util.ArrayList;
import java.util.List;

/// That one record is in a data set: its salt and its path in the record tree of its shard. For
/// whoever holds the record; to everybody else it names a digest that can be guessed at, so it is
/// not published.
///
/// It shows that the record's hash stands in the manifest. That the committed cells are those of
/// the record is what an authority attests who recomputed the sources.
///
/// @param manifest digest of the manifest
/// @param shard name of the shard
/// @param index number of the record in the shard
/// @param salt its salt
/// @param record SHA-256 of the canonical array of its cells
/// @param path sibling hashes, the leaf's first
public record RecordInclusion(
    Digest manifest, String shard, int index, Digest salt, Digest record, List<Digest> path) {
  /// Type of the document.
  public static final String TYPE = "hallmark/record-inclusion/v1";

  /// Copies the list.
  public RecordInclusion {
    path = List.copyOf(path);
  }

  /// Requires that a record is in a data set.
  ///
  /// @param against the manifest, from where the caller trusts it
  /// @param cells all cells of the record, in the order of its source
  /// @throws Rejected `INCLUSION_MANIFEST`, `INCLUSION_SHARD` if it is about another data set;
  ///   `INCLUSION_RECORD` if it is about another record; `INCLUSION_PATH` if the record is not
  ///   there
  public void verify(DatasetManifest against, List<String> cells) throws Rejected {
    if (!manifest.equals(against.digest())) {
      throw new Rejected("INCLUSION_MANIFEST", "the proof is about another manifest");
    }
    ManifestPart part =
        against.part(shard).orElseThrow(() -> new Rejected("INCLUSION_SHARD", "no shard " + shard));
    if (!record.equals(RecordSecret.record(cells))) {
      throw new Rejected("INCLUSION_RECORD", "the proof is about another record");
    }
    try {
      new InclusionProof(index, path.stream().map(d -> Hash.of(d.bytes())).toList())
          .verify(
              Hash.of(RecordTree.leaf(salt, record)), part.rows(), Hash.of(part.records().bytes()));
    } catch (LogException.Rejected e) {
      throw new Rejected("INCLUSION_PATH", String.valueOf(e.getMessage()));
    }
  }

  /// Reads a proof.
  ///
  /// @throws VerificationException.Malformed if it is none
  public static RecordInclusion read(byte[] bytes) throws VerificationException.Malformed {
    return Documents.read("record inclusion", bytes, RecordInclusion::parse);
  }

  private static RecordInclusion parse(JsonReader reader) throws DocumentException.Malformed {
    reader.oneOf("type", TYPE);
    List<Digest> path = new ArrayList<>();
    for (String hash : reader.strings("path")) {
      if (!hash.matches("[0-9a-f]{64}") || path.size() == InclusionProof.MAX_PATH) {
        throw reader.mismatch("path", "at most " + InclusionProof.MAX_PATH + " SHA-256 values");
      }
      path.add(Digest.parse(hash));
    }
    return new RecordInclusion(
        reader.digest("manifest"),
        reader.string("shard"),
        reader.smallInteger("index", 0, Integer.MAX_VALUE),
        reader.digest("salt"),
        reader.digest("record"),
        path);
  }

  /// The canonical bytes.
  public byte[] write() {
    List<JsonValue> hashes = new ArrayList<>();
    path.forEach(d -> hashes.add(new JsonString(d.hex())));
    return CanonicalJson.write(
        JsonObject.builder()
            .put("type", TYPE)
            .put("manifest", manifest)
            .put("shard", shard)
            .put("index", index)
            .put("salt", salt)
            .put("record", record)
            .put("path", new JsonArray(hashes))
            .build());
  }
}
