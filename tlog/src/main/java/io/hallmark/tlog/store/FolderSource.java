package io.hallmark.tlog.store;

import io.hallmark.tlog.tile.TilePath;
import io.hallmark.tlog.tile.TileSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The resources of a log in a folder.
///
/// @param folder the folder that a web server would serve
public record FolderSource(Path folder) implements TileSource {
  @Override
  public Optional<byte[]> fetch(String path, int limit) throws IOException {
    if (!TilePath.isResource(path)) {
      throw new IllegalArgumentException("not a resource of a log: " + path);
    }
    try (InputStream in = Files.newInputStream(folder.resolve(path))) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new IOException(path + " is longer than " + limit + " bytes");
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
