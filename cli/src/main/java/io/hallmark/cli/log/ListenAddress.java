package io.hallmark.cli.log;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.ExitCode;
import java.net.InetSocketAddress;

/// `HOST:PORT` on the command line.
final class ListenAddress {
  private ListenAddress() {}

  static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && port >= 0 && port < 65_536) {
        return new InetSocketAddress(text.substring(0, colon), port);
      }
    } catch (NumberFormatException e) {
      throw new CommandException(ExitCode.USAGE, "--listen is HOST:PORT, not " + text);
    }
    throw new CommandException(ExitCode.USAGE, "--listen is HOST:PORT, not " + text);
  }
}
