package io.hallmark.cli.program;

import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.cli.InputFiles;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.training.RunEstimate;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark program check`: what follows from a program.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Prints formats and no-wrap bounds of a program, and what proving it will take: committed",
      "cells, lookups, bytes of the proof, memory and time. With the manifest, the evaluation of",
      "the test part is counted too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark program check program.json",
      "  hallmark program check program.json --dataset dataset/manifest.json"
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "PROGRAM", description = "the program")
  private Path file = Path.of("");

  @Option(names = "--dataset", paramLabel = "MANIFEST", description = "the manifest")
  private @Nullable Path dataset;

  @Override
  public Integer call() throws Exception {
    TrainingProgram program = InputFiles.program(file);
    Optional<DatasetManifest> manifest =
        dataset == null ? Optional.empty() : Optional.of(InputFiles.manifest(dataset));
    if (manifest.isPresent()) {
      Programs.requireFit(program, manifest.get());
    }
    Programs.print(program, Console.out(spec));
    Programs.print(RunEstimate.of(program, manifest), Console.out(spec));
    return ExitCode.ACCEPTED.number();
  }
}
