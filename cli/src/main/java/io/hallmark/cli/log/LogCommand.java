package io.hallmark.cli.log;

import picocli.CommandLine.Command;

/// `hallmark log`: transparency logs.
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    description = {
      "Transparency logs in the C2SP formats: what happened, signed, in an order that nobody can",
      "change afterwards. A log is a folder; its public part is served by any web server."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark log init log/ --origin example.com/runs",
      "  hallmark log record --log log/ --key keys/hospital --event dataset-committed \\",
      "      --subject dataset/manifest.json",
      "  hallmark log list log/ --dataset dataset/manifest.json",
      "  hallmark log fsck log/"
    },
    subcommands = {
      InitCommand.class,
      PolicyCommand.class,
      RecordCommand.class,
      ServeCommand.class,
      CosignCommand.class,
      ListCommand.class,
      RunsCommand.class,
      ProveEntryCommand.class,
      VerifyEntryCommand.class,
      FsckCommand.class,
      MonitorCommand.class,
      LogBenchCommand.class
    })
public final class LogCommand {}
