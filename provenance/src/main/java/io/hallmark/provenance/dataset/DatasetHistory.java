package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import io.hallmark.provenance.VerificationException.Rejected;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What two versions of a data set say about each other: a version is the one before, without the
/// shards that it says it removed, and with those that it says it added; or it is the one before
/// with fresh commitments, whose equality a copy proof shows.
public final class DatasetHistory {
  private DatasetHistory() {}

  /// Checks versions that follow each other.
  ///
  /// @param versions manifests that were read, in ascending order
  /// @throws Rejected see [#checkSuccessor(DatasetManifest, DatasetManifest)]
  public static void check(List<DatasetManifest> versions) throws Rejected {
    for (int i = 1; i < versions.size(); i++) {
      checkSuccessor(versions.get(i - 1), versions.get(i));
    }
  }

  /// Checks that a version follows another one.
  ///
  /// @throws Rejected `VERSION_NUMBER`, `VERSION_PARENT` if it names another one; `VERSION_SCHEMA`
  ///   if the records are encoded in another way; `VERSION_SHARDS` if a shard was dropped, or
  ///   another one stands in its place, without being said to; `VERSION_SINCE` if a shard is said
  ///   to come from another version
  public static void checkSuccessor(DatasetManifest before, DatasetManifest after) throws Rejected {
    check(
        "VERSION_NUMBER",
        after.version() == before.version() + 1,
        "version " + after.version() + " after version " + before.version());
    Digest parent = before.digest();
    check(
        "VERSION_PARENT",
        after.parent().isPresent() && after.parent().get().equals(parent),
        "version " + after.version() + " names another manifest as its parent");
    check(
        "VERSION_SCHEMA",
        after.schema().equals(before.schema()) && after.limb() == before.limb(),
        "version " + after.version() + " encodes records in another way");
    if (after.isCommittedAgain()) {
      check(
          "VERSION_SHARDS",
          records(after.parts()).equals(records(before.parts())),
          "committed again were " + names(after.parts()) + " of " + names(before.parts()));
      return;
    }
    Set<String> expected = new TreeSet<>(names(before.parts()));
    for (String removed : after.removed()) {
      check("VERSION_SHARDS", expected.remove(removed), "there was no " + removed + " to remove");
    }
    Set<String> kept = new TreeSet<>(names(after.parts()));
    kept.removeAll(names(after.added()));
    check("VERSION_SHARDS", kept.equals(expected), "kept " + kept + ", expected " + expected);
    for (ManifestPart old : before.parts()) {
      if (expected.contains(old.name())) {
        ManifestPart now = after.part(old.name()).orElseThrow();
        ManifestPart same = old.since(parent);
        check(
            "VERSION_SINCE",
            now.since().equals(same.since()),
            old.name() + " is said to come from another version");
        check("VERSION_SHARDS", now.equals(same), old.name() + " is another commitment now");
      }
    }
  }

  /// Name, number and root of the records of every shard.
  private static List<List<Object>> records(List<ManifestPart> parts) {
    return parts.stream().map(p -> List.<Object>of(p.name(), p.rows(), p.records())).toList();
  }

  private static List<String> names(List<ManifestPart> parts) {
    return parts.stream().map(ManifestPart::name).toList();
  }

  private static void check(String name, boolean holds, String detail) throws Rejected {
    if (!holds) {
      throw new Rejected(name, detail);
    }
  }
}
