package io.hallmark.provenance.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A file as the system knows it: device and inode, and when the inode was made, where file systems
/// keep that. A number alone is not enough: that of a deleted file is soon given to another one,
/// often to the very backup that takes its place.
///
/// @param number device and inode; empty where systems do not say
/// @param text what a ledger writes down
record FileIdentity(String number, String text) {
  /// The file that is there.
  static FileIdentity of(Path file) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    String number = found.fileKey() == null ? "" : String.valueOf(found.fileKey());
    return new FileIdentity(number, number + " made " + found.creationTime());
  }

  /// The same for a file that is about to be written to, with the time left out where the file
  /// system does not keep it: such a system gives the time of the last change instead, which is
  /// changed here to find out.
  static FileIdentity ofWritten(Path file) throws IOException {
    FileTime trial =
        FileTime.from(Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS));
    Files.setLastModifiedTime(file, trial);
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    FileIdentity all = of(file);
    return found.creationTime().equals(trial) ? new FileIdentity(all.number, all.number) : all;
  }

  /// Whether a ledger that says this was written in this file.
  boolean is(String written) {
    return written.equals(text) || written.equals(number);
  }
}
