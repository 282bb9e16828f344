package io.hallmark.cli.log;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.AtomicFiles;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.merkle.MerkleTree;
import io.hallmark.tlog.tile.TileReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark log prove`.
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes the proof that an entry is in a log, by its newest checkpoint: a .tlog-proof file,",
      "which verifies offline. With --entry-out, the entry too."
    },
    footerHeading = "%nExamples:%n",
    footer = "  hallmark log prove log/ --index 7 --out seven.tlog-proof --entry-out seven.json")
final class ProveEntryCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR|URL", description = "the log")
  private String place = "";

  @Option(names = "--index", required = true, paramLabel = "N", description = "from 0")
  private long index;

  @Option(names = "--policy", paramLabel = "FILE", description = "whom to believe (tlog-policy)")
  private @Nullable Path policy;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the proof")
  private Path out = Path.of("");

  @Option(names = "--entry-out", paramLabel = "FILE", description = "the entry")
  private @Nullable Path entryOut;

  @Override
  public Integer call() throws Exception {
    LogPlace log = new LogPlace(place);
    SignedCheckpoint checkpoint = SignedCheckpoint.parse(log.checkpoint());
    log.policy(policy).verify(checkpoint);
    long size = checkpoint.checkpoint().size();
    if (index < 0 || index >= size) {
      throw new CommandException(ExitCode.USAGE, "--index: the log has " + size + " entries");
    }
    TileReader reader = new TileReader(log.source(), size);
    byte[] entry = reader.entry(index);
    TlogProof proof = new TlogProof(MerkleTree.inclusion(index, size, reader), checkpoint);
    proof.verifyInclusion(MerkleTree.leaf(entry));
    AtomicFiles.write(out, proof.write());
    if (entryOut != null) {
      AtomicFiles.write(entryOut, entry);
    }
    Console.out(spec).println("index " + index + " of " + size + " -> " + out);
    return ExitCode.ACCEPTED.number();
  }
}
