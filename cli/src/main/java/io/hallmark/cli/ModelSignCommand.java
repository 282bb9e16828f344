package io.hallmark.cli;

import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.openssf.EcKeys;
import io.hallmark.provenance.openssf.HashCache;
import io.hallmark.provenance.openssf.ModelFiles;
import io.hallmark.provenance.openssf.ModelSignature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark model sign`.
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Signs the files of a model folder by OpenSSF Model Signing v1.0, method key: other tools",
      "verify the model.sig. The key is on P-256, P-384 or P-521, as openssl makes it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.key",
      "  openssl pkey -in ec.key -pubout -out ec.pub",
      "  hallmark model sign model/ --key ec.key --public-key ec.pub --out model/model.sig"
    })
final class ModelSignCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "folder of the model, or its one file")
  private Path folder = Path.of("");

  @Option(names = "--key", required = true, paramLabel = "FILE", description = "private key (PEM)")
  private Path key = Path.of("");

  @Option(names = "--public-key", required = true, paramLabel = "FILE", description = "its half")
  private Path open = Path.of("");

  @Option(
      names = "--ignore",
      paramLabel = "PATH",
      description = "a file or folder to leave out; it stands in the signature")
  private List<String> ignored = new ArrayList<>();

  @Option(
      names = "--cache",
      paramLabel = "FILE",
      description = "keep digests here: files that did not change since are not hashed again")
  private @Nullable Path cache;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the model.sig")
  private Path out = Path.of("");

  @Override
  public Integer call() throws Exception {
    ModelFiles files = ModelFiles.find(folder, out, ignored);
    HashCache.Result result =
        cache == null
            ? new HashCache.Result(files.hash(Map.of()), files.names())
            : HashCache.hash(files, cache, Instant.now());
    byte[] signature;
    try {
      signature =
          ModelSignature.sign(
              files,
              result.digests(),
              ignored,
              EcKeys.readPrivate(text(key)),
              EcKeys.readPublic(text(open)));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    AtomicFiles.write(out, signature);
    int cached = result.digests().size() - result.hashed().size();
    Console.out(spec)
        .println(
            result.digests().size()
                + " files signed"
                + (cached == 0 ? "" : ", " + cached + " of them as the cache has them")
                + " -> "
                + out);
    return ExitCode.ACCEPTED.number();
  }

  static String text(Path file) throws Exception {
    return new String(InputFiles.bytes(file), StandardCharsets.ISO_8859_1);
  }
}
