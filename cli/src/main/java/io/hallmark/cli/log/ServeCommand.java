package io.hallmark.cli.log;

import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.cosigner.LogWriter;
import io.hallmark.tlog.store.LogFolder;
import io.hallmark.tlog.store.LogServer;
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
      "others send; then put it behind whatever decides who may send."
    },
    footerHeading = "%nExamples:%n",
    footer = "  hallmark log serve log/ --listen 127.0.0.1:8080 --accept")
final class ServeCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "folder of the log")
  private String place = "";

  @Option(names = "--listen", defaultValue = "127.0.0.1:8080", paramLabel = "HOST:PORT")
  private String listen = "127.0.0.1:8080";

  @Option(names = "--accept", description = "enter signed events that others send")
  private boolean accept;

  @Override
  public Integer call() throws Exception {
    LogFolder log = new LogPlace(place).folder();
    LogWriter writer = new LogWriter(log);
    Optional<LogServer.Registrar> registrar =
        accept ? Optional.of(entry -> enter(writer, entry)) : Optional.empty();
    try (LogServer server =
        LogServer.start(log.publicFolder(), ListenAddress.parse(listen), registrar)) {
      Console.out(spec).println("serving " + log.origin() + " on port " + server.port());
      Console.out(spec).flush();
      new CountDownLatch(1).await();
    }
    return ExitCode.ACCEPTED.number();
  }

  private static byte[] enter(LogWriter writer, byte[] entry)
      throws LogServer.Refused, java.io.IOException {
    if (LogEvent.find(entry).isEmpty()) {
      throw new LogServer.Refused("this log takes signed events only");
    }
    try {
      return writer.register(entry).write();
    } catch (LogException e) {
      throw new LogServer.Refused(String.valueOf(e.getMessage()));
    }
  }
}
