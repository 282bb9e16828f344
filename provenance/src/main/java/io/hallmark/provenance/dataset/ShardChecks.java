package io.hallmark.provenance.dataset;

import io.hallmark.provenance.VerificationException.Rejected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The checks on the shards of one manifest, each with a name: every shard stands once, in order,
/// with the version that added it, and none of this version is left out.
///
/// That a shard of an earlier version was left out silently, only the manifest before can show:
/// [DatasetHistory].
final class ShardChecks {
  /// Most shards of a data set.
  static final int MAX_SHARDS = 1 << 10;

  private ShardChecks() {}

  static void check(DatasetManifest manifest) throws Rejected {
    List<ManifestPart> parts = manifest.parts();
    check("LIMIT", parts.size() <= MAX_SHARDS, parts.size() + " shards, at most " + MAX_SHARDS);
    long rows = parts.stream().mapToLong(ManifestPart::rows).sum();
    check("LIMIT", rows <= Integer.MAX_VALUE, rows + " records");
    once(parts);
    check("SHARD_ORDER", ascends(parts.stream().map(ManifestPart::shard).toList()), "of parts");
    versions(manifest);
    complete(manifest);
    removed(manifest);
  }

  private static void once(List<ManifestPart> parts) throws Rejected {
    Set<Object> names = new HashSet<>();
    Set<Object> roots = new HashSet<>();
    for (ManifestPart p : parts) {
      check("SHARD_TWICE", names.add(p.name()), "the name " + p.name() + " stands twice");
      check("SHARD_TWICE", roots.add(p.root()), p.name() + " has the commitment of another shard");
    }
  }

  private static boolean ascends(List<ShardName> names) {
    for (int i = 1; i < names.size(); i++) {
      if (names.get(i - 1).compareTo(names.get(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /// A shard of this version says so, one of an earlier version names the manifest that added it;
  /// but if all are committed again, all are of earlier versions and none names one.
  private static void versions(DatasetManifest manifest) throws Rejected {
    boolean again = manifest.isCommittedAgain();
    for (ManifestPart p : manifest.parts()) {
      int added = p.shard().version();
      boolean old = added < manifest.version();
      check(
          "SHARD_VERSION",
          added <= manifest.version() && (again ? old : old == p.since().isPresent()),
          p.name() + " in version " + manifest.version() + ", since " + p.since());
    }
    check("SHARD_VERSION", !again || manifest.removed().isEmpty(), "removed, and committed again");
  }

  /// The shards of a part that this version added are numbered 1, 2, … without gap, or are one
  /// whole part.
  private static void complete(DatasetManifest manifest) throws Rejected {
    Map<String, Integer> last = new HashMap<>();
    for (ManifestPart p : manifest.added()) {
      if (p.shard().version() < manifest.version()) {
        return; // committed again
      }
      int before = last.getOrDefault(p.part(), 0);
      int number = p.shard().number();
      check(
          "SHARD_MISSING",
          number == before + 1 || (number == 0 && !last.containsKey(p.part())),
          "before " + p.name());
      last.put(p.part(), number == 0 ? Integer.MAX_VALUE - 1 : number);
    }
  }

  private static void removed(DatasetManifest manifest) throws Rejected {
    List<ShardName> names = new ArrayList<>();
    for (String text : manifest.removed()) {
      ShardName name =
          ShardName.of(text)
              .orElseThrow(() -> new Rejected("SHARD_VERSION", "removed \"" + text + "\""));
      check("SHARD_VERSION", name.version() < manifest.version(), "removed " + text);
      check("SHARD_TWICE", manifest.part(text).isEmpty(), text + " is removed, and there");
      names.add(name);
    }
    check("SHARD_ORDER", ascends(names), "of removed");
  }

  private static void check(String name, boolean holds, String detail) throws Rejected {
    if (!holds) {
      throw new Rejected(name, detail);
    }
  }
}
