package io.hallmark.tlog.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A request and its whole answer within a time and a size: a server that sends its body drop by
/// drop does not hold anybody.
public final class HttpExchanges {
  private HttpExchanges() {}

  /// Sends a request and waits for the whole answer.
  ///
  /// @param limit most bytes of the body
  /// @param patience most time until the last byte of the body is there
  /// @throws IOException if there is no whole answer in time, or it is longer
  public static HttpResponse<byte[]> send(
      HttpClient client, HttpRequest request, int limit, Duration patience) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), limit));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException(request.uri() + ": no whole answer in " + patience, e);
    } catch (ExecutionException e) {
      throw new IOException(request.uri() + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(request.uri().toString());
    }
  }
}
