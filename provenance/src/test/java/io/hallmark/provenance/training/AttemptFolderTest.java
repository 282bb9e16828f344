package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an attempt replaces or erases is overwritten: a second name of the old file shows it.
final class AttemptFolderTest {
  private static final byte[] SECRET = "secret".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEXT = "next".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder = Path.of("");

  private Path named(String name) throws Exception {
    return Files.createLink(
        folder.resolve("second-" + name), folder.resolve("attempt").resolve(name));
  }

  @Test
  void whatIsReplacedIsOverwritten() throws Exception {
    AttemptFolder attempt = new AttemptFolder(folder.resolve("attempt"));
    attempt.create("seed", SECRET);
    Path second = named("seed");
    attempt.replace("seed", NEXT);
    assertArrayEquals(new byte[SECRET.length], Files.readAllBytes(second));
    assertArrayEquals(NEXT, attempt.read("seed").orElseThrow());
    assertEquals(1, Objects.requireNonNull(folder.resolve("attempt").toFile().list()).length);
  }

  @Test
  void whatAKilledReplacementLeftIsOverwrittenByTheNext() throws Exception {
    AttemptFolder attempt = new AttemptFolder(folder.resolve("attempt"));
    attempt.create("seed", SECRET);
    Files.write(folder.resolve("attempt/seed.old"), SECRET);
    Files.write(folder.resolve("attempt/seed.part"), SECRET);
    Path old = named("seed.old");
    Path part = named("seed.part");
    attempt.replace("seed", NEXT);
    assertArrayEquals(new byte[SECRET.length], Files.readAllBytes(old));
    assertArrayEquals(new byte[SECRET.length], Files.readAllBytes(part));
    Path seed = named("seed");
    attempt.erase();
    assertArrayEquals(new byte[NEXT.length], Files.readAllBytes(seed));
    assertFalse(Files.exists(folder.resolve("attempt")));
    assertEquals(Optional.empty(), attempt.read("seed"));
  }
}
