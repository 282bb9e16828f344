package io.hallmark.tlog.store;

import io.hallmark.tlog.checkpoint.LogPolicy;
import io.hallmark.tlog.note.SignatureType;
import io.hallmark.tlog.note.SignerKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A log for tests.
public final class SampleLog {
  /// Its keys: making them takes a moment, so all tests share them.
  public static final List<SignerKey> KEYS =
      List.of(
          SignerKey.generate("log.example/sample", SignatureType.ED25519),
          SignerKey.generate("log.example/sample", SignatureType.COSIGNATURE_ML_DSA_44));

  private SampleLog() {}

  /// A policy that accepts the log without cosigners.
  public static LogPolicy policy() throws Exception {
    return LogPolicy.parse(utf8("log " + KEYS.getFirst().verifier().text() + "\nquorum none\n"));
  }

  /// Entries `first` to `last - 1`, all different.
  public static List<byte[]> entries(int first, int last) {
    List<byte[]> out = new ArrayList<>();
    for (int i = first; i < last; i++) {
      out.add(entry(i));
    }
    return out;
  }

  /// The i-th entry.
  public static byte[] entry(int i) {
    return utf8("{\"entry\":" + i + "}");
  }

  /// Appends and publishes.
  public static void append(LogFolder log, List<byte[]> entries) throws Exception {
    try (LogSession session = log.lock()) {
      session.append(entries);
      session.publish();
    }
  }

  /// Copies a folder with everything in it.
  public static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /// UTF-8.
  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
