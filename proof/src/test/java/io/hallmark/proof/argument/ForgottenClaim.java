package io.hallmark.proof.argument;

import io.hallmark.proof.Claim;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// Makes `PartSession.claim` return at once for one claim of several of a name: one layer, one
/// constraint, one occurrence.
///
/// @param name name of the claim
/// @param qualifier which of several
record ForgottenClaim(Claim name, String qualifier) implements CodeTransform {
  private static final MethodTypeDesc EQUALS =
      MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object);

  @Override
  public void atStart(CodeBuilder builder) {
    Label goOn = builder.newLabel();
    builder
        .aload(1)
        .invokevirtual(
            ClassDesc.of(Claim.class.getName()), "name", MethodTypeDesc.of(ConstantDescs.CD_String))
        .ldc(name.name())
        .invokevirtual(ConstantDescs.CD_String, "equals", EQUALS)
        .ifeq(goOn)
        .aload(2)
        .ldc(qualifier)
        .invokevirtual(ConstantDescs.CD_String, "equals", EQUALS)
        .ifeq(goOn)
        .return_()
        .labelBinding(goOn);
  }

  @Override
  public void accept(CodeBuilder builder, CodeElement element) {
    builder.with(element);
  }
}
