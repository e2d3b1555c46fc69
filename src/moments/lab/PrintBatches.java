package moments.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.BiConsumer;

/**
 * What cells print, in the order in which it was printed, gathered into few messages: Jupyter drops
 * what comes in a thousand small ones.
 */
final class PrintBatches {
  static final int MOST_BYTES = 64 << 10;
  static final int MILLIS = 50;

  private final Timer timer = new Timer("prints", true);
  private final BiConsumer<Channel, String> send;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private Channel channel = Channel.OUT;

  /** System.out or System.err. */
  enum Channel {
    OUT,
    ERR
  }

  /** Batches for {@code send}, which is called by one thread at a time. */
  PrintBatches(BiConsumer<Channel, String> send) {
    this.send = send;
  }

  /** A stream for System.out or System.err; nobody can close it. */
  PrintStream stream(Channel to) {
    OutputStream bytes =
        new OutputStream() {
          @Override
          public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] b, int start, int length) {
            print(to, b, start, length);
          }
        };
    return new PrintStream(bytes, true, UTF_8) {
      @Override
      public void close() {
        flush();
      }
    };
  }

  private synchronized void print(Channel to, byte[] bytes, int start, int length) {
    if (to != channel) {
      flush();
      channel = to;
    }
    if (waiting.size() == 0 && length > 0) {
      timer.schedule(
          new TimerTask() {
            @Override
            public void run() {
              flush();
            }
          },
          MILLIS);
    }
    waiting.write(bytes, start, length);
    if (waiting.size() >= MOST_BYTES) {
      flush();
    }
  }

  /** Sends what is waiting; to be called before anything else is sent. */
  synchronized void flush() {
    if (waiting.size() > 0) {
      String text = waiting.toString(UTF_8);
      waiting.reset();
      send.accept(channel, text);
    }
  }
}
