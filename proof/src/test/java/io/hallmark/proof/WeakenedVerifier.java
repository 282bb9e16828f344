package io.hallmark.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Loads the product's classes once more, with the calls for one name taken out of them, and runs a
/// liar against the weakened copy. A check is worth its name only if its liar is refused by this
/// name and accepted without it.
///
/// A call is recognised by its shape: a constant of the named enum is pushed as the first argument
/// of a method called `method`; the call is replaced by dropping its arguments. Everything else,
/// and every other name, stays.
public final class WeakenedVerifier extends ClassLoader {
  private static final String PRODUCT = "io.hallmark.";

  private final @Nullable String enumClass;
  private final @Nullable String method;
  private final @Nullable String name;
  private final AtomicInteger removed = new AtomicInteger();

  private WeakenedVerifier(
      @Nullable String enumClass, @Nullable String method, @Nullable String name) {
    super(WeakenedVerifier.class.getClassLoader());
    this.enumClass = enumClass;
    this.method = method;
    this.name = name;
  }

  /// Runs the liar in untouched classes.
  ///
  /// @return what the liar reports: the name of the check that refused it, or `accepted`
  public static String strong(Class<? extends Callable<String>> liar) throws Exception {
    return new WeakenedVerifier(null, null, null).run(liar);
  }

  /// Runs the liar without the calls `method(name, …)`, where `name` is an enum constant.
  ///
  /// @throws IllegalStateException if there is no such call in any class that the liar used
  public static String without(String method, Enum<?> name, Class<? extends Callable<String>> liar)
      throws Exception {
    WeakenedVerifier loader =
        new WeakenedVerifier(name.getDeclaringClass().getName(), method, name.name());
    String outcome = loader.run(liar);
    if (loader.removed.get() == 0) {
      throw new IllegalStateException("no call " + method + "(" + name.name() + ", …) was met");
    }
    return outcome;
  }

  private String run(Class<? extends Callable<String>> liar) throws Exception {
    var constructor = loadClass(liar.getName()).getDeclaredConstructor();
    constructor.setAccessible(true);
    return (String) ((Callable<?>) constructor.newInstance()).call();
  }

  @Override
  protected Class<?> loadClass(String binaryName, boolean resolve) throws ClassNotFoundException {
    if (!binaryName.startsWith(PRODUCT) || binaryName.equals(WeakenedVerifier.class.getName())) {
      return super.loadClass(binaryName, resolve);
    }
    synchronized (getClassLoadingLock(binaryName)) {
      Class<?> loaded = findLoadedClass(binaryName);
      return loaded != null ? loaded : define(binaryName);
    }
  }

  private Class<?> define(String binaryName) throws ClassNotFoundException {
    String resource = binaryName.replace('.', '/') + ".class";
    try (InputStream in = getParent().getResourceAsStream(resource)) {
      if (in == null) {
        throw new ClassNotFoundException(binaryName);
      }
      byte[] bytes = weaken(in.readAllBytes());
      return defineClass(binaryName, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] weaken(byte[] bytes) {
    if (name == null) {
      return bytes;
    }
    ClassFile classFile =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(getParent())
                    .orElse(ClassHierarchyResolver.defaultResolver())));
    ClassModel model = classFile.parse(bytes);
    return classFile.transformClass(
        model, ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Remover::new)));
  }

  /// Drops the matching calls of one method body.
  private final class Remover implements CodeTransform {
    private @Nullable String lastConstant;

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      if (element instanceof FieldInstruction f
          && f.opcode() == Opcode.GETSTATIC
          && f.owner().asSymbol().equals(ClassDesc.of(String.valueOf(enumClass)))) {
        lastConstant = f.name().stringValue();
      }
      if (element instanceof InvokeInstruction call
          && call.name().equalsString(String.valueOf(method))
          && takesName(call.typeSymbol())
          && String.valueOf(name).equals(lastConstant)) {
        drop(builder, call);
        removed.incrementAndGet();
        return;
      }
      builder.with(element);
    }

    private boolean takesName(MethodTypeDesc type) {
      return type.parameterCount() > 0
          && type.parameterType(0).equals(ClassDesc.of(String.valueOf(enumClass)))
          && type.returnType().descriptorString().equals("V");
    }

    private void drop(CodeBuilder builder, InvokeInstruction call) {
      MethodTypeDesc type = call.typeSymbol();
      for (int i = type.parameterCount() - 1; i >= 0; i--) {
        if (TypeKind.from(type.parameterType(i)).slotSize() == 2) {
          builder.pop2();
        } else {
          builder.pop();
        }
      }
      if (call.opcode() != Opcode.INVOKESTATIC) {
        builder.pop();
      }
    }
  }
}
