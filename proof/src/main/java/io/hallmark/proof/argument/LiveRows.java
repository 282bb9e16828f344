package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.proof.commitment.RowSet;
import io.hallmark.proof.relation.Block;
import io.hallmark.proof.relation.Group;
import java.util.Arrays;

/// The committed rows of a group in the order of the leaves: block after block, ascending.
final class LiveRows {
  private final long[] numbers;
  private final int[] firstOfBlock;
  private final Group group;

  LiveRows(Group group) {
    this.group = group;
    firstOfBlock = new int[group.blocks().size() + 1];
    for (int b = 0; b < group.blocks().size(); b++) {
      long size = group.blocks().get(b).layout().liveRows().size();
      firstOfBlock[b + 1] = Math.toIntExact(firstOfBlock[b] + size);
    }
    numbers = new long[firstOfBlock[group.blocks().size()]];
    int at = 0;
    for (Block block : group.blocks()) {
      RowSet live = block.layout().liveRows();
      for (int range = 0; range < live.rangeCount(); range++) {
        for (long k = 0; k < live.rangeSize(range); k++) {
          numbers[at++] = block.baseRow() + live.rangeStart(range) + k;
        }
      }
    }
  }

  /// How many.
  int size() {
    return numbers.length;
  }

  /// Number of a live row in the numbering of the group; ascending.
  long number(int index) {
    return numbers[index];
  }

  /// Index of the live row that holds an address of a block.
  int index(Block block, long address) {
    int b = group.blocks().indexOf(block);
    return firstOfBlock[b] + (int) block.layout().liveRows().indexOf(address >> block.layout().m());
  }

  /// `eq(alpha, number)` of every live row.
  ExtArray eq(Ext[] alpha) {
    int low = alpha.length / 2;
    ExtArray highTable = Tables.eq(Arrays.copyOf(alpha, alpha.length - low));
    ExtArray lowTable = Tables.eq(Arrays.copyOfRange(alpha, alpha.length - low, alpha.length));
    ExtArray out = new ExtArray(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      int h = (int) (numbers[i] >> low);
      int l = (int) (numbers[i] & ((1L << low) - 1));
      out.set(i, highTable.get(h).times(lowTable.get(l)));
    }
    return out;
  }
}
