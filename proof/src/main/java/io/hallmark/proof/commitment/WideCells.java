package io.hallmark.proof.commitment;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cells as canonical elements.
final class WideCells implements Cells {
  private final long[] elements;

  /// @param elements canonical; not copied
  WideCells(long[] elements) {
    this.elements = elements;
  }

  @Override
  public int size() {
    return elements.length;
  }

  @Override
  public boolean isSmall() {
    return false;
  }

  @Override
  public long element(int i) {
    return elements[i];
  }

  @Override
  public int small(int i) {
    throw new IllegalStateException("cells are not small");
  }

  @Override
  public void copySmall(int from, int[] out, int at, int count) {
    throw new IllegalStateException("cells are not small");
  }

  @Override
  public void copyElements(int from, long[] out, int at, int count) {
    System.arraycopy(elements, from, out, at, count);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Cells c && Cells.equal(this, c);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(elements);
  }

  /// Size only: cells can be secret.
  @Override
  public String toString() {
    return "Cells[" + size() + "]";
  }
}
