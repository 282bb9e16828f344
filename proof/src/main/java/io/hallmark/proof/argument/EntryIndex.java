package io.hallmark.proof.argument;

import io.hallmark.algebra.field.ExtArray;
import java.util.Arrays;

/// Finds the first place of an element in an array: a hash table with open addressing, at most half
/// full.
///
/// - **Cost:** 8 bytes per element; one or two probes per element.
final class EntryIndex {
  private final ExtArray entries;
  private final int[] slots;
  private final int mask;

  EntryIndex(ExtArray entries) {
    this.entries = entries;
    int size = Integer.highestOneBit(Math.max(1, entries.length())) << 2;
    this.slots = new int[size];
    this.mask = size - 1;
    Arrays.fill(slots, -1);
    for (int i = 0; i < entries.length(); i++) {
      int at = slot(entries.a0()[i], entries.a1()[i]);
      if (slots[at] < 0) {
        slots[at] = i;
      }
    }
  }

  /// The first place of an element, or -1.
  int find(long a0, long a1) {
    return slots[slot(a0, a1)];
  }

  /// The slot of an element that is there, or the free slot where it would be.
  private int slot(long a0, long a1) {
    int at = (int) ((a0 * 0x9E37_79B9_7F4A_7C15L) >>> 32) & mask;
    for (int i = slots[at]; i >= 0; i = slots[at]) {
      if (entries.a0()[i] == a0 && entries.a1()[i] == a1) {
        return at;
      }
      at = (at + 1) & mask;
    }
    return at;
  }
}
