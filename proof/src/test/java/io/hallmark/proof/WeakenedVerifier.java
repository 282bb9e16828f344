package io.hallmark.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

  /// How the bytes of a class are changed, or null if they are not.
  private interface Weakening {
    @Nullable ClassTransform of(String binaryName, byte[] bytes);
  }

  private final Weakening weakening;

  private WeakenedVerifier(Weakening weakening) {
    super(WeakenedVerifier.class.getClassLoader());
    this.weakening = weakening;
  }

  /// Runs the liar in untouched classes.
  ///
  /// @return what the liar reports: the name of the check that refused it, or `accepted`
  public static String strong(Class<? extends Callable<String>> liar) throws Exception {
    return new WeakenedVerifier((_, _) -> null).run(liar);
  }

  /// Runs the liar without the calls `method(name, …)`, where `name` is an enum constant.
  ///
  /// @param arguments for the constructor of the liar
  /// @throws IllegalStateException if there is no such call in any class that the liar used
  public static String without(
      String method, Enum<?> name, Class<? extends Callable<String>> liar, String... arguments)
      throws Exception {
    AtomicInteger removed = new AtomicInteger();
    ClassTransform transform =
        ClassTransform.transformingMethodBodies(
            CodeTransform.ofStateful(() -> new Remover(method, name, removed)));
    Weakening weakening =
        (_, bytes) -> mentions(bytes, name.name()) && mentions(bytes, method) ? transform : null;
    String outcome = new WeakenedVerifier(weakening).run(liar, arguments);
    if (removed.get() == 0) {
      throw new IllegalStateException("no call " + method + "(" + name.name() + ", …) was met");
    }
    return outcome;
  }

  /// Runs the liar with the code of one method changed: for guards that are no call.
  ///
  /// @param owner the class of the method
  /// @param method name of the method
  /// @param change the change
  /// @param arguments for the constructor of the liar
  /// @throws IllegalStateException if the liar used no such method
  public static String changed(
      Class<?> owner,
      String method,
      CodeTransform change,
      Class<? extends Callable<String>> liar,
      String... arguments)
      throws Exception {
    AtomicInteger met = new AtomicInteger();
    ClassTransform transform =
        ClassTransform.transformingMethodBodies(
            m -> {
              boolean found = m.methodName().equalsString(method);
              met.addAndGet(found ? 1 : 0);
              return found;
            },
            change);
    Weakening weakening = (name, _) -> name.equals(owner.getName()) ? transform : null;
    String outcome = new WeakenedVerifier(weakening).run(liar, arguments);
    if (met.get() == 0) {
      throw new IllegalStateException("no method " + owner.getName() + "." + method);
    }
    return outcome;
  }

  /// Whether a class file holds a name, so that it may have to be changed.
  private static boolean mentions(byte[] classFile, String word) {
    return new String(classFile, StandardCharsets.ISO_8859_1).contains(word);
  }

  private String run(Class<? extends Callable<String>> liar, String... arguments) throws Exception {
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, String.class);
    var constructor = loadClass(liar.getName()).getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return (String) ((Callable<?>) constructor.newInstance((Object[]) arguments)).call();
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
      byte[] bytes = weaken(binaryName, in.readAllBytes());
      return defineClass(binaryName, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] weaken(String binaryName, byte[] bytes) {
    ClassTransform transform = weakening.of(binaryName, bytes);
    if (transform == null) {
      return bytes;
    }
    ClassFile classFile =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(getParent())
                    .orElse(ClassHierarchyResolver.defaultResolver())));
    return classFile.transformClass(classFile.parse(bytes), transform);
  }

  /// Drops the matching calls of one method body.
  private static final class Remover implements CodeTransform {
    private final String method;
    private final Enum<?> name;
    private final AtomicInteger removed;
    private @Nullable String lastConstant;

    Remover(String method, Enum<?> name, AtomicInteger removed) {
      this.method = method;
      this.name = name;
      this.removed = removed;
    }

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      if (element instanceof FieldInstruction f
          && f.opcode() == Opcode.GETSTATIC
          && f.owner().asSymbol().equals(enumClass())) {
        lastConstant = f.name().stringValue();
      }
      if (element instanceof InvokeInstruction call
          && call.name().equalsString(method)
          && takesName(call.typeSymbol())
          && name.name().equals(lastConstant)) {
        drop(builder, call);
        removed.incrementAndGet();
        return;
      }
      builder.with(element);
    }

    private ClassDesc enumClass() {
      return ClassDesc.of(name.getDeclaringClass().getName());
    }

    private boolean takesName(MethodTypeDesc type) {
      return type.parameterCount() > 0
          && type.parameterType(0).equals(enumClass())
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
