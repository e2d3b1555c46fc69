package moments.fetch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a data set is kept, and how it may be got.
 *
 * @param folder holds the files or their archive, directly or one level below; what is fetched is
 *     kept there
 * @param chosen whether the user named the folder; files in it are then never replaced
 * @param offline whether to leave the network alone
 * @param notices takes each sentence for the user
 */
public record Storage(Path folder, boolean chosen, boolean offline, Consumer<String> notices) {
  private static final String UNLOCK = "; change its permissions or use another data folder";
  private static final String INSTEAD = "; put the official file there or use another data folder";

  /** The folder MOMENTS_HOME, else ~/.cache/moments. */
  public static Path home() {
    return home(System.getenv(), UserPath.home());
  }

  static Path home(Map<String, String> environment, Path userHome) {
    String home = environment.getOrDefault("MOMENTS_HOME", "");
    return home.isBlank() ? userHome.resolve(".cache/moments") : UserPath.of(home, userHome);
  }

  /**
   * The content of {@code files}: from the folder, else from the first of the sources that has it.
   *
   * @param failures takes the reason from every place that does not have it
   * @throws DataException if files in a chosen folder are damaged or missing, or the download
   *     cannot be stored
   */
  public Optional<Content> get(
      KnownFiles files, List<? extends Source> sources, List<String> failures) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new DataException(
          "The data folder %s is a file; use another data folder".formatted(folder));
    }
    DataFolder place = new DataFolder(folder, files);
    List<Source> all = new ArrayList<>();
    try {
      Optional<Content> found = place.content();
      if (found.isPresent()) {
        return found;
      }
      place.archive().map(LocalArchive::new).ifPresent(all::add);
      if (all.isEmpty()) {
        failures.add(place.whatIsMissing());
      }
    } catch (IOException e) {
      if (chosen) {
        boolean denied = e.getCause() instanceof AccessDeniedException;
        throw new DataException(e.getMessage() + (denied ? UNLOCK : INSTEAD));
      }
      failures.add(e.getMessage());
      notices.accept(e.getMessage());
    }
    Cache cache = new Cache(folder, files, notices);
    if (chosen && !all.isEmpty()) {
      Optional<Content> unpacked = cache.fetch(all, failures);
      return Optional.of(unpacked.orElseThrow(() -> new DataException(failures.get(0) + INSTEAD)));
    }
    if (offline) {
      failures.add("told to stay offline");
    } else {
      all.addAll(sources);
    }
    return all.isEmpty() ? Optional.empty() : cache.fetch(all, failures);
  }
}
