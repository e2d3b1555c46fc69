package moments.data;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The folder that keeps what was fetched.
 *
 * <p>One process at a time fetches, under a lock that ends with the process. Files are written to a
 * folder of their own, verified there and then moved, so that a reader needs no lock.
 */
record Cache(Path folder, KnownFiles files, Consumer<String> notices) {
  private static final long MEGABYTE = 1 << 20;

  /**
   * Gets the files from the first source that has them.
   *
   * @param failures where each source that failed adds why
   * @throws DataException if the folder cannot be written or is too small
   */
  Optional<Cifar10> fetch(List<? extends Source> sources, List<String> failures) {
    synchronized (Cache.class) { // A file lock keeps out other processes, not other threads.
      Disk.createFolder(folder);
      Path lock = folder.resolve("lock");
      try (FileChannel channel = FileChannel.open(lock, CREATE, WRITE)) {
        if (channel.tryLock() == null) {
          notices.accept("Another process is fetching CIFAR-10 to %s: waiting".formatted(folder));
          channel.lock();
        }
        Optional<Cifar10> ofAnother = whatAnotherProcessLeft();
        return ofAnother.isPresent() ? ofAnother : fetchLocked(sources, failures);
      } catch (IOException e) {
        throw DataException.cannotWrite(lock, e);
      }
    }
  }

  private Optional<Cifar10> whatAnotherProcessLeft() {
    try {
      Optional<Path> place = files.find(folder);
      return place.isPresent() ? Optional.of(files.read(place.get())) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<Cifar10> fetchLocked(List<? extends Source> sources, List<String> failures)
      throws IOException {
    Path incoming = folder.resolve("incoming");
    Disk.delete(incoming); // A process that was killed may have left it.
    requireSpace();
    for (Source source : sources) {
      Disk.createFolder(incoming);
      try {
        notices.accept("Fetching CIFAR-10 from " + source.name());
        source.fetch(files, incoming);
        Cifar10 fetched = files.read(incoming);
        publish(incoming);
        Disk.delete(folder.resolve(Archive.PART));
        return Optional.of(fetched);
      } catch (IOException e) {
        failures.add(source.name() + ": " + DataException.reason(e));
      } finally {
        Disk.delete(incoming);
      }
    }
    return Optional.empty();
  }

  /** The archive, of about the size of its files, and the files are there at once for a moment. */
  private void requireSpace() throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < 2 * files.bytes()) {
      throw new DataException(
          "%s has %d MB free, CIFAR-10 needs %d; free some or choose another folder with --data"
              .formatted(folder, free / MEGABYTE, 2 * files.bytes() / MEGABYTE));
    }
  }

  private void publish(Path incoming) {
    Path place = folder.resolve(KnownFiles.FOLDER);
    if (Files.notExists(place)) {
      Disk.move(incoming, place);
    } else {
      files.all().forEach(f -> Disk.move(incoming.resolve(f.name()), place.resolve(f.name())));
    }
  }
}
