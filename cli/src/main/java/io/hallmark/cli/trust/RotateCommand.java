package io.hallmark.cli.trust;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.authority.Authority;
import io.hallmark.provenance.authority.AuthorityKey;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.TrustPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark trust rotate`.
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Replaces the keys of an authority: the old ones are believed until TIME, the new one from",
      "then on. What the old ones signed stays good at times before (verify --at)."
    },
    footerHeading = "%nExamples:%n",
    footer =
        "  hallmark trust rotate trust.json --authority \"City Hospital\" --key new.pub --at"
            + " 2027-06-30")
public final class RotateCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "TRUST", description = "the trust file")
  private Path file = Path.of("");

  @Option(names = "--authority", required = true, paramLabel = "NAME", description = "its name")
  private String name = "";

  @Option(names = "--key", required = true, paramLabel = "FILE", description = "the new .pub file")
  private Path key = Path.of("");

  @Option(names = "--at", required = true, paramLabel = "TIME", description = "when it changes")
  private String at = "";

  @Override
  public Integer call() throws Exception {
    TrustPolicy before = TrustPolicy.read(Files.readAllBytes(file));
    PublicKey open = KeyFiles.readPublic(key);
    TrustPolicy after;
    try {
      Instant time = Documents.parseTime(at, false);
      List<Authority> authorities = new ArrayList<>();
      for (Authority authority : before.authorities()) {
        authorities.add(authority.name().equals(name) ? rotate(authority, open, time) : authority);
      }
      if (authorities.equals(before.authorities())) {
        throw new IllegalArgumentException("the trust file knows no authority " + name);
      }
      after = before.withAuthorities(authorities);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    AtomicFiles.write(file, after.write());
    Console.out(spec).println(name + ": key " + Keys.keyId(open) + " from " + at + " -> " + file);
    return ExitCode.ACCEPTED.number();
  }

  private static Authority rotate(Authority authority, PublicKey open, Instant time) {
    List<AuthorityKey> keys = new ArrayList<>();
    for (AuthorityKey key : authority.keySets()) {
      boolean ended = key.validUntil().filter(u -> u.isBefore(time)).isPresent();
      keys.add(ended ? key : key.until(time));
    }
    keys.add(
        new AuthorityKey(List.of(open), Optional.of(time), Optional.empty(), Optional.empty()));
    return authority.withKeys(keys);
  }
}
