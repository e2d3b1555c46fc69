package moments.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());

  private final byte[] archive = Tiny.tarGz("cifar-10-batches-bin", Tiny.CONTENT);
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final Path folder;
  private final Path part;

  /** How many bytes the server sends at most of what it announces. */
  private int sends = Integer.MAX_VALUE;

  /** What it does instead of sending the archive. */
  private Answer answer = this::send;

  private boolean knowsRanges = true;

  ArchiveTest(@TempDir Path temp) throws IOException {
    folder = temp;
    part = temp.resolve(".moments-cifar-10-binary.tar.gz");
  }

  @BeforeEach
  void start() {
    server.createContext("/archive", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** An answer of the server. */
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private void answer(HttpExchange exchange) throws IOException {
    ranges.add(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
    answer.to(exchange);
    exchange.close();
  }

  private void send(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = 0;
    if (range != null && knowsRanges) {
      from = Integer.parseInt(range.replaceAll("\\D", ""));
    }
    int length = archive.length - from;
    if (length <= 0) {
      exchange.sendResponseHeaders(416, -1);
    } else {
      if (from > 0) {
        String sent = "bytes %d-%d/%d".formatted(from, archive.length - 1, archive.length);
        exchange.getResponseHeaders().set("Content-Range", sent);
      }
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, length);
      exchange.getResponseBody().write(archive, from, Math.min(length, sends));
      exchange.getResponseBody().flush();
    }
  }

  private Archive at(String path) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return new Archive(address, Duration.ofMillis(500));
  }

  private void fetch() throws IOException {
    Archive source = at("/archive");
    Map<String, byte[]> content = source.unpack(source.download(folder), Tiny.FILES);
    Tiny.CONTENT.forEach((name, bytes) -> assertArrayEquals(bytes, content.get(name)));
  }

  private String failure(Archive source) {
    return DataException.reason(assertThrows(IOException.class, () -> source.download(folder)));
  }

  @Test
  void unpacksTheFiles() throws IOException {
    fetch();

    assertEquals(List.of("bytes=0-"), ranges);
  }

  @Test
  void goesOnWhereAnEarlierRunBrokeOff() throws IOException {
    Files.write(part, Arrays.copyOf(archive, 100));

    fetch();

    assertEquals(List.of("bytes=100-"), ranges);
  }

  @Test
  void goesOnWhenTheConnectionBreaks() throws IOException {
    sends = archive.length / 2 + 1;

    fetch();

    assertEquals(List.of("bytes=0-", "bytes=" + sends + "-"), ranges);
  }

  @Test
  void startsAgainIfTheHostCannotResume() throws IOException {
    knowsRanges = false;
    Files.write(part, new byte[100]);

    fetch();
  }

  @Test
  void aHostThatCannotResumeAndAlwaysBreaksOffIsAFailure() {
    knowsRanges = false;
    sends = 100;

    assertEquals(
        "the connection broke at 100 of %d bytes".formatted(archive.length),
        failure(at("/archive")));
    assertEquals(List.of("bytes=0-", "bytes=100-", "bytes=100-"), ranges);
  }

  @Test
  void aHostThatCannotResumeIsAskedAsLongAsItSendsMore() throws IOException {
    knowsRanges = false;
    sends = archive.length / 3;
    Answer shorter = answer;
    answer =
        exchange -> {
          sends += 200;
          shorter.to(exchange);
        };

    fetch();
  }

  @Test
  void whatIsLongerThanTheArchiveIsCut() throws IOException {
    knowsRanges = false;
    Files.write(part, new byte[archive.length + 100]);

    fetch();

    assertEquals(archive.length, Files.size(part));
  }

  @Test
  void aHostThatDoesNotAnnounceTheLengthIsRead() throws IOException {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0); // In chunks.
          exchange.getResponseBody().write(archive);
          exchange.getResponseBody().close();
        };

    fetch();
  }

  @Test
  void aLengthThatIsTooShortIsAFailure() {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, archive.length / 2);
          exchange.getResponseBody().write(archive, 0, archive.length / 2);
        };

    assertEquals(
        "the archive is damaged or not whole (Unexpected end of ZLIB input stream)",
        DataException.reason(assertThrows(IOException.class, this::fetch)));
  }

  @Test
  void aHostThatSendsAnotherPartIsAFailure() throws IOException {
    Files.write(part, new byte[100]);
    answer =
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/10");
          exchange.sendResponseHeaders(206, 10);
          exchange.getResponseBody().write(new byte[10]);
        };

    assertEquals(
        "the host was asked for the bytes from 100 on and sent \"bytes 0-9/10\"",
        failure(at("/archive")));
  }

  @Test
  void aHostThatHasNoBytesAtAllIsAFailure() {
    answer = exchange -> exchange.sendResponseHeaders(416, -1);

    assertEquals("the host answered with status 416", failure(at("/archive")));
  }

  @Test
  void aRedirectThatNeverEndsIsAFailure() {
    answer =
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/archive");
          exchange.sendResponseHeaders(302, -1);
        };

    assertEquals(
        "ProtocolException: Server redirected too many times (20)",
        failure(at("/archive")).replaceAll(" +", " ")); // JDK 17 has two spaces
  }

  @Test
  @Timeout(10)
  void aHostThatSendsAByteNowAndThenIsAFailure() {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, archive.length);
          for (byte each : archive) {
            exchange.getResponseBody().write(each);
            exchange.getResponseBody().flush();
            pause();
          }
        };

    assertEquals("the host sends less than 1024 bytes a second", failure(at("/archive")));
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aWholeArchiveIsNotSentAgain() throws IOException {
    Files.write(part, archive);

    fetch();

    assertEquals(List.of("bytes=" + archive.length + "-"), ranges);
  }

  @Test
  void aBrokenArchiveIsAFailure() throws IOException {
    Files.write(part, new byte[100]);

    assertThrows(ZipException.class, this::fetch);
  }

  @Test
  void aHostThatSendsNothingIsAFailure() {
    sends = 0;

    String bytes = "0 of " + archive.length + " bytes";
    assertEquals("the connection broke at " + bytes, failure(at("/archive")));
  }

  @Test
  void anAddressWithoutTheArchiveIsAFailure() {
    assertEquals("the host answered with status 404", failure(at("/other")));
  }

  @Test
  void aHostThatStallsCostsNoMoreThanThePatience() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      long start = System.nanoTime();

      assertEquals(
          "SocketTimeoutException: Read timed out",
          failure(new Archive(address, Duration.ofMillis(300))));
      assertTrue(System.nanoTime() - start < 3e9);
    }
  }

  @Test
  void aHostThatIsDownIsAFailureAtOnce() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Archive down = new Archive(URI.create("http://127.0.0.1:" + port), Duration.ofMillis(300));

    assertEquals("ConnectException: Connection refused", failure(down));
  }

  @Test
  void aFullDiskIsAnErrorThatNoOtherSourceMends() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full here");
    Files.createSymbolicLink(part, full);

    assertEquals(
        "Cannot write "
            + part
            + " (No space left on device); free some space there or use another data folder",
        assertThrows(DataException.class, this::fetch).getMessage());
    Files.delete(part);
  }
}
