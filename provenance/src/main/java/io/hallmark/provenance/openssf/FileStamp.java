package io.hallmark.provenance.openssf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/// What the system says about a file without reading it. Two equal stamps mean the same content, if
/// the first was taken well after the last change.
///
/// @param changed the latest of its times
/// @param text everything: length, time of the content, and where the system tells them the number
///   of the file and the time of its last change of any kind
record FileStamp(Instant changed, String text) {
  static FileStamp of(Path file) throws IOException {
    long size = Files.size(file);
    Instant content = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    String text = size + " " + content;
    try {
      Map<String, Object> more =
          Files.readAttributes(file, "unix:ino,ctime", LinkOption.NOFOLLOW_LINKS);
      if (more.get("ctime") instanceof FileTime time) {
        Instant any = time.toInstant();
        return new FileStamp(
            any.isAfter(content) ? any : content, text + " " + more.get("ino") + " " + any);
      }
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return new FileStamp(content, text); // a system without them
    }
    return new FileStamp(content, text);
  }
}
