package io.hallmark.cli;

import io.hallmark.cli.dataset.DatasetCommand;
import io.hallmark.cli.keys.KeygenCommand;
import io.hallmark.cli.log.LogCommand;
import io.hallmark.cli.policy.FingerprintCommand;
import io.hallmark.cli.policy.ListCommand;
import io.hallmark.cli.policy.PolicyCommand;
import io.hallmark.cli.program.ProgramCommand;
import io.hallmark.cli.timestamp.TimestampCommand;
import io.hallmark.cli.trust.TrustCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command `hallmark`. Exit codes: [ExitCode].
@Command(
    name = "hallmark",
    mixinStandardHelpOptions = true,
    version = Main.VERSION,
    description = "Proves in zero knowledge what a model was trained on, and verifies such proofs.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or accepted",
      "1:rejected; the check is named",
      "2:wrong command line",
      "3:a file of ours cannot be read",
      "4:refused by the ledger of openings",
      "5:stopped by data or program",
      "6:environment: missing file, disk, memory, folder in use",
      "70:our own fault",
      "130:interrupted"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark demo                    the whole story on real data, in seconds",
      "  hallmark verify model.hallmark --trust trust.json",
      "  hallmark <command> --help        more examples"
    })
public final class Main {
  /// Version of the program.
  static final String VERSION = "hallmark 0.1.0";

  /// The commands by name, in the order of the help page.
  private static final Map<String, Class<?>> COMMANDS = commands();

  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> out = new LinkedHashMap<>();
    out.put("demo", DemoCommand.class);
    out.put("keygen", KeygenCommand.class);
    out.put("dataset", DatasetCommand.class);
    out.put("trust", TrustCommand.class);
    out.put("policy", PolicyCommand.class);
    out.put("list", ListCommand.class);
    out.put("fingerprint", FingerprintCommand.class);
    out.put("program", ProgramCommand.class);
    out.put("intent", IntentCommand.class);
    out.put("train", TrainCommand.class);
    out.put("prove", ProveCommand.class);
    out.put("model", ModelCommand.class);
    out.put("verify", VerifyCommand.class);
    out.put("attach", AttachCommand.class);
    out.put("export", ExportCommand.class);
    out.put("timestamp", TimestampCommand.class);
    out.put("log", LogCommand.class);
    out.put("lineage", LineageCommand.class);
    out.put("taint", TaintCommand.class);
    out.put("inspect", InspectCommand.class);
    out.put("bench", BenchCommand.class);
    out.put("help", CommandLine.HelpCommand.class);
    return out;
  }

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /// Runs one command inside this process.
  ///
  /// @param out where results go
  /// @param err where progress and errors go
  /// @return the exit code
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    try {
      return line(args)
          .setOut(out)
          .setErr(err)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setUsageHelpAutoWidth(true)
          .setExecutionExceptionHandler(new Failures())
          .execute(args);
    } catch (Error e) {
      return Failures.report(e, err);
    }
  }

  /// The parser of a command line that names a command knows this one only: to read the options of
  /// all takes longer than many a command.
  private static CommandLine line(String[] args) {
    CommandLine line = new CommandLine(new Main());
    for (Map.Entry<String, Class<?>> e : COMMANDS.entrySet()) {
      boolean isNamed = args.length > 0 && COMMANDS.containsKey(args[0]) && !args[0].equals("help");
      if (!isNamed || e.getKey().equals(args[0])) {
        line.addSubcommand(e.getKey(), e.getValue());
      }
    }
    return line;
  }
}
