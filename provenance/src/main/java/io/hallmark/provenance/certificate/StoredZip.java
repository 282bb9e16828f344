package io.hallmark.provenance.certificate;

import io.hallmark.provenance.VerificationException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/// A ZIP file with exactly one encoding for its members: stored (method 0), version 1.0, all times
/// 1980-01-01 00:00:00, no flags, no extra fields, no comments, members in the given order, the
/// central directory right after them. Stock tools read it; two of these files with equal members
/// are equal.
///
/// [#read] walks the local headers and compares every byte that is not content with the one that
/// [#write] would have put there, checksums included: whatever the central directory or a second
/// header could say differently is refused at once. Contents stay where they are: nothing is
/// copied.
final class StoredZip {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int LOCAL_BYTES = 30;
  private static final int CENTRAL_BYTES = 46;
  private static final int END_BYTES = 22;
  private static final short VERSION = 10;

  /// 1980-01-01 in the date format of ZIP.
  private static final short DATE = 0x21;

  private StoredZip() {}

  /// The members as one file.
  ///
  /// @param members ASCII names and contents, in order; at most 65,534, below 2^31 bytes together
  /// @throws IllegalArgumentException if there are too many or too large members
  static byte[] write(Map<String, ByteBuffer> members) {
    long size = END_BYTES;
    for (Map.Entry<String, ByteBuffer> e : members.entrySet()) {
      size += LOCAL_BYTES + CENTRAL_BYTES + 2L * e.getKey().length() + e.getValue().remaining();
    }
    if (size > Integer.MAX_VALUE - 16 || members.size() > 0xfffe) {
      throw new IllegalArgumentException("too large for one file: " + size + " bytes");
    }
    ByteBuffer out = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
    Map<String, Entry> entries = new LinkedHashMap<>();
    members.forEach((name, content) -> {
      Entry entry = new Entry(out.position(), checksum(content), content.remaining());
      out.put(local(name, entry)).put(content.duplicate());
      entries.put(name, entry);
    });
    return out.put(directory(entries, out.position())).array();
  }

  /// Where a member stands and what both headers say about it.
  private record Entry(int offset, int checksum, int length) {}

  private static int checksum(ByteBuffer content) {
    CRC32 crc = new CRC32();
    crc.update(content.duplicate());
    return (int) crc.getValue();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The local header and the name.
  private static ByteBuffer local(String name, Entry entry) {
    ByteBuffer out = little(LOCAL_BYTES + name.length()).putInt(LOCAL);
    putCommon(out, name, entry);
    return out.put(name.getBytes(StandardCharsets.US_ASCII)).flip();
  }

  /// The central directory and the end.
  private static ByteBuffer directory(Map<String, Entry> entries, int offset) {
    int bytes = 0;
    for (String name : entries.keySet()) {
      bytes += CENTRAL_BYTES + name.length();
    }
    ByteBuffer out = little(bytes + END_BYTES);
    entries.forEach((name, entry) -> {
      out.putInt(CENTRAL).putShort(VERSION);
      putCommon(out, name, entry);
      out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
      out.putInt(entry.offset).put(name.getBytes(StandardCharsets.US_ASCII));
    });
    short count = (short) entries.size();
    out.putInt(END).putShort((short) 0).putShort((short) 0).putShort(count).putShort(count);
    return out.putInt(bytes).putInt(offset).putShort((short) 0).flip();
  }

  /// What a local header and an entry of the directory share: version to name and extra length.
  private static void putCommon(ByteBuffer out, String name, Entry entry) {
    out.putShort(VERSION).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    out.putShort(DATE).putInt(entry.checksum).putInt(entry.length).putInt(entry.length);
    out.putShort((short) name.length()).putShort((short) 0);
  }

  /// Reads a file written by [#write], and no other.
  ///
  /// @param file the whole file; its position does not move
  /// @param maxMembers more members are refused
  /// @return names and contents in order; contents are read-only views of the file
  /// @throws VerificationException.Malformed with the first place that differs
  static Map<String, ByteBuffer> read(ByteBuffer file, int maxMembers)
      throws VerificationException.Malformed {
    Map<String, ByteBuffer> members = new LinkedHashMap<>();
    Map<String, Entry> entries = new LinkedHashMap<>();
    ByteBuffer in = file.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    while (in.remaining() >= LOCAL_BYTES && in.getInt(in.position()) == LOCAL) {
      readMember(in, members, entries, maxMembers);
    }
    if (members.isEmpty()) {
      throw new VerificationException.Malformed("byte 0: not a container (no stored member)");
    }
    compare(in, in.position(), directory(entries, in.position()), in.remaining());
    return members;
  }

  /// Compares the `length` bytes at a place with those that should be there.
  private static void compare(ByteBuffer in, int at, ByteBuffer expected, int length)
      throws VerificationException.Malformed {
    int place = in.slice(at, length).mismatch(expected);
    if (place >= 0) {
      throw new VerificationException.Malformed(
          "byte " + (at + place) + ": the container is not in its one canonical form");
    }
  }

  private static void readMember(
      ByteBuffer in, Map<String, ByteBuffer> members, Map<String, Entry> entries, int maxMembers)
      throws VerificationException.Malformed {
    int at = in.position();
    int flags = in.getShort(at + 6);
    int method = Short.toUnsignedInt(in.getShort(at + 8));
    long length = Integer.toUnsignedLong(in.getInt(at + 22));
    int nameLength = Short.toUnsignedInt(in.getShort(at + 26));
    int extraLength = Short.toUnsignedInt(in.getShort(at + 28));
    String place = "member at byte " + at;
    if (flags != 0 || method != 0 || in.getInt(at + 18) != in.getInt(at + 22)) {
      throw new VerificationException.Malformed(
          "%s: only plainly stored members are read (flags %d, method %d)"
              .formatted(place, flags, method));
    }
    if (extraLength != 0 || nameLength == 0 || nameLength > 255) {
      throw new VerificationException.Malformed(place + ": bad name, or an extra field");
    }
    if (members.size() == maxMembers) {
      throw new VerificationException.Malformed(place + ": more than " + maxMembers + " members");
    }
    if (length + nameLength > in.remaining() - LOCAL_BYTES) {
      throw new VerificationException.Malformed(place + ": longer than the file");
    }
    String name = name(in.slice(at + LOCAL_BYTES, nameLength), place);
    int begin = at + LOCAL_BYTES + nameLength;
    ByteBuffer content = in.slice(begin, (int) length);
    Entry entry = new Entry(at, checksum(content), (int) length);
    compare(in, at, local(name, entry), LOCAL_BYTES + nameLength);
    if (members.putIfAbsent(name, content) != null) {
      throw new VerificationException.Malformed(place + ": member " + name + " occurs twice");
    }
    entries.put(name, entry);
    in.position(begin + (int) length);
  }

  private static String name(ByteBuffer bytes, String place)
      throws VerificationException.Malformed {
    StringBuilder out = new StringBuilder();
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      if (b < 0x20 || b > 0x7e) {
        throw new VerificationException.Malformed(place + ": the name is not printable ASCII");
      }
      out.append((char) b);
    }
    return out.toString();
  }
}
