package io.hallmark.cli.policy;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.ExitCode;
import io.hallmark.cli.InputFiles;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.compliance.ListOpening;
import io.hallmark.provenance.compliance.PolicyList;
import io.hallmark.provenance.compliance.PolicyOrder;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.training.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What `policy check` and `policy prove` are given.
final class PolicyInputs {
  @Parameters(paramLabel = "DATASET", description = "folder of the committed data set")
  private Path dataset = Path.of("");

  @Option(names = "--policy", required = true, paramLabel = "FILE", description = "the policy")
  private Path policy = Path.of("");

  @Option(
      names = "--list",
      paramLabel = "NAME=FILE.json",
      description =
          "the list that the policy calls NAME; its entries stand beside it in FILE.txt. A private"
              + " list is its folder")
  private Map<String, Path> lists = new LinkedHashMap<>();

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description =
          "the time of the statement: a date YYYY-MM-DD for tags that are dates, else an integer in"
              + " the unit of the tags")
  private @Nullable String time;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description =
          "folder of a run (hallmark intent): for policies about its windows, whose order follows"
              + " from its program and seed")
  private @Nullable Path run;

  /// The order of the run, if one is given.
  Optional<PolicyOrder> order() throws Exception {
    return run == null ? Optional.empty() : Optional.of(RunFolder.order(run));
  }

  Path dataset() {
    return dataset;
  }

  PolicyDocument policy() throws IOException, VerificationException.Malformed {
    return PolicyDocument.readLenient(InputFiles.bytes(policy));
  }

  Map<String, PolicyList> lists() throws IOException, VerificationException {
    Map<String, PolicyList> out = new LinkedHashMap<>();
    for (Map.Entry<String, Path> e : lists.entrySet()) {
      if (Files.isDirectory(e.getValue())) {
        out.put(e.getKey(), ListOpening.read(e.getValue()));
        continue;
      }
      String file = e.getValue().toString();
      if (!file.endsWith(".json")) {
        throw new CommandException(ExitCode.USAGE, "--list " + e.getKey() + "=FILE.json");
      }
      Path entries = Path.of(file.substring(0, file.length() - ".json".length()) + ".txt");
      out.put(
          e.getKey(), PolicyList.read(InputFiles.bytes(e.getValue()), InputFiles.bytes(entries)));
    }
    return out;
  }

  OptionalLong time() {
    if (time == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(
          time.matches("-?[0-9]{1,12}")
              ? Long.parseLong(time)
              : LocalDate.parse(time).toEpochDay());
    } catch (DateTimeParseException e) {
      throw new CommandException(
          ExitCode.USAGE, "--time is a date YYYY-MM-DD or an integer, not " + time);
    }
  }
}
