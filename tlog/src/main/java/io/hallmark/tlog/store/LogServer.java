package io.hallmark.tlog.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hallmark.tlog.tile.EntryBundle;
import io.hallmark.tlog.tile.TilePath;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Serves a log's public folder over HTTP, as any static web server could, and, if it is given a
/// [Registrar], takes entries at `POST /add-entry`.
public final class LogServer implements AutoCloseable {
  /// Entries that are read or wait at a time; more are told to come again.
  private static final int MOST_WAITING = 2048;

  private final Semaphore room;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Path folder;
  private final Optional<Registrar> registrar;

  private LogServer(
      Path folder, Optional<Registrar> registrar, HttpServer server, int mostWaiting) {
    this.room = new Semaphore(mostWaiting);
    this.folder = folder;
    this.registrar = registrar;
    this.server = server;
  }

  /// Enters what others send.
  @FunctionalInterface
  public interface Registrar {
    /// Enters one entry and returns the bytes of its `.tlog-proof`.
    ///
    /// @throws Refused if it is not taken
    /// @throws IOException if it cannot be entered now
    byte[] enter(byte[] entry) throws Refused, IOException;
  }

  /// An entry is not taken.
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    private Refused(int status, String message) {
      super(message);
      this.status = status;
    }

    /// The log does not take such an entry (422).
    ///
    /// @param message why, for the sender
    public static Refused entry(String message) {
      return new Refused(422, message);
    }

    /// The log does not take entries from this sender (403).
    ///
    /// @param message why, for the sender
    public static Refused sender(String message) {
      return new Refused(403, message);
    }
  }

  /// Starts serving.
  ///
  /// @param folder the public folder of a log
  /// @param address where to listen; port 0 takes a free one
  public static LogServer start(
      Path folder, InetSocketAddress address, Optional<Registrar> registrar) throws IOException {
    return start(folder, address, registrar, MOST_WAITING);
  }

  static LogServer start(
      Path folder, InetSocketAddress address, Optional<Registrar> registrar, int mostWaiting)
      throws IOException {
    LogServer out = new LogServer(folder, registrar, HttpServer.create(address, 0), mostWaiting);
    out.server.createContext("/", out::handle);
    out.server.setExecutor(out.threads);
    out.server.start();
    return out;
  }

  /// The port.
  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      String method = exchange.getRequestMethod();
      if (path.equals("/add-entry") && registrar.isPresent()) {
        if (!method.equals("POST")) {
          answer(exchange, 405, "POST only\n");
        } else if (room.tryAcquire()) {
          try {
            add(exchange, registrar.get());
          } finally {
            room.release();
          }
        } else {
          exchange.getResponseHeaders().set("Connection", "close");
          answer(exchange, 503, "too many entries at a time\n");
        }
      } else if (!method.equals("GET") && !method.equals("HEAD")) {
        answer(exchange, 405, "GET only\n");
      } else {
        get(exchange, path.startsWith("/") ? path.substring(1) : path);
      }
    }
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    Path file = folder.resolve(TilePath.isResource(path) ? path : TilePath.CHECKPOINT);
    if (!TilePath.isResource(path) || !Files.isRegularFile(file)) {
      answer(exchange, 404, "not found\n");
      return;
    }
    byte[] content = Files.readAllBytes(file);
    boolean mutable = path.equals(TilePath.CHECKPOINT);
    exchange
        .getResponseHeaders()
        .set("Cache-Control", mutable ? "no-cache" : "public, max-age=31536000, immutable");
    send(
        exchange, 200, mutable ? "text/plain; charset=utf-8" : "application/octet-stream", content);
  }

  private static void add(HttpExchange exchange, Registrar registrar) throws IOException {
    byte[] entry = exchange.getRequestBody().readNBytes(EntryBundle.MAX_ENTRY + 1);
    if (entry.length > EntryBundle.MAX_ENTRY) {
      // The rest is not read, so this connection carries no further request.
      exchange.getResponseHeaders().set("Connection", "close");
      answer(exchange, 413, "an entry has at most " + EntryBundle.MAX_ENTRY + " bytes\n");
      return;
    }
    try {
      send(exchange, 200, "text/plain; charset=utf-8", registrar.enter(entry));
    } catch (Refused e) {
      answer(exchange, e.status, e.getMessage() + "\n");
    } catch (IOException e) {
      answer(exchange, 503, e.getMessage() + "\n");
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
