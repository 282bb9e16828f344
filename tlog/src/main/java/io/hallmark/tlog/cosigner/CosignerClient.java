package io.hallmark.tlog.cosigner;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.merkle.HashReader;
import io.hallmark.tlog.merkle.MerkleTree;
import io.hallmark.tlog.note.SignatureLine;
import io.hallmark.tlog.note.SignedNote;
import io.hallmark.tlog.note.VerifierKey;
import io.hallmark.tlog.store.HttpExchanges;
import io.hallmark.tlog.store.HttpSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Asks a cosigner for its signature. Nothing that it answers is believed before the signature is
/// verified.
public final class CosignerClient {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MAX_ANSWER = 1 << 18;
  private static final int ATTEMPTS = 3;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI address;
  private final VerifierKey key;

  /// @param prefix the cosigner's submission prefix
  /// @param key its key, of a cosignature type
  /// @throws IllegalArgumentException if either is not
  public CosignerClient(String prefix, VerifierKey key) {
    if (!key.type().isCosignature()) {
      throw new IllegalArgumentException("not a cosigner's key: " + key);
    }
    this.address = URI.create(HttpSource.checkPrefix(prefix) + "add-checkpoint");
    this.key = key;
  }

  /// The cosigner's key.
  public VerifierKey key() {
    return key;
  }

  /// Gets the cosignature of a checkpoint.
  ///
  /// @param guess size that the cosigner probably signed last; a wrong guess costs a request
  /// @param reader reads the tree of the checkpoint
  /// @return the verified line
  /// @throws LogException.Rejected `LOG_ROLLBACK` if the cosigner has signed a larger tree: then
  ///   this log is an old copy; `LOG_FORK` if it refuses the tree as inconsistent; `LOG_SIGNATURE`
  ///   if its answer is not its signature over this checkpoint
  /// @throws IOException if it does not answer, or answers something else
  public SignatureLine cosign(SignedCheckpoint checkpoint, long guess, HashReader reader)
      throws IOException, LogException {
    long size = checkpoint.checkpoint().size();
    long old = Math.min(guess, size);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      AddCheckpoint request =
          new AddCheckpoint(old, MerkleTree.consistency(old, size, reader), checkpoint);
      Answer answer = post(request.write());
      switch (answer.status()) {
        case 200 -> {
          return verified(checkpoint, answer.text());
        }
        case 409 -> {
          old = Checkpoint.decimal(answer.text().strip());
          if (old > size) {
            throw new LogException.Rejected(
                LogCheck.LOG_ROLLBACK,
                key + " has signed size " + old + ", this log has size " + size);
          }
        }
        case 422 ->
            throw new LogException.Rejected(
                LogCheck.LOG_FORK, key + " signed another tree: " + printable(answer.text()));
        default ->
            throw new IOException(
                key + " refuses: status " + answer.status() + " " + printable(answer.text()));
      }
    }
    throw new IOException(key + " answers another size each time");
  }

  private SignatureLine verified(SignedCheckpoint checkpoint, String text) throws LogException {
    List<SignatureLine> lines = SignedNote.parseLines(text);
    Optional<SignatureLine> found =
        SignedCheckpoint.of(checkpoint.checkpoint(), lines).signature(key);
    return found.orElseThrow(
        () -> new LogException.Rejected(LogCheck.LOG_SIGNATURE, "no signature of " + key));
  }

  private static String printable(String text) {
    return text.strip().replaceAll("\\p{Cntrl}", "?");
  }

  private record Answer(int status, String text) {}

  private Answer post(byte[] body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<byte[]> response = HttpExchanges.send(client, request, MAX_ANSWER, PATIENCE);
    return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
  }
}
