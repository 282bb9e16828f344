package io.hallmark.cli.log;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.tlog.cosigner.Cosigner;
import io.hallmark.tlog.cosigner.CosignerServer;
import io.hallmark.tlog.note.SignatureType;
import io.hallmark.tlog.note.SignerKey;
import io.hallmark.tlog.note.VerifierKey;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark log cosign`.
@Command(
    name = "cosign",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a cosigner (a witness of c2sp.org/tlog-witness) until it is stopped: it signs",
      "checkpoints of the logs that it is given, as long as each extends the one before. The first",
      "start makes its keys and prints them; --once only does that."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark log cosign cosigner/ --name one.example --once",
      "  hallmark log cosign cosigner/ --log example.com/runs+0a1b2c3d+AY... \\",
      "      --listen 127.0.0.1:8081"
    })
final class CosignCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "folder of the cosigner's keys and state")
  private Path folder = Path.of("");

  @Option(names = "--name", paramLabel = "NAME", description = "its name, when its keys are made")
  private @Nullable String name;

  @Option(names = "--log", paramLabel = "VKEY", description = "a log that it signs for")
  private List<String> logs = new ArrayList<>();

  @Option(names = "--listen", defaultValue = "127.0.0.1:8081", paramLabel = "HOST:PORT")
  private String listen = "127.0.0.1:8081";

  @Option(names = "--once", description = "make and print the keys, and end")
  private boolean once;

  @Override
  public Integer call() throws Exception {
    List<SignerKey> keys = keys();
    PrintWriter out = Console.out(spec);
    for (SignerKey key : keys) {
      out.println("witness NAME " + key.verifier().text());
    }
    out.flush();
    if (once) {
      return ExitCode.ACCEPTED.number();
    }
    List<VerifierKey> known = new ArrayList<>();
    for (String log : logs) {
      known.add(VerifierKey.parse(log));
    }
    if (known.isEmpty()) {
      throw new CommandException(ExitCode.USAGE, "--log VKEY: for which logs?");
    }
    Cosigner cosigner = new Cosigner(folder.resolve("logs"), keys, known, Clock.systemUTC());
    try (CosignerServer server = CosignerServer.start(cosigner, ListenAddress.parse(listen))) {
      out.println("cosigning on port " + server.port());
      out.flush();
      new CountDownLatch(1).await();
    }
    return ExitCode.ACCEPTED.number();
  }

  private List<SignerKey> keys() throws Exception {
    Path file = folder.resolve("keys");
    if (!Files.exists(file)) {
      String own = name;
      if (own == null || !VerifierKey.isName(own)) {
        throw new CommandException(ExitCode.USAGE, "--name: the cosigner has no keys yet");
      }
      AtomicFiles.createPrivateFolder(folder);
      List<SignerKey> made =
          List.of(
              SignerKey.generate(own, SignatureType.COSIGNATURE_ED25519),
              SignerKey.generate(own, SignatureType.COSIGNATURE_ML_DSA_44));
      byte[] secret = SignerKey.writeSecret(made);
      AtomicFiles.writeNew(file, AtomicFiles.Access.OWNER_ONLY, to -> to.write(secret));
    }
    KeyFiles.requireOwnerOnly(file);
    return SignerKey.readSecret(Files.readAllBytes(file));
  }
}
