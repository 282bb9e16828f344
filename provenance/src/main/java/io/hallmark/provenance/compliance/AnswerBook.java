package io.hallmark.provenance.compliance;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.JsonObject;
import io.hallmark.provenance.Documents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// The answers that were given from one private folder: each is a disclosure of one bit about one
/// guess, so each is written down before it is released, and counted. An answer that was given
/// already is given again without another opening.
///
/// Files: `answers.jsonl`, one line per answer, and `answers/REQUEST-COLUMN.hallmark`.
final class AnswerBook {
  private static final String LINES = "answers.jsonl";
  private static final String ANSWERS = "answers";

  private final Path opening;

  /// @param opening the private folder, which the caller has locked
  AnswerBook(Path opening) {
    this.opening = opening;
  }

  private Path file(AnswerPolicy answer, Digest manifest) {
    String name =
        answer.request().digest().hex()
            + "-"
            + Digests.sha256((manifest.hex() + answer.column()).getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, 16);
    return opening.resolve(ANSWERS).resolve(name + ".hallmark");
  }

  /// The answer that was given before.
  Optional<byte[]> given(AnswerPolicy answer, Digest manifest) throws IOException {
    Path file = file(answer, manifest);
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  /// How many answers were given.
  long count() throws IOException {
    Path file = opening.resolve(LINES);
    if (!Files.exists(file)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  /// Writes an answer down, durable on return.
  void record(AnswerPolicy answer, Digest manifest, byte[] bundle) throws IOException {
    AtomicFiles.createPrivateFolder(opening.resolve(ANSWERS));
    JsonObject line =
        JsonObject.builder()
            .put("time", Documents.text(Instant.now()))
            .put("request", answer.request().digest())
            .put("column", answer.column())
            .put("answer", answer.included() ? "included" : "excluded")
            .put("sha256", Digests.sha256(bundle))
            .build();
    byte[] bytes = CanonicalJson.write(line);
    ByteBuffer out = ByteBuffer.allocate(bytes.length + 1).put(bytes).put((byte) '\n').flip();
    Path lines = opening.resolve(LINES);
    if (!Files.exists(lines)) {
      AtomicFiles.createPrivateFile(lines);
    }
    try (FileChannel channel = FileChannel.open(lines, StandardOpenOption.APPEND)) {
      while (out.hasRemaining()) {
        channel.write(out);
      }
      channel.force(true);
    }
    AtomicFiles.writePrivate(file(answer, manifest), bundle);
  }
}
