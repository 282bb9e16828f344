package io.hallmark.tlog.cosigner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.note.SignatureLine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A cosigner over HTTP (c2sp.org/tlog-witness): `POST /add-checkpoint` and `GET
/// /ORIGINHASH/checkpoint`.
public final class CosignerServer implements AutoCloseable {
  private static final int MAX_BODY = 1 << 18;

  private final Cosigner cosigner;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private CosignerServer(Cosigner cosigner, HttpServer server) {
    this.cosigner = cosigner;
    this.server = server;
  }

  /// Starts answering.
  ///
  /// @param address where to listen; port 0 takes a free one
  public static CosignerServer start(Cosigner cosigner, InetSocketAddress address)
      throws IOException {
    CosignerServer out = new CosignerServer(cosigner, HttpServer.create(address, 0));
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
      if (path.equals("/add-checkpoint") && method.equals("POST")) {
        add(exchange);
      } else if (method.equals("GET") && path.matches("/[0-9a-f]{64}/checkpoint")) {
        Optional<byte[]> last = cosigner.checkpoint(path.substring(1, 65));
        if (last.isPresent()) {
          send(exchange, 200, "text/plain; charset=utf-8", last.get());
        } else {
          send(exchange, 404, "no checkpoint of this log\n");
        }
      } else {
        send(exchange, 404, "not found\n");
      }
    }
  }

  private void add(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    try {
      if (body.length > MAX_BODY) {
        // The rest is not read, so this connection carries no further request.
        exchange.getResponseHeaders().set("Connection", "close");
        throw new LogException.Malformed("request: larger than " + MAX_BODY + " bytes");
      }
      List<SignatureLine> lines = cosigner.add(AddCheckpoint.parse(body));
      StringBuilder out = new StringBuilder();
      lines.forEach(l -> out.append(l.text()).append('\n'));
      send(exchange, 200, out.toString());
    } catch (LogException.Malformed e) {
      send(exchange, 400, e.getMessage() + "\n");
    } catch (Cosigner.Refusal e) {
      if (e.hasSize()) {
        byte[] size = (e.size() + "\n").getBytes(StandardCharsets.US_ASCII);
        send(exchange, e.status(), "text/x.tlog.size", size);
      } else {
        send(exchange, e.status(), e.getMessage() + "\n");
      }
    } catch (IOException e) {
      send(exchange, 500, "the state cannot be read or written\n");
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
