package io.hallmark.cli.trust;

import picocli.CommandLine.Command;

/// `hallmark trust`: whom a verifier believes.
@Command(
    name = "trust",
    mixinStandardHelpOptions = true,
    description = "The trust file: whom you believe, and what must be attested.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark trust add trust.json --authority \"City Hospital\" --key keys/hospital.pub \\",
      "      --capacity owner --required",
      "  hallmark trust show trust.json"
    },
    subcommands = {
      AddCommand.class,
      RotateCommand.class,
      RevokeCommand.class,
      LogsCommand.class,
      RootsCommand.class,
      ShowCommand.class
    })
public final class TrustCommand {}
