package moments.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import moments.fetch.KnownFiles;
import moments.fetch.KnownFiles.KnownFile;

/**
 * Makes the sample that the library carries of the full data: of each class the first 200 images to
 * train on and the first 50 to test on, in the order in which they come in the files.
 *
 * <p>{@code mvn -q test-compile && java -cp target/classes:target/test-classes
 * moments.data.SampleMaker FOLDER src/moments/data}
 */
final class SampleMaker {
  private SampleMaker() {}

  public static void main(String[] args) throws IOException {
    Path full = Path.of(args[0]);
    Path sample = Path.of(args[1]);
    Files.write(sample.resolve("sample-train.bin"), train(full));
    Files.write(sample.resolve("sample-test.bin"), test(full));
  }

  static byte[] train(Path full) throws IOException {
    return firstOfEachClass(KnownFiles.CIFAR10.train(), full, 200);
  }

  static byte[] test(Path full) throws IOException {
    return firstOfEachClass(KnownFiles.CIFAR10.test(), full, 50);
  }

  private static byte[] firstOfEachClass(List<KnownFile> files, Path folder, int n)
      throws IOException {
    int[] taken = new int[Dataset.CLASSES];
    ByteArrayOutputStream sample = new ByteArrayOutputStream();
    for (KnownFile file : files) {
      byte[] records = Files.readAllBytes(folder.resolve(file.name()));
      for (int at = 0; at < records.length; at += Dataset.RECORD) {
        if (taken[records[at]]++ < n) {
          sample.write(records, at, Dataset.RECORD);
        }
      }
    }
    return sample.toByteArray();
  }
}
