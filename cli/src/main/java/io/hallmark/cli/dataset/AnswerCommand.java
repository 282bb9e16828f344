package io.hallmark.cli.dataset;

import io.hallmark.cli.CommonOptions;
import io.hallmark.cli.Console;
import io.hallmark.cli.InputFiles;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.compliance.AnswerProver;
import io.hallmark.provenance.compliance.AnswerRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark dataset answer`.
@Command(
    name = "answer",
    mixinStandardHelpOptions = true,
    description = {
      "Answers a request (hallmark fingerprint --request): proves that one work, record or",
      "identifier is, or is not, in the committed set, and nothing else about it. The answer is a",
      "file for hallmark verify. Exclusion is of the exact fingerprint: not of near-duplicates,",
      "excerpts or other encodings.",
      "Spends one opening of every part, and is written down and counted in the private folder;"
          + " the",
      "same request is answered again at no cost."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark fingerprint poem.txt --variant text-folded --request request.json",
      "  hallmark dataset answer dataset/ --request request.json --out answer.hallmark",
      "  hallmark verify answer.hallmark --trust trust.json"
    })
final class AnswerCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "DATASET", description = "folder of the committed data set")
  private Path dataset = Path.of("");

  @Option(names = "--request", required = true, paramLabel = "FILE", description = "the request")
  private Path request = Path.of("");

  @Option(
      names = "--column",
      paramLabel = "COLUMN",
      description = "the column of digests to search, if more than one fits")
  private @Nullable String column;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the answer")
  private Path out = Path.of("");

  @Override
  public Integer call() throws Exception {
    AtomicFiles.requireWritable(out);
    AnswerRequest asked = AnswerRequest.read(InputFiles.bytes(request));
    AnswerProver.Answer answer;
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      answer = AnswerProver.answer(dataset, asked, Optional.ofNullable(column), progress);
    }
    byte[] bytes = answer.bundle().write();
    AtomicFiles.write(out, bytes);
    Console.out(spec)
        .println(
            "%s in column %s -> %s (%,d bytes); %s, answers given so far: %,d"
                .formatted(
                    answer.included() ? "INCLUDED" : "EXCLUDED",
                    answer.column(),
                    out,
                    bytes.length,
                    answer.isRepeated()
                        ? "given before, at no cost"
                        : "one opening of every part spent",
                    answer.given()));
    return 0;
  }
}
