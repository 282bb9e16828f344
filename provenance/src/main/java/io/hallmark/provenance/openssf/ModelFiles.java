package io.hallmark.provenance.openssf;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The files of a model folder by their names: relative, with `/`, in the order of their Unicode
/// code points. Links are refused, whether they lead out of the folder or not; so is whatever else
/// is no regular file, and a name that is not UTF-8. Left out are `.git`, `.gitignore`,
/// `.gitattributes` and `.github` at the top, the signature file, and ignored paths.
public final class ModelFiles {
  /// The name of the one file of a model that is a file.
  static final String SINGLE = ".";

  private static final Set<String> EXCLUDED =
      Set.of(".git", ".gitignore", ".gitattributes", ".github");

  /// Order of names: by code point, which is not that of UTF-16.
  static final Comparator<String> ORDER =
      (a, b) -> {
        int[] x = a.codePoints().toArray();
        int[] y = b.codePoints().toArray();
        return Arrays.compare(x, y);
      };

  private final Path root;
  private final SortedMap<String, Path> files;

  private ModelFiles(Path root, SortedMap<String, Path> files) {
    this.root = root;
    this.files = files;
  }

  /// A folder that cannot be signed or verified.
  public static final class Unfit extends IOException {
    private static final long serialVersionUID = 1L;

    Unfit(String message) {
      super(message);
    }
  }

  /// Finds the files.
  ///
  /// @param root the folder; or a file, which is then a model of this one file, with the name `.`
  /// @param signature the signature file, left out wherever it lies
  /// @param ignored literal paths below the folder, of files or folders
  /// @throws Unfit if there is a link, a special file, or a name that is not UTF-8
  public static ModelFiles find(Path root, Path signature, List<String> ignored)
      throws IOException {
    TreeMap<String, Path> found = new TreeMap<>(ORDER);
    if (Files.isRegularFile(root, LinkOption.NOFOLLOW_LINKS)) {
      found.put(SINGLE, root);
      return new ModelFiles(root, found);
    }
    Path own = signature.toAbsolutePath().normalize();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a)
              throws IOException {
            return !folder.equals(root) && isLeftOut(name(root, folder), ignored)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            String name = name(root, file);
            if (isLeftOut(name, ignored) || file.toAbsolutePath().normalize().equals(own)) {
              return FileVisitResult.CONTINUE;
            }
            if (!a.isRegularFile()) {
              throw new Unfit(name + (a.isSymbolicLink() ? " is a link" : " is no regular file"));
            }
            found.put(name, file);
            return FileVisitResult.CONTINUE;
          }
        });
    return new ModelFiles(root, found);
  }

  private static boolean isLeftOut(String name, List<String> ignored) {
    return EXCLUDED.contains(name) || ignored.contains(name);
  }

  private static String name(Path root, Path file) throws Unfit {
    List<String> parts = new ArrayList<>();
    root.relativize(file).forEach(p -> parts.add(p.toString()));
    String name = String.join("/", parts);
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name) || name.indexOf('\ufffd') >= 0) {
      throw new Unfit("a name that is not UTF-8 in " + root);
    }
    return name;
  }

  /// Name of the folder or file: the name of the model.
  public String model() {
    return String.valueOf(root.toAbsolutePath().normalize().getFileName());
  }

  /// The names, in order.
  public Set<String> names() {
    return Collections.unmodifiableSet(files.keySet());
  }

  /// SHA-256 of every file, hashed in parallel.
  ///
  /// @param known digests that need not be computed again, by name
  public SortedMap<String, Digest> hash(Map<String, Digest> known) throws IOException {
    TreeMap<String, Digest> out = new TreeMap<>(ORDER);
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      TreeMap<String, Future<Digest>> pending = new TreeMap<>(ORDER);
      files.forEach((name, file) -> {
        Digest digest = known.get(name);
        if (digest == null) {
          pending.put(name, threads.submit(() -> digest(file)));
        } else {
          out.put(name, digest);
        }
      });
      for (Map.Entry<String, Future<Digest>> e : pending.entrySet()) {
        out.put(e.getKey(), e.getValue().get());
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while hashing", e);
    }
    return out;
  }

  private static Digest digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Digests.sha256(in);
    }
  }

  /// What the system says about every file, without reading it.
  SortedMap<String, FileStamp> stamps() throws IOException {
    TreeMap<String, FileStamp> out = new TreeMap<>(ORDER);
    for (Map.Entry<String, Path> e : files.entrySet()) {
      out.put(e.getKey(), FileStamp.of(e.getValue()));
    }
    return out;
  }

  /// Requires that no file has changed since its stamp was taken.
  void requireUnchanged(SortedMap<String, FileStamp> stamps) throws IOException {
    for (Map.Entry<String, FileStamp> e : stamps().entrySet()) {
      if (!e.getValue().equals(stamps.get(e.getKey()))) {
        throw new Unfit(e.getKey() + " changed while it was hashed");
      }
    }
  }
}
