package io.hallmark.cli.trust;

import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.cli.log.LogPlace;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.event.Revocations;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `hallmark trust revoke`.
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Signs a list of revoked keys: an authority its own, somebody with the capacity \"revoker\"",
      "everybody's. Give the file to verifiers (verify --revocations), or enter it in a log."
    },
    footerHeading = "%nExamples:%n",
    footer = "  hallmark trust revoke --revoked old.pub --key keys/hospital --out revoked.json")
public final class RevokeCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--revoked", required = true, paramLabel = "FILE", description = ".pub files")
  private List<Path> revoked = new ArrayList<>();

  @Option(names = "--key", required = true, paramLabel = "FILE", description = "signs the list")
  private Path key = Path.of("");

  @Option(names = "--since", paramLabel = "TIME", description = "since when (now)")
  private @Nullable String since;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the list")
  private Path out = Path.of("");

  @Option(names = "--log", paramLabel = "DIR|URL", description = "also enter it in this log")
  private @Nullable String log;

  @Override
  public Integer call() throws Exception {
    KeyPair pair = KeyFiles.readPair(key);
    List<PublicKey> keys = new ArrayList<>();
    for (Path file : revoked) {
      keys.add(KeyFiles.readPublic(file));
    }
    Instant time =
        since == null
            ? Documents.parseTime(Documents.text(Instant.now()), false)
            : Documents.parseTime(since, false);
    byte[] entry = Revocations.event(keys, time, pair.getPublic()).sign(pair);
    AtomicFiles.write(out, entry);
    if (log != null) {
      new LogPlace(log).enter(entry, Console.err(spec));
    }
    Console.out(spec)
        .println(keys.size() + " keys revoked since " + Documents.text(time) + " -> " + out);
    return ExitCode.ACCEPTED.number();
  }
}
