package io.hallmark.tlog.store;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Enters things in a log on a [LogServer] that takes entries. What it answers is not believed: the
/// caller verifies the proof.
public final class HttpRegistrar {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int MAX_ANSWER = 1 << 20;

  private final URI address;

  /// @param prefix the log's URL prefix
  /// @throws IllegalArgumentException if it is no http or https URL
  public HttpRegistrar(String prefix) {
    this.address = URI.create(HttpSource.checkPrefix(prefix) + "add-entry");
  }

  /// Enters one entry.
  ///
  /// @return what should be a `.tlog-proof`
  /// @throws IOException if the log does not take it, or does not answer
  public byte[] enter(byte[] entry) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(entry))
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<byte[]> response = HttpExchanges.send(client, request, MAX_ANSWER, PATIENCE);
      if (response.statusCode() != 200) {
        throw new IOException(
            address
                + ": status "
                + response.statusCode()
                + " "
                + new String(response.body(), StandardCharsets.UTF_8).strip());
      }
      return response.body();
    }
  }
}
