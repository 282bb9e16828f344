package io.hallmark.proof.commitment;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.code.RowEncoder;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.HashKernels;
import io.hallmark.algebra.simd.RowKernels;
import io.hallmark.algebra.simd.RowSums;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.LeafTree;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.wire.ElementStream;
import io.hallmark.proof.wire.Hashes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The committing side of one commitment: the slack of its live rows, and its tree.
///
/// Row l is the polynomial `P_l(x) = sum over j < M of W[l,j]·x^j + x^M·sum over j < T of
/// slack[l,j]·x^j`, and leaf i of the tree holds `P_l(x_i)` for all l, and in the trace then the
/// values of the masks. The slack of row l is the stream (seed, 1, l), the salts have purpose 1.
///
/// Cells are not held but asked for, block by block, whenever rows are needed. Codewords are kept
/// for the queries where that takes at most a third of the memory, else encoded again.
///
/// - **Cost:** one transform of size n per row; 8·T bytes per row, `8·n` more if codewords are
///   kept.
/// - **Threads:** belongs to one thread; shares its work with the pool in which it is called. Holds
///   secrets.
public final class RowCommitment {
  /// Gives the cells of the blocks, in any order and as often as they are needed; always the same.
  public interface Source {
    /// The cells of a block.
    BlockCells block(int number);

    /// The digests of the chunks of a block, if they were made before from the same cells: its rows
    /// are not encoded again then.
    ///
    /// @param bytes how many there are
    default Optional<byte[]> digests(int number, int bytes) {
      return Optional.empty();
    }

    /// The digests of the chunks of a block are made.
    default void digested(int number, byte[] digests) {}
  }

  private static final int PURPOSE = 1;
  private static final int PIECE = 1024;
  private static final int STRETCH = 4096;
  private static final int ENCODED_PIECE = 128;
  private static final int PIECE_STRIDE = ENCODED_PIECE + 8; // rows differ in cache lines
  private static final int ELEMENTS_OF_BLOCK = 8;

  private final Geometry geometry;
  private final int nu;
  private final Source source;
  private final int[] firstRows;
  private final long[][] slack;
  private boolean keeps;
  private final List<long[]> kept = new ArrayList<>();
  private final List<ExtArray> masks;
  private final LeafTree tree;

  /// Encodes and hashes.
  ///
  /// @param geometry a valid geometry
  /// @param layouts where the columns of each block stand
  /// @param source the cells of the blocks; kept
  /// @param seed seed of slack and salts, 32 bytes
  /// @param masks polynomials whose values end every leaf, by coefficient
  public RowCommitment(
      Geometry geometry,
      List<BlockLayout> layouts,
      Source source,
      byte[] seed,
      List<ExtArray> masks) {
    this(geometry, layouts, source, seed, masks, Runtime.getRuntime().maxMemory() / 3);
  }

  /// Encodes and hashes.
  ///
  /// @param geometry a valid geometry
  /// @param layouts where the columns of each block stand
  /// @param source the cells of the blocks; kept
  /// @param seed seed of slack and salts, 32 bytes
  /// @param masks polynomials whose values end every leaf, by coefficient
  /// @param keepable bytes of codewords that may be kept
  public RowCommitment(
      Geometry geometry,
      List<BlockLayout> layouts,
      Source source,
      byte[] seed,
      List<ExtArray> masks,
      long keepable) {
    this.geometry = geometry;
    this.nu = (int) geometry.nu();
    this.source = source;
    int[] sizes = layouts.stream().mapToInt(x -> Math.toIntExact(x.liveRows().size())).toArray();
    this.firstRows = new int[sizes.length + 1];
    for (int b = 0; b < sizes.length; b++) {
      firstRows[b + 1] = Math.addExact(firstRows[b], sizes[b]);
    }
    this.keeps = Long.BYTES * codewordElements() <= keepable;
    this.slack = new long[rowCount()][(int) geometry.slack()];
    this.masks = masks.stream().map(mask -> ReedSolomon.encode(mask, nu)).toList();
    try {
      tree = commit(LeafShape.rows(sizes, 2 * masks.size()), seed);
    } catch (RuntimeException | Error e) {
      eraseRows();
      throw e;
    }
  }

