package io.hallmark.cli.dataset;

import picocli.CommandLine.Command;

/// `hallmark dataset`: from files of records to a certified commitment.
@Command(
    name = "dataset",
    mixinStandardHelpOptions = true,
    description = "From files of records to a certified commitment.",
    footerHeading = "%nExamples, in order:%n",
    footer = {
      "  hallmark dataset infer data.csv --label diagnosis --out in.json",
      "  hallmark dataset fit data.csv --schema in.json --out schema.json",
      "  hallmark dataset commit data.csv --schema schema.json --out dataset/",
      "  hallmark dataset verify dataset/manifest.json",
      "  hallmark dataset recheck data.csv --dataset dataset/",
      "  hallmark dataset certify dataset/manifest.json --key keys/hospital \\",
      "      --as \"City Hospital\" --capacity owner --attest sources-recomputed \\",
      "      --sources data.csv --opening dataset/opening --valid-until 2027-12-31 \\",
      "      --out dataset/certificate.json"
    },
    subcommands = {
      InferCommand.class,
      FitCommand.class,
      CommitCommand.class,
      AppendCommand.class,
      VersionsCommand.class,
      LocateCommand.class,
      IncludedCommand.class,
      VerifyDatasetCommand.class,
      RecheckCommand.class,
      CertifyCommand.class,
      CosignDatasetCommand.class,
      AnswerCommand.class,
      StatusCommand.class,
      RenewCommand.class,
      CopyCommand.class,
      IndexCommand.class,
      WithdrawCommand.class
    })
public final class DatasetCommand {}
