package io.hallmark.tlog.tile;

import java.io.IOException;
import java.util.Optional;

/// Where the resources of a log come from: a folder, a server, a test. Nothing of it is trusted.
@FunctionalInterface
public interface TileSource {
  /// A resource, whole.
  ///
  /// @param path as [TilePath] writes it
  /// @param limit largest acceptable length in bytes
  /// @return its bytes; absent if there is none
  /// @throws IOException if it cannot be fetched, or is longer than the limit
  Optional<byte[]> fetch(String path, int limit) throws IOException;
}
