package io.hallmark.cli.timestamp;

import picocli.CommandLine.Command;

/// `hallmark timestamp`: that something existed at a time, by somebody else's word.
@Command(
    name = "timestamp",
    mixinStandardHelpOptions = true,
    description = {
      "Timestamps by RFC 3161: a request for any authority, and an authority of one's own for"
          + " tests",
      "and for places without a network. Of a .hallmark file the certificate's signature is",
      "stamped, of any other file its bytes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark timestamp request model.hallmark --out request.tsq",
      "  (send request.tsq to an authority, as application/timestamp-query; its answer is",
      "  answer.tsr)",
      "  hallmark attach model.hallmark --timestamp answer.tsr --out release.hallmark",
      "  hallmark trust roots trust.json --timestamps authority-root.pem"
    },
    subcommands = {
      RequestCommand.class,
      CheckCommand.class,
      InitAuthorityCommand.class,
      AnswerCommand.class
    })
public final class TimestampCommand {}
