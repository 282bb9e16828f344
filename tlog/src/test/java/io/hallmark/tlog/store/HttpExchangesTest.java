package io.hallmark.tlog.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Servers that send too much, or never end.
final class HttpExchangesTest {
  @Test
  void aServerThatHasEnoughToDoSaysSo() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    LogServer.Registrar slow =
        entry -> {
          begun.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return entry;
        };
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (LogServer server = LogServer.start(Path.of("."), any, Optional.of(slow), 1);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      HttpRegistrar registrar = new HttpRegistrar("http://127.0.0.1:" + server.port());
      Future<byte[]> first = threads.submit(() -> registrar.enter(new byte[] {7}));
      begun.await();
      IOException busy = assertThrows(IOException.class, () -> registrar.enter(new byte[] {8}));
      assertTrue(String.valueOf(busy.getMessage()).contains("503"));
      go.countDown();
      assertArrayEquals(new byte[] {7}, first.get());
      assertArrayEquals(new byte[] {9}, registrar.enter(new byte[] {9}));
    }
  }

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
