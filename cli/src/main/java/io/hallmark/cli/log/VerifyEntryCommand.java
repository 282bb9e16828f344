package io.hallmark.cli.log;

import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.cli.InputFiles;
import io.hallmark.provenance.Documents;
import io.hallmark.tlog.checkpoint.LogPolicy;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.merkle.MerkleTree;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark log verify`.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Verifies offline that a file is an entry of a log that the policy believes.",
    footerHeading = "%nExamples:%n",
    footer = "  hallmark log verify seven.json --proof seven.tlog-proof --policy log.policy")
final class VerifyEntryCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "ENTRY", description = "the entry, exactly as it was entered")
  private Path entry = Path.of("");

  @Option(names = "--proof", required = true, paramLabel = "FILE", description = "its .tlog-proof")
  private Path proof = Path.of("");

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "FILE",
      description = "whom to believe (tlog-policy)")
  private Path policy = Path.of("");

  @Override
  public Integer call() throws Exception {
    TlogProof read = TlogProof.parse(InputFiles.bytes(proof));
    LogPolicy.Accepted accepted =
        read.verify(
            LogPolicy.parse(InputFiles.bytes(policy)), MerkleTree.leaf(InputFiles.bytes(entry)));
    String when =
        accepted.latest().isPresent()
            ? ", cosigned until "
                + Documents.text(Instant.ofEpochSecond(accepted.latest().getAsLong()))
            : "";
    Console.out(spec)
        .println(
            "in the log: index "
                + read.inclusion().index()
                + " of "
                + accepted.log().key().name()
                + ", "
                + accepted.cosigners().size()
                + " cosigners"
                + when);
    return ExitCode.ACCEPTED.number();
  }
}
