package moments.grading;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import moments.grading.CallFailure.Kind;
import moments.grading.child.Wire;
import moments.grading.child.Wire.Outcome;
import moments.grading.child.Wire.Request;

/** A JVM that answers requests, until it fails to. */
final class ChildJvm implements AutoCloseable {
  static final int MOST_PRINTED = 4_000;
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);
  private static final Duration A_MOMENT = Duration.ofMillis(50);
  private static final int SIGNALS = 128;
  private static final int SIGXCPU = 24;
  private static final int LAST_SIGNAL = 64;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Set<ChildJvm> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    Ending.atEnd(() -> ALIVE.forEach(ChildJvm::kill));
  }

  /** A reply, or the exception instead of it. */
  private record Reply(ByteBuffer payload, String problem) {}

  private final Process process;
  private final Thread exchange;
  private final BlockingQueue<byte[]> requests = new ArrayBlockingQueue<>(1);
  private final BlockingQueue<Reply> replies = new ArrayBlockingQueue<>(1);
  private final StringBuffer printed = new StringBuffer();

  ChildJvm(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    // Windows starts no program without this one.
    environment.keySet().retainAll(Set.of("SystemRoot"));
    environment.putAll(Map.of("PATH", "/usr/bin:/bin", "LANG", "C.UTF-8"));
    process = builder.start();
    ALIVE.add(this);
    // On threads of their own, as a read can block for as long as anybody holds the other end.
    exchange = start("requests", this::exchange);
    start("standard error", this::keepPrinted);
  }

  private static Thread start(String name, Runnable task) {
    Thread thread = new Thread(task, name + " of child");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void exchange() {
    try (DataOutputStream out = new DataOutputStream(process.getOutputStream());
        DataInputStream in = new DataInputStream(process.getInputStream())) {
      while (true) {
        Wire.send(out, requests.take());
        replies.put(new Reply(Wire.receive(in), ""));
      }
    } catch (EOFException e) {
      replies.offer(new Reply(ByteBuffer.allocate(0), "end"));
    } catch (IOException e) {
      // A broken pipe as well: the process ends.
      String problem = endsWithin(A_MOMENT) ? "end" : String.valueOf(e.getMessage());
      replies.offer(new Reply(ByteBuffer.allocate(0), problem));
    } catch (InterruptedException e) {
      // There are no more requests.
      Thread.currentThread().interrupt();
    }
  }

  private boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void keepPrinted() {
    try (Reader reader = new InputStreamReader(process.getErrorStream(), UTF_8)) {
      char[] buffer = new char[1 << 12];
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        printed.append(buffer, 0, Math.min(n, MOST_PRINTED - printed.length()));
      }
    } catch (IOException e) {
      printed.append("…");
    }
  }

  /** What was printed so far, or its first part. */
  String printed() {
    return printed.toString();
  }

  boolean isAlive() {
    return ALIVE.contains(this);
  }

  /**
   * The answer to a request; after any failure but a throwable the JVM is ended.
   *
   * @throws CallFailure if there is none
   */
  ByteBuffer ask(Duration patience, Request request, Object... values) {
    try {
      long id = RANDOM.nextLong();
      requests.put(Wire.message(id, request.ordinal(), values));
      Reply reply = replies.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (reply == null) {
        throw new CallFailure(
            Kind.TIME_OUT,
            "no answer within %s s; is there a loop that never stops?"
                .formatted(seconds(patience)));
      }
      if (reply.problem.equals("end")) {
        throw new CallFailure(Kind.CRASHED, whyEnded());
      }
      if (!reply.problem.isEmpty()) {
        throw malformed(reply.problem);
      }
      if (Wire.read(reply.payload, long.class) != id) {
        throw malformed("it belongs to no question");
      }
      return accept(reply.payload);
    } catch (CallFailure e) {
      if (!e.isThrown()) {
        close();
      }
      throw e;
    } catch (IOException e) {
      close();
      throw malformed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new CallFailure(Kind.TIME_OUT, "interrupted");
    }
  }

  private ByteBuffer accept(ByteBuffer reply) throws IOException {
    int outcome = Wire.read(reply, byte.class);
    if (outcome == Outcome.ANSWERED.ordinal()) {
      return reply;
    }
    String text = Text.shown(Wire.readLast(reply, String.class));
    boolean broken = outcome == Outcome.BROKEN.ordinal();
    throw new CallFailure(broken ? Kind.CRASHED : Kind.THREW, "your code threw " + text);
  }

  private static CallFailure malformed(String problem) {
    return new CallFailure(
        Kind.CRASHED,
        "what came was not an answer (%s); only results count, so do not write to the grader"
            .formatted(problem));
  }

  private String whyEnded() throws InterruptedException {
    if (!endsWithin(LAST_WORDS)) {
      return "your code closed the connection to the grader";
    }
    int code = process.exitValue();
    if (code == SIGNALS + SIGXCPU) {
      return "your code used up its processor time; is there a loop that never stops?";
    }
    return code > SIGNALS && code <= SIGNALS + LAST_SIGNAL
        ? "your code made its JVM crash (exit code %s); does it use too much memory?"
            .formatted(code)
        : "your code ended its JVM (exit code %s); take out System.exit and the like"
            .formatted(code);
  }

  private static String seconds(Duration time) {
    return Text.number(time.toMillis() / 1000.0);
  }

  private void kill() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /** Ends the JVM and what it has started. */
  @Override
  public void close() {
    if (ALIVE.remove(this)) {
      kill();
      exchange.interrupt();
    }
  }
}
