package io.hallmark.tlog.tile;

import java.util.regex.Pattern;

/// Where a log's resources are (c2sp.org/tlog-tiles), relative to its prefix: `tile/LEVEL/N` and
/// `tile/entries/N`, N in groups of three digits (`x001/x234/067`), `.p/WIDTH` behind a partial
/// one.
public final class TilePath {
  /// Hashes in a full tile, entries in a full bundle.
  public static final int WIDTH = 256;

  /// log2 of [#WIDTH].
  public static final int HEIGHT = 8;

  /// The checkpoint.
  public static final String CHECKPOINT = "checkpoint";

  private static final Pattern RESOURCE =
      Pattern.compile(
          "tile/(entries|[0-9]|[1-5][0-9]|6[0-3])/(x[0-9]{3}/){0,6}[0-9]{3}"
              + "(\\.p/([1-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5]))?");

  private TilePath() {}

  /// A tile of hashes.
  ///
  /// @param level of the tile, 0 for leaves
  /// @param width 1 to 256; 256 is a full tile
  public static String hashes(int level, long n, int width) {
    return "tile/" + level + "/" + number(n) + suffix(width);
  }

  /// A bundle of entries.
  ///
  /// @param width 1 to 256; 256 is a full bundle
  public static String entries(long n, int width) {
    return "tile/entries/" + number(n) + suffix(width);
  }

  private static String number(long n) {
    if (n < 0) {
      throw new IllegalArgumentException("a negative number");
    }
    StringBuilder out = new StringBuilder("%03d".formatted(n % 1000));
    for (long rest = n / 1000; rest > 0; rest /= 1000) {
      out.insert(0, "x%03d/".formatted(rest % 1000));
    }
    return out.toString();
  }

  private static String suffix(int width) {
    if (width < 1 || width > WIDTH) {
      throw new IllegalArgumentException("a width of " + width);
    }
    return width == WIDTH ? "" : ".p/" + width;
  }

  /// Width of the n-th tile of a level in a tree of this size; 0 if there is none.
  public static int width(long size, int level, long n) {
    long hashes = HEIGHT * level >= Long.SIZE ? 0 : size >>> (HEIGHT * level);
    return Math.clamp(hashes - n * WIDTH, 0, WIDTH);
  }

  /// Whether a path is the checkpoint, a tile or a bundle: what a log serves, and nothing that
  /// leaves its folder.
  public static boolean isResource(String path) {
    return path.equals(CHECKPOINT)
        || (path.length() < 100
            && RESOURCE.matcher(path).matches()
            && !path.startsWith("x000/", path.indexOf('/', "tile/".length()) + 1));
  }
}
