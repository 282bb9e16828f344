package io.hallmark.provenance.certificate;

import io.hallmark.provenance.VerificationException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/// A ZIP file with exactly one encoding for its members: stored (method 0), version 1.0, all times
/// 1980-01-01 00:00:00, no flags, no extra fields, no comments, members in the given order, the
/// central directory right after them. Stock tools read it; two of these files with equal members
/// are equal.
///
/// [#read] walks the local headers only, then writes the file again and compares: whatever the
/// central directory, a checksum or a second header could say differently is refused at once, and
/// the size of what is read is never more than the size of what was given.
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
  static byte[] write(Map<String, byte[]> members) {
    long size = END_BYTES;
    for (Map.Entry<String, byte[]> e : members.entrySet()) {
      size += LOCAL_BYTES + CENTRAL_BYTES + 2L * e.getKey().length() + e.getValue().length;
    }
    if (size > Integer.MAX_VALUE - 16 || members.size() > 0xfffe) {
      throw new IllegalArgumentException("too large for one file: " + size + " bytes");
    }
    ByteBuffer out = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
    int[] offsets = new int[members.size()];
    int[] checksums = new int[members.size()];
    int i = 0;
    for (Map.Entry<String, byte[]> e : members.entrySet()) {
      CRC32 crc = new CRC32();
      crc.update(e.getValue());
      checksums[i] = (int) crc.getValue();
      offsets[i] = out.position();
      out.putInt(LOCAL);
      putCommon(out, e.getKey(), e.getValue().length, checksums[i]);
      out.put(e.getKey().getBytes(StandardCharsets.US_ASCII));
      out.put(e.getValue());
      i++;
    }
    int directory = out.position();
    i = 0;
    for (Map.Entry<String, byte[]> e : members.entrySet()) {
      out.putInt(CENTRAL).putShort(VERSION);
      putCommon(out, e.getKey(), e.getValue().length, checksums[i]);
      out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0).putInt(offsets[i]);
      out.put(e.getKey().getBytes(StandardCharsets.US_ASCII));
      i++;
    }
    int directoryBytes = out.position() - directory;
    short count = (short) members.size();
    out.putInt(END).putShort((short) 0).putShort((short) 0).putShort(count).putShort(count);
    out.putInt(directoryBytes).putInt(directory).putShort((short) 0);
    return out.array();
  }

  /// What a local header and an entry of the directory share: version to name and extra length.
  private static void putCommon(ByteBuffer out, String name, int length, int checksum) {
    out.putShort(VERSION).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    out.putShort(DATE).putInt(checksum).putInt(length).putInt(length);
    out.putShort((short) name.length()).putShort((short) 0);
  }

  /// Reads a file written by [#write], and no other.
  ///
  /// @param file the whole file
  /// @param maxMembers more members are refused
  /// @return names and contents in order; contents are copies
  /// @throws VerificationException.Malformed with the first place that differs
  static Map<String, byte[]> read(byte[] file, int maxMembers)
      throws VerificationException.Malformed {
    Map<String, byte[]> members = new LinkedHashMap<>();
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    while (in.remaining() >= LOCAL_BYTES && in.getInt(in.position()) == LOCAL) {
      readMember(in, members, maxMembers);
    }
    if (members.isEmpty()) {
      throw new VerificationException.Malformed("byte 0: not a container (no stored member)");
    }
    byte[] expected = write(members);
    int place = Arrays.mismatch(file, expected);
    if (place >= 0) {
      throw new VerificationException.Malformed(
          "byte " + place + ": the container is not in its one canonical form");
    }
    return members;
  }

  private static void readMember(ByteBuffer in, Map<String, byte[]> members, int maxMembers)
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
          place
              + ": only plainly stored members are read (flags "
              + flags
              + ", method "
              + method
              + ")");
    }
    if (extraLength != 0 || nameLength == 0 || nameLength > 255) {
      throw new VerificationException.Malformed(place + ": bad name, or an extra field");
    }
    if (members.size() == maxMembers) {
      throw new VerificationException.Malformed(place + ": more than " + maxMembers + " members");
    }
    in.position(at + LOCAL_BYTES);
    if (length + nameLength > in.remaining()) {
      throw new VerificationException.Malformed(place + ": longer than the file");
    }
    byte[] name = new byte[nameLength];
    in.get(name);
    for (byte b : name) {
      if (b < 0x20 || b > 0x7e) {
        throw new VerificationException.Malformed(place + ": the name is not printable ASCII");
      }
    }
    byte[] content = new byte[(int) length];
    in.get(content);
    String text = new String(name, StandardCharsets.US_ASCII);
    if (members.putIfAbsent(text, content) != null) {
      throw new VerificationException.Malformed(place + ": member " + text + " occurs twice");
    }
  }
}
