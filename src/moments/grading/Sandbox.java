package moments.grading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How the JVM with a submission is kept apart, at one level. */
final class Sandbox {
  /** From the weakest to the strongest. */
  enum Level {
    PLAIN("a process of its own, which stops forging and accidents, but not malice"),
    USER("another user, who can read what all can and use the network, but not the grader's files"),
    STRONG("bubblewrap: no files, no network, no other process");

    private final String meaning;

    Level(String meaning) {
      this.meaning = meaning;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT) + ", " + meaning;
    }
  }

  private static final String WORKER = "moments.grading.child.Worker";
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final Path CLASSES = Path.of("/submission");
  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  private final Level level;
  private final Limits limits;

  Sandbox(Level level, Limits limits) {
    this.level = level;
    this.limits = limits;
  }

  Level level() {
    return level;
  }

  Limits limits() {
    return limits;
  }

  static boolean isRoot() {
    return ROOT;
  }

  /** The user of job {@code job}, if it runs as one of its own, so that jobs cannot meet. */
  static String user(int job) {
    return String.valueOf(SandboxUsers.number(job));
  }

  /** Refuses more jobs at a time than there are users for. */
  void requireUsers(int jobs) {
    if (level != Level.PLAIN && ROOT) {
      user(jobs - 1);
    }
  }

  /**
   * The command that starts a JVM with the worker in {@code classes}.
   *
   * @param compiler whether it is to compile, and not to run, a submission
   */
  List<String> command(Path classes, int job, Duration cpu, boolean compiler) {
    List<String> command = new ArrayList<>();
    if (level == Level.STRONG) {
      command.addAll(bubblewrap(classes));
    }
    if (level != Level.PLAIN && ROOT) {
      String user = user(job);
      command.addAll(
          List.of(
              "setpriv",
              "--reuid=" + user,
              "--regid=" + user,
              "--clear-groups",
              "--no-new-privs",
              "--inh-caps=-all"));
    }
    command.addAll(prlimit(cpu));
    command.add(JAVA_HOME.resolve("bin").resolve("java").toString());
    command.addAll(
        List.of(
            "-Xmx%sm".formatted(limits.heapMegabytes()),
            "-Xms16m",
            "-XX:MaxDirectMemorySize=32m",
            "-XX:MaxMetaspaceSize=96m",
            "-XX:CompressedClassSpaceSize=48m",
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            "-XX:+DisableAttachMechanism",
            // What HotSpot has to say goes to standard output by default, among the answers.
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-Dfile.encoding=UTF-8",
            "-cp",
            (level == Level.STRONG ? CLASSES : classes).toString()));
    if (!compiler) {
      // Unsafe, attaching and management have their doors in other modules.
      command.addAll(List.of("--limit-modules", "java.base"));
    }
    command.add(WORKER);
    return command;
  }

  private List<String> bubblewrap(Path classes) {
    List<String> command = new ArrayList<>(List.of("bwrap"));
    Stream.of("/usr/bin", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache")
        .map(Path::of)
        .filter(Files::exists)
        .forEach(path -> bind(command, path, path));
    for (String folder : List.of("/bin", "/lib", "/lib64")) {
      if (Files.isSymbolicLink(Path.of(folder))) {
        command.addAll(List.of("--symlink", "usr" + folder, folder));
      } else if (Files.exists(Path.of(folder))) {
        bind(command, Path.of(folder), Path.of(folder));
      }
    }
    bind(command, JAVA_HOME, JAVA_HOME);
    settings().forEach(path -> bind(command, path, path));
    bind(command, classes, CLASSES);
    command.addAll(
        ROOT
            ? List.of("--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID")
            : List.of("--unshare-user", "--cap-drop", "ALL"));
    command.addAll(
        List.of(
            "--unshare-ipc",
            "--unshare-pid",
            "--unshare-net",
            "--unshare-uts",
            "--unshare-cgroup-try",
            "--proc",
            "/proc",
            "--dev",
            "/dev",
            "--remount-ro",
            "/",
            "--chdir",
            "/",
            "--new-session",
            "--die-with-parent",
            "--"));
    return command;
  }

  /** Shows {@code from} as {@code to}, in folders that another user can pass. */
  private static void bind(List<String> command, Path from, Path to) {
    for (int i = 1; i < to.getNameCount(); i++) {
      String above = to.getRoot().resolve(to.subpath(0, i)).toString();
      if (!command.contains(above)) {
        command.addAll(List.of("--perms", "0755", "--dir", above));
      }
    }
    command.addAll(List.of("--ro-bind", from.toString(), to.toString()));
  }

  /** Where the system keeps Java's settings elsewhere: the folders that its links lead to. */
  private static Stream<Path> settings() {
    return Stream.of("conf/net.properties", "conf/security/java.security")
        .map(JAVA_HOME::resolve)
        .filter(Files::isSymbolicLink)
        .map(link -> link.resolveSibling(readLink(link)).resolveSibling(""))
        .map(Path::normalize)
        .distinct();
  }

  private static Path readLink(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> prlimit(Duration cpu) {
    if (!Files.isExecutable(Path.of("/usr/bin/prlimit"))) {
      return List.of();
    }
    List<String> command = new ArrayList<>(List.of("/usr/bin/prlimit"));
    command.add("--as=" + limits.addressSpace());
    long seconds = Math.max(1, cpu.toSeconds());
    // SIGXCPU at the first limit says why it ends; with both the same it would be SIGKILL.
    command.add("--cpu=%s:%s".formatted(seconds, seconds + 1));
    command.add("--fsize=" + limits.file());
    command.add("--core=0");
    // The limit counts all processes of the user; at level plain that includes the grader's.
    if (level != Level.PLAIN) {
      command.add("--nproc=" + limits.processes());
    }
    return command;
  }

  /** Ends what a submission has detached from its JVM, where nothing else does. */
  void endDetached(int job) {
    if (level == Level.USER) {
      ProcessHandle.allProcesses()
          .filter(process -> isOf(user(job), process))
          .forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** By the user's number, as {@link ProcessHandle} knows only names and this user has none. */
  private static boolean isOf(String user, ProcessHandle process) {
    try {
      Path folder = Path.of("/proc", String.valueOf(process.pid()));
      return String.valueOf(Files.getAttribute(folder, "unix:uid")).equals(user);
    } catch (IOException e) {
      // It has ended.
      return false;
    }
  }
}