  private LeafTree commit(LeafShape shape, byte[] seed) {
    RowKernels.chosen((long) rowCount() * geometry.rowLength()); // compiled until the opening
    IntStream.range(0, slack.length).parallel().forEach(l -> drawSlack(seed, l));
    List<byte[]> digests = new ArrayList<>();
    for (int b = 0; b < blockCount(); b++) {
      commit(b, digests);
    }
    return new LeafTree(
        shape, 1 << nu, (i, out, at) -> body(digests, i, out, at), this::values, seed, PURPOSE);
  }

  /// Adds the digests of the chunks of a block. Codewords of blocks that were digested before are
  /// missing, so none are kept then.
  private void commit(int block, List<byte[]> digests) {
    int rows = firstRows[block + 1] - firstRows[block];
    int chunk = Hashes.DIGEST_BYTES << nu;
    int chunks = (rows + LeafShape.CHUNK - 1) / LeafShape.CHUNK;
    Optional<byte[]> known = source.digests(block, Math.multiplyExact(chunk, chunks));
    if (known.isPresent()) {
      for (int k = 0; k < chunks; k++) {
        digests.add(Arrays.copyOfRange(known.get(), k * chunk, (k + 1) * chunk));
      }
      keeps = false;
      kept.clear();
      return;
    }
    int first = digests.size();
    encode(
        block,
        (codewords, width) -> {
          digests.add(ChunkDigests.of(hashes(), codewords, width, nu));
          if (keeps) {
            kept.add(codewords);
          }
        });
    byte[] all = new byte[Math.multiplyExact(chunk, chunks)];
    for (int k = 0; k < chunks; k++) {
      System.arraycopy(digests.get(first + k), 0, all, k * chunk, chunk);
    }
    source.digested(block, all);
  }

  private HashKernels hashes() {
    return HashKernels.chosen(codewordElements() / ELEMENTS_OF_BLOCK);
  }

  private long codewordElements() {
    return (long) rowCount() << nu;
  }

  private void drawSlack(byte[] seed, int l) {
    ElementStream stream = new ElementStream(seed, PURPOSE, l);
    for (int j = 0; j < slack[l].length; j++) {
      slack[l][j] = stream.next();
    }
    stream.erase();
  }

  /// Receives the codewords of a chunk of rows, interleaved.
  private interface Chunks {
    void take(long[] codewords, int width);
  }

  /// Encodes the chunks of a block, one after the other.
  private void encode(int block, Chunks to) {
    long[] buffer = new long[0];
    BlockCells cells = source.block(block);
    for (int from = 0; from < cells.rowCount(); from += LeafShape.CHUNK) {
      int width = Math.min(LeafShape.CHUNK, cells.rowCount() - from);
      if (keeps || buffer.length < width << nu) {
        buffer = new long[Math.multiplyExact(width, 1 << nu)];
      }
      encode(cells, from, firstRows[block], width, buffer);
      to.take(buffer, width);
    }
  }

  private void encode(BlockCells cells, int from, int first, int width, long[] codewords) {
    int m = (int) geometry.rowLength();
    int length = m + (int) geometry.slack();
    RowEncoder encoder = new RowEncoder(width, length, nu, codewords);
    int stretches = (length + STRETCH - 1) / STRETCH;
    IntStream.range(0, stretches)
        .parallel()
        .forEach(k -> {
          long[] piece = new long[width * PIECE_STRIDE];
          int end = Math.min((k + 1) * STRETCH, length);
          for (int start = k * STRETCH; start < end; start += ENCODED_PIECE) {
            int n = Math.min(ENCODED_PIECE, end - start);
            int inside = Math.clamp(m - start, 0, n);
            for (int r = 0; r < width; r++) {
              int at = r * PIECE_STRIDE;
              cells.read(from + r, start, inside, piece, at);
              if (inside < n) {
                long[] own = slack[first + from + r];
                System.arraycopy(own, start + inside - m, piece, at + inside, n - inside);
              }
            }
            encoder.put(start, n, piece, PIECE_STRIDE);
          }
        });
    encoder.encode(codewordElements());
  }

  private void body(List<byte[]> digests, int position, byte[] out, int at) {
    int to = at;
    for (byte[] chunk : digests) {
      System.arraycopy(chunk, Hashes.DIGEST_BYTES * position, out, to, Hashes.DIGEST_BYTES);
      to += Hashes.DIGEST_BYTES;
    }
    for (ExtArray mask : masks) {
      Hashes.putLong(out, to, mask.a0()[position]);
      Hashes.putLong(out, to + 8, mask.a1()[position]);
      to += 16;
    }
  }

