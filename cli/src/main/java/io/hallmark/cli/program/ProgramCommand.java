package io.hallmark.cli.program;

import picocli.CommandLine.Command;

/// `hallmark program`.
@Command(
    name = "program",
    mixinStandardHelpOptions = true,
    description = "Makes, plans or checks a training program: everything that shapes a training.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark program new --dataset dataset/manifest.json --out program.json",
      "  hallmark program plan program.json --dataset dataset/ --out planned.json",
      "  hallmark program check planned.json"
    },
    subcommands = {NewCommand.class, PlanCommand.class, CheckCommand.class})
public final class ProgramCommand {}
