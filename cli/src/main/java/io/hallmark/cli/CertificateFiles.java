package io.hallmark.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Certificates that a command line names: files, and folders with `.hallmark` files.
public final class CertificateFiles {
  private CertificateFiles() {}

  /// The files, those of a folder by name; links are not followed.
  public static List<Path> of(List<Path> places) throws IOException {
    List<Path> out = new ArrayList<>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        try (Stream<Path> all = Files.walk(place)) {
          all.filter(f -> String.valueOf(f.getFileName()).endsWith(".hallmark"))
              .filter(Files::isRegularFile)
              .sorted()
              .forEach(out::add);
        }
      } else {
        out.add(place);
      }
    }
    return out;
  }
}
