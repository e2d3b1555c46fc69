package moments.book;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/** The pictures that notebooks hold, as files of the book. */
final class Pictures {
  static final String FOLDER = "pictures/";
  private static final int NAME_DIGITS = 12;

  private static final Pattern DATA =
      Pattern.compile("src=\"data:image/(svg|webp|png)(?:\\+xml)?;base64,([\\w+/=]+)\"");

  private final Map<String, byte[]> files = new TreeMap<>();

  /** The HTML {@code output} with addresses of files for pictures; those far below load late. */
  String outOf(String output) {
    return DATA.matcher(output)
        .replaceAll(
            found -> {
              byte[] picture = Base64.getDecoder().decode(found.group(2));
              String hash = DigestUtils.sha256Hex(picture).substring(0, NAME_DIGITS);
              String file = FOLDER + hash + "." + found.group(1);
              files.put(file, picture);
              return Matcher.quoteReplacement("loading=\"lazy\" src=\"%s\"".formatted(file));
            });
  }

  Map<String, byte[]> files() {
    return files;
  }
}
