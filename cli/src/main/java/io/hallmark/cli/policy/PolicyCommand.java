package io.hallmark.cli.policy;

import io.hallmark.cli.Console;
import io.hallmark.cli.InputFiles;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.policy.PolicyDocument;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark policy`: what data must keep.
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    subcommands = {PolicyCommand.Explain.class, PolicyCheckCommand.class, PolicyProveCommand.class},
    description = "Reads, checks and proves policies about data sets.")
public final class PolicyCommand {
  /// `hallmark policy explain`.
  @Command(
      name = "explain",
      mixinStandardHelpOptions = true,
      description = "Prints a policy in plain words, with its digest.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  hallmark policy explain policy.json",
        "  hallmark policy explain policy.json --canonical policy.canonical.json"
      })
  static final class Explain implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "POLICY", description = "the policy")
    private Path file = Path.of("");

    @Option(
        names = "--canonical",
        paramLabel = "FILE",
        description = "also write the policy in canonical form, which others can compare")
    private @Nullable Path canonical;

    @Override
    public Integer call() throws Exception {
      PolicyDocument policy = PolicyDocument.readLenient(InputFiles.bytes(file));
      PrintWriter out = Console.out(spec);
      out.println("Policy %s, version %d".formatted(policy.name(), policy.version()));
      out.println("Digest %s".formatted(policy.digest().hex()));
      policy
          .lists()
          .forEach((list, digest) ->
              out.println(
                  "List   %s: %s"
                      .formatted(
                          list,
                          digest.map(d -> d.hex()).orElse("the version that a proof names"))));
      policy.inWords().forEach(out::println);
      if (canonical != null) {
        AtomicFiles.write(canonical, policy.write());
      }
      return 0;
    }
  }
}
