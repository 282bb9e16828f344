package io.hallmark.cli.trust;

import io.hallmark.cli.Console;
import io.hallmark.document.Digests;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.authority.Authority;
import io.hallmark.provenance.authority.AuthorityKey;
import io.hallmark.provenance.authority.KeyAlgorithm;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.TrustPolicy;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark trust show`: a trust file for people.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows whom a trust file believes and what it requires.",
    footerHeading = "%nExamples:%n",
    footer = "  hallmark trust show trust.json")
public final class ShowCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "TRUST", description = "the trust file")
  private Path file = Path.of("");

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    TrustPolicy trust = TrustPolicy.read(Files.readAllBytes(file));
    PrintWriter out = Console.out(spec);
    if (json) {
      out.print(new String(trust.write(), StandardCharsets.UTF_8));
      out.flush();
      return 0;
    }
    for (Authority authority : trust.authorities()) {
      out.println(authority.name() + ": " + String.join(", ", authority.capacities()));
      authority.keySets().forEach(k -> out.println("  key " + describe(k)));
      authority.validFrom().ifPresent(t -> out.println("  from " + Documents.text(t)));
      authority.validUntil().ifPresent(t -> out.println("  until " + Documents.text(t)));
    }
    trust.requirements().forEach(r -> out.println("required: " + r));
    if (trust.requirements().isEmpty()) {
      out.println("required: nothing; reports say so");
    }
    trust
        .logs()
        .ifPresent(logs -> {
          logs.logs().forEach(l -> out.println("log: " + l.key()));
          logs.cosigners().forEach(c -> out.println("cosigner: " + c.key()));
        });
    trust
        .foreign()
        .timestampRoots()
        .forEach(r ->
            out.println(
                "timestamp root: " + Documents.printable(r.getSubjectX500Principal().getName())));
    trust
        .foreign()
        .modelKeys()
        .forEach(k -> out.println("model key: " + Digests.sha256(k.getEncoded()).hex()));
    return 0;
  }

  private static String describe(AuthorityKey key) {
    StringBuilder text = new StringBuilder();
    for (PublicKey part : key.parts()) {
      text.append(text.isEmpty() ? "" : " + ").append(Keys.keyId(part));
      text.append(KeyAlgorithm.of(part) == KeyAlgorithm.ED25519 ? "" : " (ML-DSA-65)");
    }
    key.validFrom().ifPresent(t -> text.append(", from ").append(Documents.text(t)));
    key.validUntil().ifPresent(t -> text.append(", until ").append(Documents.text(t)));
    key.revoked().ifPresent(t -> text.append(", revoked ").append(Documents.text(t)));
    return text.toString();
  }
}
