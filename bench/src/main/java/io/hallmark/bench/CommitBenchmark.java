package io.hallmark.bench;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.simd.HashKernels;
import io.hallmark.algebra.simd.RowKernels;
import io.hallmark.algebra.simd.RowSums;
import io.hallmark.algebra.simd.TransformKernels;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The kernels of commitment and opening, plain and on vectors (plain again where the machine has
/// none): transforms and chunk digests per element, short messages per message, inner products and
/// folds of rows per integer.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CommitBenchmark {
  private static final int ROWS = 64;
  private static final int LOG_SIZE = 12;
  private static final int ELEMENTS = ROWS << LOG_SIZE;
  private static final int MESSAGES = 256;
  private static final int NODE_BYTES = 66;
  private static final int INTEGERS = 1024;
  private static final int BITS = 16;

  private final TransformKernels plainTransform = TransformKernels.implementations().getFirst();
  private final TransformKernels vectorTransform = TransformKernels.implementations().getLast();
  private final HashKernels plainHashes = HashKernels.implementations().getFirst();
  private final HashKernels vectorHashes = HashKernels.implementations().getLast();
  private final RowKernels plainRows = RowKernels.implementations().getFirst();
  private final RowKernels vectorRows = RowKernels.implementations().getLast();
  private final Inputs inputs = new Inputs();
  private final long[] zeros = new long[ELEMENTS];
  private final long[] roots = new long[1 << LOG_SIZE];
  private final long[] elements = inputs.elements(MESSAGES * ROWS);
  private final byte[] messages = new byte[NODE_BYTES * MESSAGES];
  private final byte[] digests = new byte[HashKernels.DIGEST_BYTES * MESSAGES];
  private final int[] integers = inputs.ints(INTEGERS);
  private final ExtArray weights = inputs.extArray(INTEGERS);
  private final Ext c = inputs.ext();
  private final byte[] nodeDigest = new byte[HashKernels.DIGEST_BYTES];
  private Ext total = Ext.ZERO;
  private Ext inner = Ext.ZERO;

  /// Computes what is expected.
  public CommitBenchmark() {
    Arrays.fill(roots, 1);
    plainHashes.digests(messages, 0, NODE_BYTES, NODE_BYTES, 1, nodeDigest, 0, 0);
    for (int i = 0; i < INTEGERS; i++) {
      integers[i] >>= 32 - BITS - 1;
      total = total.plus(weights.get(i));
      inner = inner.plus(weights.get(i).times(Goldilocks.fromSigned(integers[i])));
    }
  }

  private long[] transform(TransformKernels kernels) {
    kernels.butterflies(zeros, ROWS, 0, ROWS, 0, LOG_SIZE, roots);
    Inputs.check(0L, zeros[ELEMENTS - 1]);
    return zeros;
  }

  private byte[] chunks(HashKernels kernels) {
    kernels.digests(0, elements, 0, ROWS, ROWS, MESSAGES, digests, 0);
    return digests;
  }

  private byte[] nodes(HashKernels kernels) {
    int bytes = HashKernels.DIGEST_BYTES;
    kernels.digests(messages, 0, NODE_BYTES, NODE_BYTES, MESSAGES, digests, 0, bytes);
    if (!Arrays.equals(nodeDigest, Arrays.copyOf(digests, bytes))) {
      throw new IllegalStateException("wrong digest");
    }
    return digests;
  }

  private Ext inner(RowKernels kernels) {
    Ext out = kernels.innerProduct(integers, BITS, weights, 0, INTEGERS, total);
    Inputs.check(inner, out);
    return out;
  }

  private ExtArray fold(RowKernels kernels) {
    RowSums sums = new RowSums(kernels, INTEGERS);
    for (int row = 0; row < ROWS; row++) {
      sums.add(c, integers);
    }
    ExtArray out = new ExtArray(INTEGERS);
    sums.addTo(out, 0);
    Inputs.check(c.times(Goldilocks.fromSigned(integers[0])).times(ROWS), out.get(0));
    return out;
  }

  /// All stages of a chunk of 64 rows.
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public long[] transformPlain() {
    return transform(plainTransform);
  }

  /// All stages of a chunk of 64 rows.
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public long[] transformVector() {
    return transform(vectorTransform);
  }

  /// Digests of chunks of 64 rows.
  @Benchmark
  @OperationsPerInvocation(MESSAGES * ROWS)
  public byte[] chunksPlain() {
    return chunks(plainHashes);
  }

  /// Digests of chunks of 64 rows.
  @Benchmark
  @OperationsPerInvocation(MESSAGES * ROWS)
  public byte[] chunksVector() {
    return chunks(vectorHashes);
  }

  /// Nodes of a tree.
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public byte[] nodesPlain() {
    return nodes(plainHashes);
  }

  /// Nodes of a tree.
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public byte[] nodesVector() {
    return nodes(vectorHashes);
  }

  /// A row of 16-bit integers with a vector of E.
  @Benchmark
  @OperationsPerInvocation(INTEGERS)
  public Ext innerPlain() {
    return inner(plainRows);
  }

  /// A row of 16-bit integers with a vector of E.
  @Benchmark
  @OperationsPerInvocation(INTEGERS)
  public Ext innerVector() {
    return inner(vectorRows);
  }

  /// 64 rows of 16-bit integers, each times an element of E.
  @Benchmark
  @OperationsPerInvocation(INTEGERS * ROWS)
  public ExtArray foldPlain() {
    return fold(plainRows);
  }

  /// 64 rows of 16-bit integers, each times an element of E.
  @Benchmark
  @OperationsPerInvocation(INTEGERS * ROWS)
  public ExtArray foldVector() {
    return fold(vectorRows);
  }
}
