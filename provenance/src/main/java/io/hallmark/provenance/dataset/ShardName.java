package io.hallmark.provenance.dataset;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a shard: a committed piece of a part of the data set. `train` and `test` are whole
/// parts, committed in version 1; `train-2-3` is the third shard of part `train` that version 2
/// added. A name is never used twice, so it also separates salts and credits.
///
/// The order of names is the order of shards in a manifest, and with it of their records: first
/// `train`, then `test`; then by version, then by number.
///
/// @param part `train` or `test`
/// @param version version of the data set that added the shard, from 1
/// @param number its number among the shards of this part and version, from 1; 0 for a whole part
public record ShardName(String part, int version, int number) implements Comparable<ShardName> {
  private static final Pattern FORM =
      Pattern.compile("(train|test)(?:-([1-9][0-9]{0,8})-([1-9][0-9]{0,8}))?");
  private static final Comparator<ShardName> ORDER =
      Comparator.comparing((ShardName n) -> !n.part.equals(Ingestion.TRAIN))
          .thenComparingInt(ShardName::version)
          .thenComparingInt(ShardName::number);

  /// @throws IllegalArgumentException if there is no such name
  public ShardName {
    boolean known = part.equals(Ingestion.TRAIN) || part.equals(Ingestion.TEST);
    if (!known || version < 1 || number < 0 || (number == 0 && version > 1)) {
      throw new IllegalArgumentException("shard " + part + ", " + version + ", " + number);
    }
  }

  /// Reads a name; empty if it is none.
  public static Optional<ShardName> of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String version = matcher.group(2);
    return Optional.of(
        version == null
            ? new ShardName(matcher.group(1), 1, 0)
            : new ShardName(
                matcher.group(1), Integer.parseInt(version), Integer.parseInt(matcher.group(3))));
  }

  /// Whether it is a part that was committed as a whole.
  public boolean isWhole() {
    return number == 0;
  }

  /// The text.
  public String text() {
    return isWhole() ? part : part + "-" + version + "-" + number;
  }

  @Override
  public int compareTo(ShardName other) {
    return ORDER.compare(this, other);
  }
}
