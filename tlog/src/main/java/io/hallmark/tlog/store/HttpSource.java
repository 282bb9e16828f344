package io.hallmark.tlog.store;

import io.hallmark.tlog.tile.TilePath;
import io.hallmark.tlog.tile.TileSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/// The resources of a log on a server. Redirections are not followed.
public final class HttpSource implements TileSource {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String prefix;

  /// @param prefix the log's URL prefix, `http` or `https`
  /// @throws IllegalArgumentException if it is no such URL
  public HttpSource(String prefix) {
    this.prefix = checkPrefix(prefix);
  }

  /// A URL prefix with one slash at its end.
  ///
  /// @throws IllegalArgumentException if it is no `http` or `https` URL of a host
  public static String checkPrefix(String prefix) {
    URI uri = URI.create(prefix);
    String scheme = String.valueOf(uri.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
      throw new IllegalArgumentException("not an http or https URL: " + prefix);
    }
    return prefix.endsWith("/") ? prefix : prefix + "/";
  }

  @Override
  public Optional<byte[]> fetch(String path, int limit) throws IOException {
    if (!TilePath.isResource(path)) {
      throw new IllegalArgumentException("not a resource of a log: " + path);
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(prefix + path)).timeout(PATIENCE).GET().build();
    HttpResponse<byte[]> response = HttpExchanges.send(client, request, limit, PATIENCE);
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    if (response.statusCode() != 200) {
      throw new IOException(prefix + path + ": status " + response.statusCode());
    }
    return Optional.of(response.body());
  }
}
