package io.hallmark.proof.merkle;

import io.hallmark.proof.wire.Hashes;
import java.util.Arrays;

/// What a leaf of a tree holds, and its digest.
///
/// A leaf of rows hashes the digests of chunks of at most 64 live rows, block by block, and then
/// the values that stand in clear (the masks of the trace); other leaves hash their values.
public final class LeafShape {
  /// Most rows of a chunk.
  public static final int CHUNK = 64;

  private static final int ROWS = 1;
  private static final int MASKS = 2;
  private static final int LEVEL = 3;

  private final int kind;
  private final int[] blocks;
  private final int width;
  private final int bodyLength;

  private LeafShape(int kind, int[] blocks, int clear) {
    this.kind = kind;
    this.blocks = blocks;
    int chunks = 0;
    for (int rows : blocks) {
      chunks += (rows + CHUNK - 1) / CHUNK;
    }
    this.width = Math.addExact(Arrays.stream(blocks).reduce(0, Math::addExact), clear);
    this.bodyLength = Hashes.DIGEST_BYTES * chunks + 8 * clear;
  }

  /// Leaves of committed rows.
  ///
  /// @param blocks number of live rows of each block
  /// @param clear number of values after them, 0 or 6
  public static LeafShape rows(int[] blocks, int clear) {
    return new LeafShape(ROWS, blocks.clone(), clear);
  }

  /// Leaves of the mask tree of a further group: one extension element.
  public static LeafShape mask() {
    return new LeafShape(MASKS, new int[0], 2);
  }

  /// Leaves of a level, without salt: one extension element per row.
  ///
  /// @param rows number of committed rows
  public static LeafShape level(int rows) {
    return new LeafShape(LEVEL, new int[0], 2 * rows);
  }

  /// Number of base-field values of a leaf.
  public int width() {
    return width;
  }

  /// Whether each leaf has a salt.
  public boolean salted() {
    return kind != LEVEL;
  }

  /// Length in bytes of what the leaf digest hashes after the salt.
  public int bodyLength() {
    return bodyLength;
  }

  /// The digest of one leaf.
  ///
  /// @param position its position
  /// @param values array that holds its values
  /// @param at where they start
  /// @param salts array that holds its salt; not read if there is none
  /// @param saltAt where the salt starts
  /// @param body room for [#bodyLength] bytes, overwritten
  /// @param out receives 32 bytes at `outAt`
  public void digest(
      long position,
      long[] values,
      int at,
      byte[] salts,
      int saltAt,
      byte[] body,
      byte[] out,
      int outAt) {
    body(values, at, body, 0);
    Hashes.leaf(kind, position, salted() ? salts : null, saltAt, body, 0, bodyLength, out, outAt);
  }

  /// Writes what the leaf digest hashes after the salt.
  ///
  /// @param values array that holds the values of the leaf
  /// @param at where they start
  /// @param body receives [#bodyLength] bytes from `bodyAt` on
  void body(long[] values, int at, byte[] body, int bodyAt) {
    int value = at;
    int end = at + width;
    int to = bodyAt;
    for (int rows : blocks) {
      for (int from = 0; from < rows; from += CHUNK) {
        int count = Math.min(CHUNK, rows - from);
        Hashes.chunk(values, value, count, body, to);
        value += count;
        to += Hashes.DIGEST_BYTES;
      }
    }
    for (; value < end; value++) {
      Hashes.putLong(body, to, values[value]);
      to += 8;
    }
  }

  /// Bytes of the message of a leaf.
  int messageLength() {
    return Hashes.LEAF_HEAD_BYTES + (salted() ? Hashes.DIGEST_BYTES : 0) + bodyLength;
  }

  /// Writes the start of the message of a leaf.
  void putHead(long position, byte[] message, int at) {
    Hashes.putLeafHead(kind, position, bodyLength, message, at);
  }

  /// The digests of opened leaves.
  ///
  /// @param positions their positions
  /// @param values their values, [#width] each
  /// @param salts their salts, 32 bytes each, if they have salts
  public byte[] digests(long[] positions, long[] values, byte[] salts) {
    byte[] out = new byte[Hashes.DIGEST_BYTES * positions.length];
    byte[] body = new byte[bodyLength];
    for (int k = 0; k < positions.length; k++) {
      int at = Hashes.DIGEST_BYTES * k;
      digest(positions[k], values, width * k, salts, at, body, out, at);
    }
    return out;
  }
}
