package io.hallmark.tlog.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Go's own checksum-database code accepts our logs and refuses changed ones. Needs the Debian
/// packages `golang-go` and `golang-golang-x-mod-dev`; without them the test is skipped and says
/// so.
final class GoConformanceTest {
  private static final Path GOPATH = Path.of("/usr/share/gocode");

  @TempDir Path folder = Path.of("");

  @Test
  void goAcceptsOurLogAndRefusesAChangedOne() throws Exception {
    assumeTrue(
        Files.isDirectory(GOPATH.resolve("src/golang.org/x/mod/sumdb/tlog")) && hasGo(),
        "skipped: apt-get install golang-go golang-golang-x-mod-dev");
    Path checker = build();
    LogFolder log = LogFolder.create(folder.resolve("log"), SampleLog.KEYS);
    SampleLog.append(log, SampleLog.entries(0, 300));
    Path older = Files.copy(log.publicFolder().resolve("checkpoint"), folder.resolve("older"));
    SampleLog.append(log, SampleLog.entries(300, 700));
    Path proof = folder.resolve("proof");
    try (LogSession session = log.lock()) {
      Files.write(proof, session.prove(517).write());
    }
    assertEquals("ACCEPTED 700", run(check(checker, log, older, proof)));
    Path tile = log.publicFolder().resolve("tile/0/001");
    byte[] bytes = Files.readAllBytes(tile);
    bytes[100] ^= 1;
    Files.write(tile, bytes);
    assertTrue(run(check(checker, log, older, proof)).startsWith("REFUSED"));
  }

  private static List<String> check(Path checker, LogFolder log, Path older, Path proof) {
    return List.of(
        checker.toString(),
        log.publicFolder().toString(),
        log.verifiers().getFirst().text(),
        older.toString(),
        proof.toString());
  }

  private Path build() throws Exception {
    Path source = folder.resolve("check.go");
    try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/conformance/check.go"))) {
      Files.copy(in, source);
    }
    Path out = folder.resolve("check");
    String said = run(List.of("go", "build", "-o", out.toString(), source.toString()));
    assertTrue(Files.exists(out), said);
    return out;
  }

  private static boolean hasGo() throws Exception {
    try {
      return run(List.of("go", "version")).startsWith("go version");
    } catch (IOException e) {
      return false;
    }
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("GO111MODULE", "off");
    builder.environment().put("GOPATH", GOPATH.toString());
    builder.environment().put("GOFLAGS", "");
    builder
        .environment()
        .putIfAbsent("GOCACHE", System.getProperty("java.io.tmpdir") + "/go-cache");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    return out.strip();
  }
}
