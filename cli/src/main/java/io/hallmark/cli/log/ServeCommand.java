package io.hallmark.cli.log;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.cosigner.LogWriter;
import io.hallmark.tlog.store.LogFolder;
import io.hallmark.tlog.store.LogServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark log serve`.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves a log over HTTP until it is stopped. With --accept it also enters signed events that",
      "others send: of the given keys, or of anybody who can reach the port."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark log serve log/ --listen 127.0.0.1:8080",
      "  hallmark log serve log/ --accept --signer hospital.pub --signer trainer.pub"
    })
final class ServeCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "folder of the log")
  private String place = "";

  @Option(names = "--listen", defaultValue = "127.0.0.1:8080", paramLabel = "HOST:PORT")
  private String listen = "127.0.0.1:8080";

  @Option(names = "--accept", description = "enter signed events that others send")
  private boolean accept;

  @Option(
      names = "--signer",
      paramLabel = "FILE",
      description = "only enter events that this key signed (a .pub file); may stand several times")
  private List<Path> signers = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    LogFolder log = new LogPlace(place).folder();
    if (!accept && !signers.isEmpty()) {
      throw new CommandException(ExitCode.USAGE, "--signer says whose events to --accept");
    }
    List<PublicKey> known = new ArrayList<>();
    for (Path signer : signers) {
      known.add(KeyFiles.readPublic(signer));
    }
    LogWriter writer = new LogWriter(log, LogPlace.warnings(Console.err(spec)));
    Optional<LogServer.Registrar> registrar =
        accept ? Optional.of(entry -> enter(writer, known, entry)) : Optional.empty();
    try (LogServer server =
        LogServer.start(log.publicFolder(), ListenAddress.parse(listen), registrar)) {
      Console.out(spec).println("serving " + log.origin() + " on port " + server.port());
      Console.out(spec).flush();
      new CountDownLatch(1).await();
    }
    return ExitCode.ACCEPTED.number();
  }

  /// Enters what others send.
  ///
  /// @param signers whose events are taken; none for everybody's
  static byte[] enter(LogWriter writer, List<PublicKey> signers, byte[] entry)
      throws LogServer.Refused, IOException {
    Optional<LogEvent> event = LogEvent.find(entry);
    if (event.isEmpty()) {
      throw LogServer.Refused.entry("this log takes signed events only");
    }
    if (!signers.isEmpty() && !signers.contains(event.get().signer())) {
      throw LogServer.Refused.sender("this log takes events of its own signers only");
    }
    try {
      return LogPlace.enter(entry, writer);
    } catch (LogException e) {
      throw LogServer.Refused.entry(String.valueOf(e.getMessage()));
    }
  }
}
