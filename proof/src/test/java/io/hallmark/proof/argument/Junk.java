package io.hallmark.proof.argument;

import io.hallmark.proof.commitment.BlockCells;
import io.hallmark.proof.commitment.BlockLayout;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Array;
import java.util.stream.IntStream;

/// Fills every committed cell outside the index boxes with something: called where the product has
/// read places of a row of a block, as integers or as elements.
public final class Junk implements CodeTransform {
  /// One without parameters, for the loader.
  public Junk() {}

  @Override
  public void accept(CodeBuilder builder, CodeElement element) {
    if (element instanceof ReturnInstruction) {
      builder
          .aload(0)
          .iload(1)
          .iload(2)
          .iload(3)
          .aload(4)
          .iload(5)
          .invokestatic(
              ClassDesc.of(Junk.class.getName()),
              "fill",
              MethodTypeDesc.of(
                  ConstantDescs.CD_void,
                  ClassDesc.of(BlockCells.class.getName()),
                  ConstantDescs.CD_int,
                  ConstantDescs.CD_int,
                  ConstantDescs.CD_int,
                  ConstantDescs.CD_Object,
                  ConstantDescs.CD_int));
    }
    builder.with(element);
  }

  /// Fills the padding among the places of a live row that were read.
  public static void fill(BlockCells cells, int row, int from, int count, Object out, int at) {
    BlockLayout layout = cells.layout();
    int length = 1 << layout.m();
    boolean[] inBox = new boolean[cells.rowCount() << layout.m()];
    for (int c = 0; c < layout.columnCount(); c++) {
      long[] extents = layout.extents(c);
      long[] index = new long[extents.length];
      int k;
      do {
        long address = layout.address(c, index);
        long live = layout.liveRows().indexOf(address >> layout.m());
        inBox[(int) (live * length + address % length)] = true;
        k = extents.length - 1;
        while (k >= 0 && ++index[k] == extents[k]) {
          index[k--] = 0;
        }
      } while (k >= 0);
    }
    if (!IntStream.range(0, inBox.length).anyMatch(i -> !inBox[i])) {
      throw new AssertionError("no padding");
    }
    for (int j = 0; j < count; j++) {
      int place = row * length + from + j;
      if (!inBox[place]) {
        Array.setInt(out, at + j, 1000 + place);
      }
    }
  }
}
