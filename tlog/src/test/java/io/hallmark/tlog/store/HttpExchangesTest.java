package io.hallmark.tlog.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Servers that send too much, or never end.
final class HttpExchangesTest {
  @Test
  void anAnswerEndsInTimeAndInSize() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/ten",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write(new byte[10]);
          }
        });
    server.createContext(
        "/never",
        exchange -> {
          exchange.sendResponseHeaders(200, 10);
          exchange.getResponseBody().write(new byte[9]);
          exchange.getResponseBody().flush();
        });
    server.start();
    String prefix = "http://127.0.0.1:" + server.getAddress().getPort();
    HttpRequest ten = HttpRequest.newBuilder(URI.create(prefix + "/ten")).build();
    HttpRequest never = HttpRequest.newBuilder(URI.create(prefix + "/never")).build();
    HttpClient client = HttpClient.newHttpClient();
    try {
      Duration patience = Duration.ofSeconds(30);
      assertEquals(10, HttpExchanges.send(client, ten, 10, patience).body().length);
      assertThrows(IOException.class, () -> HttpExchanges.send(client, ten, 9, patience));
      assertThrows(
          IOException.class, () -> HttpExchanges.send(client, never, 10, Duration.ofMillis(300)));
    } finally {
      client.shutdownNow();
      server.stop(0);
    }
  }
}
