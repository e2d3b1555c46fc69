package moments.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A file of records whose content is known in advance by its SHA-256.
 *
 * @param records the number of images in it
 */
record KnownFile(String name, int records, String sha256) {
  private static final int CHUNK = 1 << 16;

  /** How files are opened. */
  interface Opener {
    InputStream open(String name) throws IOException;
  }

  /**
   * The images of all {@code files}, each read once and verified on the way.
   *
   * @param where what messages call the place that they are in
   * @throws IOException if one is missing, cannot be read, or is not what it should be
   */
  static Dataset read(List<KnownFile> files, String where, Opener opener) throws IOException {
    byte[] records = new byte[files.stream().mapToInt(KnownFile::bytes).sum()];
    int offset = 0;
    for (KnownFile file : files) {
      file.read(where, opener, records, offset);
      offset += file.bytes();
    }
    return Dataset.ofRecords(files.get(0).name, records);
  }

  int bytes() {
    return records * Dataset.RECORD;
  }

  private void read(String where, Opener opener, byte[] into, int offset) throws IOException {
    MessageDigest digest = digest("SHA-256");
    int size = 0;
    long rest;
    try (InputStream in = opener.open(name)) {
      int n;
      while ((n = in.read(into, offset + size, Math.min(CHUNK, bytes() - size))) > 0) {
        digest.update(into, offset + size, n);
        size += n;
      }
      rest = in.transferTo(OutputStream.nullOutputStream());
    } catch (NoSuchFileException e) {
      throw new IOException("%s is missing in %s".formatted(name, where), e);
    } catch (IOException e) {
      throw new IOException(
          "%s in %s cannot be read (%s)".formatted(name, where, DataException.reason(e)), e);
    }
    if (size + rest != bytes()) {
      throw new IOException(
          "%s in %s has %d bytes, expected %d".formatted(name, where, size + rest, bytes()));
    }
    String sum = HexFormat.of().formatHex(digest.digest());
    if (!sum.equals(sha256)) {
      throw new IOException(
          "%s in %s is corrupt: SHA-256 is %s, expected %s".formatted(name, where, sum, sha256));
    }
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has " + algorithm, e);
    }
  }
}
