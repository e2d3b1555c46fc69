package moments.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ProxiesTest {
  private static final String HOST = "www.cs.toronto.edu";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https_proxy=proxy:3128                           | http://proxy:3128",
        "HTTPS_PROXY=http://proxy:3128/                   | http://proxy:3128/",
        "https_proxy=first:1 HTTPS_PROXY=second:2         | http://first:1",
        "all_proxy=socks5://proxy:1080                    | socks5://proxy:1080",
        "http_proxy=proxy:3128                            | none",
        "https_proxy=                                     | none",
        "https_proxy=proxy:1 no_proxy=toronto.edu         | none",
        "https_proxy=proxy:1 NO_PROXY=a.org,.toronto.edu  | none",
        "https_proxy=proxy:1 no_proxy=www.cs.toronto.edu:443 | none",
        "https_proxy=proxy:1 no_proxy=*                   | none",
        "https_proxy=proxy:1 no_proxy=onto.edu            | http://proxy:1",
      })
  void isTheOneThatTheEnvironmentNames(String environment, String proxy) throws IOException {
    assertEquals(
        proxy, Proxies.of("https", HOST, variables(environment)).map(URI::toString).orElse("none"));
  }

  @Test
  void whatIsNoAddressIsNamed() {
    IOException e =
        assertThrows(
            IOException.class,
            () -> Proxies.of("https", HOST, Map.of("https_proxy", "http://my proxy")));
    assertEquals(
        "expected https_proxy to be an address such as http://proxy:3128, got \"http://my proxy\"",
        e.getMessage());
  }

  @Test
  void itIsAskedForTheAddress() throws IOException {
    var asked = new StringBuilder();
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          asked.append(exchange.getRequestURI());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    proxy.start();
    try {
      Map<String, String> environment =
          Map.of("http_proxy", "http://127.0.0.1:" + proxy.getAddress().getPort());
      var http = Proxies.open(URI.create("http://nowhere.invalid/x").toURL(), environment);
      assertEquals(204, http.getResponseCode());
      assertEquals("http://nowhere.invalid/x", asked.toString());
    } finally {
      proxy.stop(0);
    }
  }

  /** In a JVM of its own, as Java reads once whether passwords may be sent. */
  @Test
  void itsPasswordIsSentBeforeTheTunnelOpens() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ProcessBuilder client =
          new ProcessBuilder(
              ProcessHandle.current().info().command().orElse("java"),
              "-cp",
              System.getProperty("java.class.path"),
              ProxiesTest.class.getName());
      client
          .environment()
          .put("https_proxy", "http://ada:secret@127.0.0.1:" + proxy.getLocalPort());
      client.environment().remove("no_proxy");
      Process process = client.start();
      String unauthorized =
          "HTTP/1.1 407 Proxy Authentication Required\r\n"
              + "Proxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n";
      List<String> first = answer(proxy, unauthorized);
      List<String> second = answer(proxy, "HTTP/1.1 503 Enough\r\nContent-Length: 0\r\n\r\n");
      process.destroy();

      assertEquals("CONNECT nowhere.invalid:443 HTTP/1.1", first.get(0));
      String credentials = Base64.getEncoder().encodeToString("ada:secret".getBytes(UTF_8));
      assertEquals("Proxy-authorization: Basic " + credentials, second.get(second.size() - 1));
    }
  }

  /** The head of the next request. */
  private static List<String> answer(ServerSocket proxy, String answer) throws IOException {
    try (Socket client = proxy.accept();
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
      List<String> head = new ArrayList<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.add(line);
      }
      client.getOutputStream().write(answer.getBytes(UTF_8));
      client.getOutputStream().flush();
      return head;
    }
  }

  public static void main(String[] args) throws IOException {
    var http = Proxies.open(URI.create("https://nowhere.invalid/").toURL(), System.getenv());
    http.getResponseCode();
  }

  private static Map<String, String> variables(String text) {
    Map<String, String> variables = new HashMap<>();
    for (String each : text.split(" ")) {
      int equals = each.indexOf('=');
      variables.put(each.substring(0, equals), each.substring(equals + 1));
    }
    return variables;
  }
}
