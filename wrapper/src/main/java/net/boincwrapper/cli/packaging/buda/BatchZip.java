package net.boincwrapper.cli.packaging.buda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import net.boincwrapper.cli.folder.JobFolder;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * A batch: a directory for each job, with its input files and, in {@code cmdline}, its arguments
 * ({@code html/user/buda_submit.php:parse_batch_dir}).
 */
final class BatchZip {
  /** Part of the workunit's name ({@code html/user/buda_submit.php:create_jobs}). */
  private static final String JOB = "job_1/";

  /** On whatever clock: the same job makes the same bytes. */
  private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final int DIRECTORY = 0_040_755;
  private static final int FILE = 0_100_644;

  private BatchZip() {}

  /** With the sample workunit as its only job. */
  static byte[] of(JobFolder folder, BudaOrder order) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String input : BudaFiles.inputs(folder)) {
      files.put(input, Files.readAllBytes(folder.directory().resolve(input)));
    }
    if (!order.arguments().isEmpty()) {
      String line = String.join(" ", order.arguments()) + "\n";
      files.put(BudaNames.COMMAND_LINE, line.getBytes(StandardCharsets.UTF_8));
    }
    // In a place where sizes can be put in front of the data; unzip warns of some that come behind.
    int length;
    SeekableInMemoryByteChannel bytes = new SeekableInMemoryByteChannel();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      add(zip, JOB, DIRECTORY, new byte[0]);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        add(zip, JOB + file.getKey(), FILE, file.getValue());
      }
      zip.finish();
      length = Math.toIntExact(bytes.size());
    }
    return Arrays.copyOf(bytes.array(), length);
  }

  private static void add(ZipArchiveOutputStream zip, String name, int mode, byte[] content)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setTimeLocal(ALWAYS);
    entry.setUnixMode(mode);
    zip.putArchiveEntry(entry);
    zip.write(content);
    zip.closeArchiveEntry();
  }
}
