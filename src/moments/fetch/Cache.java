package moments.fetch;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static moments.fetch.DataException.writing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.io.FileUtils;

/**
 * The folder that keeps downloaded files.
 *
 * <p>One process downloads at a time, under a lock that ends with the process. Files are written to
 * a folder of their own, verified there and only then moved, so readers need no lock. The archive
 * stays until then, so a process that is killed does not lose it.
 */
record Cache(Path folder, KnownFiles files, Consumer<String> notices) {
  /**
   * Gets the files from the first source that has them.
   *
   * @param failures takes the reason from each source that fails
   * @throws DataException if the folder cannot be written
   */
  Optional<Content> fetch(List<? extends Source> sources, List<String> failures) {
    new DataFolder(folder, files).requireRoom();
    writing(folder, () -> Files.createDirectories(folder));
    Path lock = folder.resolve(".moments-lock");
    synchronized (Cache.class) { // A file lock keeps out other processes, not other threads.
      try (FileChannel channel = FileChannel.open(lock, CREATE, WRITE)) {
        if (channel.tryLock() == null) {
          notices.accept("Another process is fetching CIFAR-10 to %s: waiting".formatted(folder));
          channel.lock();
        }
        return whatAnotherProcessLeft().or(() -> firstOf(sources, failures));
      } catch (IOException e) {
        throw DataException.cannotWrite(lock, e);
      }
    }
  }

  private Optional<Content> whatAnotherProcessLeft() {
    try {
      return new DataFolder(folder, files).content();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<Content> firstOf(List<? extends Source> sources, List<String> failures) {
    for (Source source : sources) {
      notices.accept("Fetching CIFAR-10 from " + source.name());
      try {
        return Optional.of(keep(source, source.download(folder)));
      } catch (IOException e) {
        failures.add(source.name() + ": " + DataException.reason(e));
      }
    }
    return Optional.empty();
  }

  private Content keep(Source source, Path archive) throws IOException {
    Path incoming = folder.resolve(".moments-incoming");
    FileUtils.deleteQuietly(incoming.toFile()); // A process that was killed may have left it.
    try {
      write(source.unpack(archive, files), incoming);
      Content content = files.read(incoming);
      writing(folder, () -> publish(incoming));
      source.discard(archive);
      return content;
    } catch (IOException e) {
      source.discard(archive); // Trying again would find the same damage.
      throw e;
    } finally {
      FileUtils.deleteQuietly(incoming.toFile());
    }
  }

  private void write(Map<String, byte[]> content, Path incoming) {
    writing(
        incoming,
        () -> {
          Files.createDirectory(incoming);
          for (String name : files.names()) {
            Files.write(incoming.resolve(name), content.getOrDefault(name, new byte[0]));
          }
        });
  }

  private void publish(Path incoming) throws IOException {
    Path place = folder.resolve(KnownFiles.FOLDER);
    if (Files.notExists(place)) {
      Files.move(incoming, place, ATOMIC_MOVE);
      return;
    }
    for (String name : files.names()) {
      Files.move(incoming.resolve(name), place.resolve(name), ATOMIC_MOVE);
    }
  }
}
