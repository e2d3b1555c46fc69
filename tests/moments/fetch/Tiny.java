package moments.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import moments.fetch.KnownFiles.KnownFile;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A set of three files, two images each, instead of the six of CIFAR-10. */
public final class Tiny {
  static final Map<String, byte[]> CONTENT = new LinkedHashMap<>();

  static {
    CONTENT.put("data_batch_1.bin", records(3, 8));
    CONTENT.put("data_batch_2.bin", records(0, 9));
    CONTENT.put("test_batch.bin", records(6, 1));
  }

  public static final KnownFiles FILES =
      new KnownFiles(
          List.of(known("data_batch_1.bin"), known("data_batch_2.bin")),
          List.of(known("test_batch.bin")));

  private Tiny() {}

  /** Images with these labels; byte k of image i is 7·label + k mod 251. */
  public static byte[] records(int... labels) {
    byte[] records = new byte[labels.length * KnownFile.RECORD];
    for (int i = 0; i < labels.length; i++) {
      records[i * KnownFile.RECORD] = (byte) labels[i];
      for (int k = 0; k < KnownFile.RECORD - 1; k++) {
        records[i * KnownFile.RECORD + 1 + k] = (byte) pixel(labels[i], k);
      }
    }
    return records;
  }

  public static int pixel(int label, int k) {
    return (7 * label + k) % 251;
  }

  public static void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> file : CONTENT.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  static byte[] tarGz(String folder, Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(folder + "/" + file.getKey());
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static KnownFile known(String name) {
    byte[] bytes = CONTENT.getOrDefault(name, new byte[0]);
    return new KnownFile(name, bytes.length / KnownFile.RECORD, DigestUtils.sha256Hex(bytes));
  }
}
