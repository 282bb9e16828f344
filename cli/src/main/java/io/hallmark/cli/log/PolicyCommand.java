package io.hallmark.cli.log;

import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.cli.InputFiles;
import io.hallmark.tlog.checkpoint.LogPolicy;
import io.hallmark.tlog.store.LogFolder;
import io.hallmark.tlog.store.LogSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark log policy`.
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = {
      "Sets which cosigners must sign before a checkpoint of your log is published: a policy file",
      "(c2sp.org/tlog-policy) with their URLs. Without FILE, prints the one that is set."
    },
    footerHeading = "%nA policy file:%n",
    footer = {
      "  log example.com/runs+0a1b2c3d+AY...",
      "  witness one one.example+4e5f6071+BD... https://one.example/cosign",
      "  quorum one"
    })
final class PolicyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "folder of the log")
  private String place = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "the policy file")
  private @Nullable Path file;

  @Override
  public Integer call() throws Exception {
    LogFolder log = new LogPlace(place).folder();
    if (file == null) {
      Optional<byte[]> set = log.policy();
      Console.out(spec)
          .print(
              set.map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                  .orElse("# no cosigner is asked\n"));
      Console.out(spec).flush();
      return ExitCode.ACCEPTED.number();
    }
    byte[] bytes = InputFiles.bytes(file);
    LogPolicy policy = LogPolicy.parse(bytes);
    try (LogSession session = log.lock()) {
      session.setPolicy(bytes);
    }
    Console.out(spec).println(policy.cosigners().size() + " cosigners -> " + place);
    return ExitCode.ACCEPTED.number();
  }
}
