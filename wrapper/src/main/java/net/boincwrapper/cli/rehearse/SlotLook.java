package net.boincwrapper.cli.rehearse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import net.boincwrapper.cli.simulate.DeclaredFiles;
import net.boincwrapper.cli.simulate.ScratchTree;

/**
 * Looks at what an app does with its files: each time that one was written, its size and content go
 * into the run's log.
 *
 * <p>Files are opened for reading only: the wrapper would wait for a writer before it seals. Of a
 * large file a few samples are read.
 */
final class SlotLook {
  private static final int SAMPLES = 32;
  private static final int SAMPLE_BYTES = 2048;

  /** A look may take this share of the time at most. */
  private static final int REST = 20;

  private final RunLog log;
  private final DeclaredFiles files;
  private final ScratchTree tree;
  private final Map<Path, Seen> seen = new HashMap<>();
  private Duration next = Duration.ZERO;

  /** What was last seen of a file; the key is its inode. */
  private record Seen(long bytes, long modified, String key, String content) {
    boolean isAs(BasicFileAttributes now) {
      return bytes == now.size()
          && modified == now.lastModifiedTime().toMillis()
          && key.equals(String.valueOf(now.fileKey()));
    }
  }

  SlotLook(RunLog log, DeclaredFiles files, ScratchTree tree) {
    this.log = log;
    this.files = files;
    this.tree = tree;
  }

  /** Looks, unless the last look took so long that it is too soon. */
  void lookIfRested(Duration at) {
    if (at.compareTo(next) >= 0) {
      long begin = System.nanoTime();
      look(at);
      next = at.plusNanos((System.nanoTime() - begin) * REST);
    }
  }

  /** Looks now. */
  void look(Duration at) {
    try {
      for (Path name : files.made(tree)) {
        if (!Byproducts.contain(name)) {
          look(at, name);
        }
      }
    } catch (IOException e) {
      // The slot is being removed or restored; the next look sees it again.
      next = at;
    }
  }

  private void look(Duration at, Path name) {
    Path file = tree.slot().directory().resolve(name);
    try {
      BasicFileAttributes now =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Seen before = seen.get(name);
      if (!now.isRegularFile() || (before != null && before.isAs(now))) {
        return;
      }
      String content = content(file, now.size());
      seen.put(
          name,
          new Seen(
              now.size(),
              now.lastModifiedTime().toMillis(),
              String.valueOf(now.fileKey()),
              content));
      log.seen(at, name.toString(), files.isCheckpoint(name), now.size(), content);
    } catch (IOException e) {
      // It is being replaced, or may not be read: then it is no evidence.
      seen.remove(name);
    }
  }

  private static String content(Path file, long size) throws IOException {
    MessageDigest digest = sha256();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      long stride = Math.max(SAMPLE_BYTES, size / SAMPLES);
      ByteBuffer sample = ByteBuffer.allocate(SAMPLE_BYTES);
      for (long place = 0; place < size; place += stride) {
        channel.read(sample.clear(), place);
        digest.update(sample.flip());
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
