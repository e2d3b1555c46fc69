package moments.fetch;

import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxy that the environment names in {@code https_proxy}, {@code http_proxy} or {@code
 * all_proxy}, but for the hosts in {@code no_proxy}: the variables that curl and npm read, and Java
 * does not. Java's own properties, such as {@code https.proxyHost}, come first.
 *
 * <p>A name and password in the address are sent to the proxy as they are, by curl and here, unless
 * {@code jdk.http.auth.tunneling.disabledSchemes} forbids it.
 */
final class Proxies {
  /** Java refuses passwords to a proxy for https, "Basic", unless this is empty. */
  private static final String REFUSED = "jdk.http.auth.tunneling.disabledSchemes";

  private Proxies() {}

  /** A connection to {@code address} through the proxy that {@code environment} names. */
  static HttpURLConnection open(URL address, Map<String, String> environment) throws IOException {
    Optional<URI> named = of(address.getProtocol(), address.getHost(), environment);
    if (named.isEmpty() || System.getProperty(address.getProtocol() + ".proxyHost") != null) {
      return (HttpURLConnection) address.openConnection();
    }
    URI proxy = named.get();
    if (proxy.getUserInfo() != null && System.getProperty(REFUSED) == null) {
      System.setProperty(REFUSED, "");
    }
    boolean socks = String.valueOf(proxy.getScheme()).startsWith("socks");
    int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    Proxy.Type type = socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP;
    var place = new InetSocketAddress(proxy.getHost(), port);
    var http = (HttpURLConnection) address.openConnection(new Proxy(type, place));
    Optional.ofNullable(proxy.getUserInfo()).ifPresent(user -> http.setAuthenticator(as(user)));
    return http;
  }

  /** The address of the proxy for this host. */
  static Optional<URI> of(String scheme, String host, Map<String, String> environment)
      throws IOException {
    if (direct(host, environment)) {
      return Optional.empty();
    }
    for (String name : new String[] {scheme + "_proxy", "all_proxy"}) {
      String value = value(name, environment);
      if (!value.isEmpty()) {
        return Optional.of(address(name, value));
      }
    }
    return Optional.empty();
  }

  private static URI address(String name, String value) throws IOException {
    try {
      URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
      if (proxy.getHost() != null) {
        return proxy;
      }
    } catch (IllegalArgumentException e) {
      // As where there is no host.
    }
    throw new IOException(
        "expected %s to be an address such as http://proxy:3128, got \"%s\""
            .formatted(name, value));
  }

  private static boolean direct(String host, Map<String, String> environment) {
    return Stream.of(value("no_proxy", environment).split("[,\\s]+"))
        .map(entry -> entry.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", ""))
        .filter(entry -> !entry.isEmpty())
        .anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
  }

  private static String value(String name, Map<String, String> environment) {
    String upper = environment.getOrDefault(name.toUpperCase(Locale.ROOT), "");
    return environment.getOrDefault(name, upper).strip();
  }

  private static Authenticator as(String userInfo) {
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(user, password.toCharArray());
      }
    };
  }
}
