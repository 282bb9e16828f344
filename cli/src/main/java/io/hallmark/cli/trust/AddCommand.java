package io.hallmark.cli.trust;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.authority.Attestation;
import io.hallmark.provenance.authority.Authority;
import io.hallmark.provenance.authority.AuthorityKey;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.Requirement;
import io.hallmark.provenance.authority.TrustPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark trust add`: one more authority.
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Adds an authority to a trust file, which is made if it does not exist.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark trust add trust.json --authority \"City Hospital\" --key keys/hospital.pub \\",
      "      --capacity owner --required",
      "  hallmark trust add trust.json --authority \"Ethics Board\" --key board.pub \\",
      "      --capacity ethics-board --required reviewed --valid-until 2028-06-30"
    })
public final class AddCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "TRUST", description = "the trust file")
  private Path file = Path.of("");

  @Option(names = "--authority", required = true, paramLabel = "NAME", description = "its name")
  private String name = "";

  @Option(names = "--key", required = true, paramLabel = "FILE", description = "its .pub file")
  private Path key = Path.of("");

  @Option(
      names = "--hybrid",
      paramLabel = "FILE",
      description = "second .pub file of another algorithm: only both together count")
  private @Nullable Path hybrid;

  @Option(
      names = "--capacity",
      required = true,
      split = ",",
      paramLabel = "WORD",
      description = "what it is believed to be: owner, custodian, ethics-board, re-hasher, ...")
  private List<String> capacities = new ArrayList<>();

  @Option(
      names = "--required",
      arity = "0..1",
      fallbackValue = "sources-recomputed",
      paramLabel = "CODE",
      description = {
        "reject without this attestation in the first capacity (sources-recomputed if no code is",
        "given); asked for again, one more authority must attest it"
      })
  private @Nullable String required;

  @Option(names = "--valid-from", paramLabel = "TIME", description = "believed from")
  private @Nullable String from;

  @Option(names = "--valid-until", paramLabel = "TIME", description = "believed until")
  private @Nullable String until;

  @Override
  public Integer call() throws Exception {
    TrustPolicy before =
        Files.exists(file) ? TrustPolicy.read(Files.readAllBytes(file)) : TrustPolicy.EMPTY;
    PublicKey open = KeyFiles.readPublic(key);
    TrustPolicy after;
    try {
      List<Authority> authorities = new ArrayList<>(before.authorities());
      authorities.add(
          new Authority(
              name,
              List.of(key(open)),
              new TreeSet<>(capacities),
              time(from, false),
              time(until, true)));
      after =
          before.withAuthorities(authorities).withRequirements(requirements(before.requirements()));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    AtomicFiles.write(file, after.write());
    Console.out(spec).println("believed: " + name + ", key " + Keys.keyId(open) + " -> " + file);
    return 0;
  }

  private AuthorityKey key(PublicKey first) throws Exception {
    return hybrid == null
        ? AuthorityKey.of(first)
        : new AuthorityKey(
            List.of(first, KeyFiles.readPublic(hybrid)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  private static Optional<Instant> time(@Nullable String text, boolean endOfDay) {
    return text == null ? Optional.empty() : Optional.of(Documents.parseTime(text, endOfDay));
  }

  private List<Requirement> requirements(List<Requirement> before) {
    if (required == null) {
      return before;
    }
    String code = required;
    Attestation attestation =
        Attestation.of(code)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "--required knows sources-recomputed, collected and reviewed, not " + code));
    String capacity = capacities.getFirst();
    List<Requirement> after = new ArrayList<>();
    int threshold = 1;
    for (Requirement requirement : before) {
      if (requirement.attestation() == attestation && requirement.capacity().equals(capacity)) {
        threshold += requirement.threshold();
      } else {
        after.add(requirement);
      }
    }
    after.add(new Requirement(attestation, capacity, threshold));
    return after;
  }
}
