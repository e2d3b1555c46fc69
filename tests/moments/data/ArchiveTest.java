package moments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
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
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());

  private final byte[] archive = Tiny.tarGz("cifar-10-batches-bin", Tiny.CONTENT);
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final PrintStream screen = System.err;
  private final Path folder;
  private final Path part;

  /** How many bytes the server sends at most of what it announces. */
  private int sends = Integer.MAX_VALUE;

  private boolean knowsRanges = true;

  ArchiveTest(@TempDir Path temp) throws IOException {
    folder = temp;
    part = temp.resolve("cifar-10-binary.tar.gz.part");
  }

  @BeforeEach
  void start() {
    System.setErr(new PrintStream(OutputStream.nullOutputStream())); // For the progress bars.
    server.createContext("/archive", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    System.setErr(screen);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(String.valueOf(range));
    int from = 0;
    if (range != null && knowsRanges) {
      from = Integer.parseInt(range.replaceAll("\\D", ""));
    }
    int length = archive.length - from;
    if (length <= 0) {
      exchange.sendResponseHeaders(416, -1);
    } else {
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, length);
      exchange.getResponseBody().write(archive, from, Math.min(length, sends));
      exchange.getResponseBody().flush();
    }
    exchange.close();
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
            + " (No space left on device); free space there or choose another folder with --data"
            + " or MOMENTS_HOME",
        assertThrows(DataException.class, this::fetch).getMessage());
    Files.delete(part);
  }
}
