package moments.grading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import moments.grading.child.Answers;
import moments.grading.child.Worker;

/** A folder with all that children see: the worker, the adapter and a part of the library. */
final class ChildClasses implements AutoCloseable {
  private final WorkFolder folder;

  /** The classes for {@code assignment} in a folder of their own. */
  ChildClasses(Assignment assignment) {
    try {
      folder = WorkFolder.create();
      folder.path().toFile().setReadable(true, false);
      folder.path().toFile().setExecutable(true, false);
      copyLibrary(Worker.class.getPackageName());
      for (String part : assignment.library()) {
        copyLibrary(part);
      }
      copyWithSupertypes(assignment.answers());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy the classes that submissions may use", e);
    }
  }

  Path folder() {
    return folder.path();
  }

  /** Copies a class of this library, with those inside it, or a whole package. */
  private void copyLibrary(String name) throws IOException {
    String path = name.replace('.', '/');
    URI here = library();
    if (here.getPath().endsWith(".jar")) {
      try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + here), Map.of())) {
        copyTree(jar.getPath("/"), path);
      }
    } else {
      copyTree(Path.of(here), path);
    }
  }

  private void copyTree(Path root, String path) throws IOException {
    boolean whole = Files.isDirectory(root.resolve(path));
    String name = path.substring(path.lastIndexOf('/') + 1);
    Path from = root.resolve(path + ".class").resolveSibling(whole ? name : "");
    try (Stream<Path> files = Files.list(from)) {
      List<Path> found =
          files
              .filter(file -> file.toString().endsWith(".class"))
              .filter(
                  file -> whole || file.getFileName().toString().matches(name + "(\\$.*)?\\.class"))
              .toList();
      if (found.isEmpty()) {
        throw new IllegalArgumentException("there is no class or package " + path);
      }
      for (Path file : found) {
        write(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
  }

  private void copyWithSupertypes(Class<?> type) throws IOException {
    if (type == Answers.class || type.getClassLoader() == null) {
      return;
    }
    String path = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException("no code of " + type);
      }
      write(path, in.readAllBytes());
    }
    if (type.getSuperclass() != null) {
      copyWithSupertypes(type.getSuperclass());
    }
    for (Class<?> each : type.getInterfaces()) {
      copyWithSupertypes(each);
    }
    for (Class<?> each : type.getDeclaredClasses()) {
      copyWithSupertypes(each);
    }
  }

  private void write(String path, byte[] code) throws IOException {
    Path file = folder.path().resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    Files.write(file, code);
  }

  private static URI library() {
    try {
      return Worker.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("not the address of a file", e);
    }
  }

  @Override
  public void close() {
    folder.close();
  }
}
