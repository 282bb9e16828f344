package io.hallmark.cli.log;

import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.provenance.Documents;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.store.Fsck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark log fsck`.
@Command(
    name = "fsck",
    mixinStandardHelpOptions = true,
    description = "Recomputes a whole log from its entries and names everything that differs.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark log fsck log/",
      "  hallmark log fsck https://log.example/runs --policy log.policy"
    })
final class FsckCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR|URL", description = "the log")
  private String place = "";

  @Option(names = "--policy", paramLabel = "FILE", description = "whom to believe (tlog-policy)")
  private @Nullable Path policy;

  @Override
  public Integer call() throws Exception {
    LogPlace log = new LogPlace(place);
    SignedCheckpoint signed = SignedCheckpoint.parse(log.checkpoint());
    log.policy(policy).verify(signed);
    Checkpoint checkpoint = signed.checkpoint();
    List<Fsck.Finding> findings = Fsck.check(log.source(), checkpoint, (_, _) -> {});
    PrintWriter out = Console.out(spec);
    for (Fsck.Finding f : findings) {
      out.println(f.check() + " " + f.place() + ": " + Documents.printable(f.detail()));
    }
    if (findings.isEmpty()) {
      out.println(
          "whole: "
              + checkpoint.origin()
              + ", "
              + checkpoint.size()
              + " entries, root "
              + checkpoint.root());
    }
    return (findings.isEmpty() ? ExitCode.ACCEPTED : ExitCode.REJECTED).number();
  }
}