  /// The values of leaves.
  private long[] values(long[] positions) {
    int width = rowCount() + 2 * masks.size();
    long[] out = new long[Math.multiplyExact(width, positions.length)];
    int[] row = {0};
    Chunks gather =
        (codewords, rows) -> {
          for (int k = 0; k < positions.length; k++) {
            int at = (int) positions[k] * rows;
            System.arraycopy(codewords, at, out, width * k + row[0], rows);
          }
          row[0] += rows;
        };
    if (keeps) {
      kept.forEach(codewords -> gather.take(codewords, codewords.length >> nu));
    } else {
      for (int b = 0; b < blockCount(); b++) {
        encode(b, gather);
      }
    }
    for (int k = 0; k < positions.length; k++) {
      int to = width * k + rowCount();
      for (ExtArray mask : masks) {
        out[to++] = mask.a0()[(int) positions[k]];
        out[to++] = mask.a1()[(int) positions[k]];
      }
    }
    return out;
  }

  /// The root.
  public byte[] root() {
    return tree.root();
  }

  /// Number of live rows.
  public int rowCount() {
    return firstRows[firstRows.length - 1];
  }

  /// Number of blocks.
  public int blockCount() {
    return firstRows.length - 1;
  }

  /// Number of the first row of a block.
  public int firstRow(int block) {
    return firstRows[block];
  }

  /// The cells of a block.
  public BlockCells block(int number) {
    return source.block(number);
  }

  /// The slack of row l, T elements; not copied, not to be changed.
  public long[] slack(int l) {
    return slack[l];
  }

  /// Adds `sum over l of weights[from + l]·row l`, slack included, to `sum`.
  ///
  /// @param sum K elements; of slack, as many as there is room for
  /// @param weights weights of the rows
  /// @param from index of the weight of row 0
  public void addFold(ExtArray sum, ExtArray weights, int from) {
    int m = (int) geometry.rowLength();
    RowKernels kernels = RowKernels.chosen((long) rowCount() * m);
    for (int b = 0; b < blockCount(); b++) {
      BlockCells cells = source.block(b);
      int first = firstRows[b];
      IntStream.range(0, (m + PIECE - 1) / PIECE)
          .parallel()
          .forEach(k -> addFold(kernels, cells, k * PIECE, weights, from + first, sum));
    }
    int length = Math.min((int) geometry.slack(), sum.length() - m);
    IntStream.range(0, (length + PIECE - 1) / PIECE)
        .parallel()
        .forEach(k -> {
          int start = k * PIECE;
          RowSums sums = new RowSums(kernels, Math.min(PIECE, length - start));
          for (int l = 0; l < slack.length; l++) {
            sums.add(weights.get(from + l), slack[l], start);
          }
          sums.addTo(sum, m + start);
        });
  }

  private void addFold(
      RowKernels kernels,
      BlockCells cells,
      int start,
      ExtArray weights,
      int weightsFrom,
      ExtArray sum) {
    int n = Math.min(PIECE, (int) geometry.rowLength() - start);
    RowSums sums = new RowSums(kernels, n);
    int[] small = new int[n];
    long[] wide = new long[n];
    for (int l = 0; l < cells.rowCount(); l++) {
      Ext weight = weights.get(weightsFrom + l);
      if (cells.isSmall(l)) {
        cells.read(l, start, n, small, 0);
        sums.add(weight, small);
      } else {
        cells.read(l, start, n, wide, 0);
        sums.add(weight, wide, 0);
      }
    }
    sums.addTo(sum, start);
  }

  /// Opens leaves.
  @SuppressWarnings("exports") // for the argument only, which is in this module
  public Opening open(long[] positions) {
    return tree.open(positions);
  }

  /// Overwrites slack, codewords, masks and the seed of the salts.
  public void erase() {
    eraseRows();
    tree.eraseSalts();
  }

  private void eraseRows() {
    for (long[] row : slack) {
      Arrays.fill(row, 0);
    }
    kept.forEach(codewords -> Arrays.fill(codewords, 0));
    masks.forEach(mask -> mask.fill(Ext.ZERO));
  }
}
