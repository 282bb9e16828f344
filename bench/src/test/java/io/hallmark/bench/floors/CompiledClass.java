package io.hallmark.bench.floors;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.DoubleEntry;
import java.lang.classfile.constantpool.FloatEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the floors test wants to know about one class file.
///
/// @param module folder of the Maven module
/// @param name binary name with dots, for example `io.hallmark.proof.relation.Column$Sum`
/// @param mentions names of all classes in its constant pool, descriptors and signatures
/// @param floatingPoint methods and fields that use float or double
record CompiledClass(String module, String name, Set<String> mentions, List<String> floatingPoint) {
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w/$]+)[;<]");
  private static final Pattern FLOATING_DESCRIPTOR =
      Pattern.compile("\\[*[FD]|\\(.*\\)\\[*[FD]|\\((L[\\w/$]+;|\\[|[BCIJSZ])*[FD].*");
  private static final Pattern FLOATING_OPCODE =
      Pattern.compile(
          "[FD](LOAD|STORE|CONST|ADD|SUB|MUL|DIV|REM|NEG|CMP|RETURN|2|ALOAD|ASTORE).*|[IL]2[FD]|[FD](ALOAD|ASTORE)");

  /// Reads every class below `folder`; none if there is no such folder.
  static List<CompiledClass> read(String module, Path folder) throws IOException {
    List<CompiledClass> classes = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return classes;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        classes.add(of(module, Files.readAllBytes(file)));
      }
    }
    return classes;
  }

  static CompiledClass of(String module, byte[] bytes) {
    ClassModel model = ClassFile.of().parse(bytes);
    String name = model.thisClass().asInternalName().replace('/', '.');
    Set<String> mentions = new TreeSet<>();
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry c when !c.asInternalName().startsWith("[") ->
            mentions.add(c.asInternalName().replace('/', '.'));
        case Utf8Entry utf8 -> {
          Matcher found = IN_DESCRIPTOR.matcher(utf8.stringValue());
          while (found.find()) {
            mentions.add(found.group(1).replace('/', '.'));
          }
        }
        default -> {}
      }
    }
    mentions.remove(name);
    return new CompiledClass(module, name, mentions, floatingPoint(model));
  }

  private static List<String> floatingPoint(ClassModel model) {
    List<String> found = new ArrayList<>();
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof FloatEntry || entry instanceof DoubleEntry) {
        found.add("constant " + entry);
      }
    }
    model
        .fields()
        .forEach(field -> {
          if (FLOATING_DESCRIPTOR.matcher(field.fieldType().stringValue()).matches()) {
            found.add("field " + field.fieldName().stringValue());
          }
        });
    model
        .methods()
        .forEach(method -> {
          String methodName = method.methodName().stringValue();
          if (FLOATING_DESCRIPTOR.matcher(method.methodType().stringValue()).matches()) {
            found.add("signature of " + methodName);
          }
          method
              .code()
              .ifPresent(code -> {
                for (CodeElement element : code) {
                  if (element instanceof Instruction i && isFloating(i.opcode())) {
                    found.add(i.opcode() + " in " + methodName);
                    return;
                  }
                }
              });
        });
    return found;
  }

  private static boolean isFloating(Opcode opcode) {
    return FLOATING_OPCODE.matcher(opcode.name()).matches();
  }

  /// Package of this class.
  String packageName() {
    return packageOf(name);
  }

  static String packageOf(String className) {
    int dot = className.lastIndexOf('.');
    return dot < 0 ? "" : className.substring(0, dot);
  }

  /// The simple names of a class and of the classes around it, outermost first.
  static List<String> simpleNames(String className) {
    return List.of(className.substring(className.lastIndexOf('.') + 1).split("\\$"));
  }
}
