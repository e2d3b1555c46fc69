package moments.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder that may hold a data set: its files or their archive, in it or one level below. */
record DataFolder(Path folder, KnownFiles files) {
  private static final List<String> OTHER_VERSIONS =
      List.of(
          "cifar-10-batches-py",
          "cifar-10-python.tar.gz",
          "cifar-10-batches-mat",
          "cifar-10-matlab.tar.gz");

  /**
   * The content of the files, if one or more of them are there.
   *
   * @throws IOException if the folder cannot be read, or one of the files is missing or damaged
   */
  Optional<Content> content() throws IOException {
    for (Path place : places()) {
      if (files.names().stream().anyMatch(name -> Files.exists(place.resolve(name)))) {
        return Optional.of(files.read(place));
      }
    }
    return Optional.empty();
  }

  /** The archive, if it is there. */
  Optional<Path> archive() throws IOException {
    return places().stream()
        .map(place -> place.resolve(KnownFiles.ARCHIVE))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Why the folder is of no use, where neither files nor archive are there. */
  String whatIsMissing() throws IOException {
    for (Path place : places()) {
      for (String other : OTHER_VERSIONS) {
        if (Files.exists(place.resolve(other))) {
          return "%s is another version of the data than the binary one, %s"
              .formatted(place.resolve(other), KnownFiles.ARCHIVE);
        }
      }
    }
    return "no file of it in " + folder;
  }

  /** Refuses, before anything is fetched, a place in which the files could not be put. */
  void requireRoom() {
    Path place = folder.resolve(KnownFiles.FOLDER);
    if (Files.exists(place) && !Files.isDirectory(place)) {
      throw new DataException("%s is a file, not a folder; move it away".formatted(place));
    }
    for (String name : files.names()) {
      if (Files.isDirectory(place.resolve(name))) {
        throw new DataException(
            "%s is a folder, not a file; move it away".formatted(place.resolve(name)));
      }
    }
  }

  /** A hidden folder is the cache's own, of a process that may still be filling it. */
  private static boolean isVisible(Path child) {
    return Files.isDirectory(child) && !child.getFileName().toString().startsWith(".");
  }

  private List<Path> places() throws IOException {
    List<Path> places = new ArrayList<>();
    places.add(folder.resolve(KnownFiles.FOLDER));
    places.add(folder);
    if (Files.exists(folder)) {
      try (Stream<Path> below = Files.list(folder)) {
        for (Path child : below.filter(DataFolder::isVisible).sorted().toList()) {
          places.add(child.resolve(KnownFiles.FOLDER));
          places.add(child);
        }
      } catch (IOException e) {
        throw new IOException(
            "%s cannot be read: %s".formatted(folder, DataException.reason(e)), e);
      }
    }
    return places;
  }
}
