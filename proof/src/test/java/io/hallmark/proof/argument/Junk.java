package io.hallmark.proof.argument;

import io.hallmark.proof.commitment.BlockLayout;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// Fills every committed cell outside the index boxes with something: called where the product has
/// filled the rows of a block.
public final class Junk implements CodeTransform {
  /// One without parameters, for the loader.
  public Junk() {}

  @Override
  public void accept(CodeBuilder builder, CodeElement element) {
    if (element instanceof ReturnInstruction) {
      builder
          .dup()
          .aload(0)
          .invokestatic(
              ClassDesc.of(Junk.class.getName()),
              "fill",
              MethodTypeDesc.of(
                  ConstantDescs.CD_void,
                  ConstantDescs.CD_long.arrayType(2),
                  ClassDesc.of(BlockLayout.class.getName())));
    }
    builder.with(element);
  }

  /// Fills the padding of the live rows of a block.
  public static void fill(long[][] rows, BlockLayout layout) {
    int length = 1 << layout.m();
    boolean[] inBox = new boolean[rows.length << layout.m()];
    for (int c = 0; c < layout.columnCount(); c++) {
      long[] extents = layout.extents(c);
      long[] index = new long[extents.length];
      int k;
      do {
        long address = layout.address(c, index);
        long row = layout.liveRows().indexOf(address >> layout.m());
        inBox[(int) (row * length + address % length)] = true;
        k = extents.length - 1;
        while (k >= 0 && ++index[k] == extents[k]) {
          index[k--] = 0;
        }
      } while (k >= 0);
    }
    int filled = 0;
    for (int i = 0; i < inBox.length; i++) {
      if (!inBox[i]) {
        rows[i / length][i % length] = 1000L + i;
        filled++;
      }
    }
    if (filled == 0) {
      throw new AssertionError("no padding");
    }
  }
}
