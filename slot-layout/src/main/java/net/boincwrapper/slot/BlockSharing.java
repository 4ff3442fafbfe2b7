package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Whether two files of a directory can share their blocks. A file system's name does not tell: XFS
 * can if it was made so, ZFS from 2.2 on if its pool and the system allow it. So {@code cp} tries
 * it, once for each file system, when a task seals for the first time.
 */
final class BlockSharing {
  /** The usual ones that have no such thing: nothing has to be started to know. */
  private static final Set<String> NEVER = Set.of("ext4", "ext3", "ext2", "tmpfs");

  private static final List<Path> PROGRAMS = List.of(Path.of("/usr/bin/cp"), Path.of("/bin/cp"));

  /** Of a Java runtime: some text that was written long before. */
  private static final Path OLD = Path.of(System.getProperty("java.home", "/"), "release");

  private static final String FRESH = ".try";
  private static final String COPY = ".try-copy";
  private static final int BLOCK = 64 * 1024;
  private static final long SECONDS = 3;

  private static final Map<FileStore, Boolean> KNOWN = new ConcurrentHashMap<>();

  private BlockSharing() {}

  /**
   * Says so.
   *
   * @param directory that no app can write, and this process can
   */
  static boolean worksIn(Path directory) throws IOException {
    if (!directory.getFileSystem().equals(FileSystems.getDefault())) {
      return false;
    }
    FileStore store = Files.getFileStore(directory);
    if (NEVER.contains(store.type())) {
      return false;
    }
    Boolean known = KNOWN.get(store);
    if (known == null) {
      known = isTried(directory, store);
      KNOWN.put(store, known);
    }
    return known;
  }

  private static boolean isTried(Path directory, FileStore store) throws IOException {
    Path fresh = directory.resolve(FRESH);
    Path copy = directory.resolve(COPY);
    try {
      for (Path source : sources(fresh, store)) {
        if (copies(source, copy)) {
          return true;
        }
      }
      return false;
    } finally {
      Files.deleteIfExists(fresh);
      Files.deleteIfExists(copy);
    }
  }

  /**
   * ZFS shares no block that is not on the disk yet, which takes seconds (zfs(4), zfs_txg_timeout).
   * The runtime lies in the client's data directory, as the slots do.
   */
  private static List<Path> sources(Path fresh, FileStore store) throws IOException {
    Path made = Files.write(fresh, new byte[BLOCK]);
    boolean beside = Files.isRegularFile(OLD) && Files.getFileStore(OLD).equals(store);
    return Stream.of(Optional.of(made), Optional.of(OLD).filter(old -> beside))
        .flatMap(Optional::stream)
        .toList();
  }

  /** It gets no environment: the client's points to libraries in the slot. */
  private static boolean copies(Path from, Path to) throws IOException {
    Optional<Path> program = PROGRAMS.stream().filter(Files::isExecutable).findFirst();
    if (program.isEmpty()) {
      return false;
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                program.get().toString(), "--reflink=always", "--", from.toString(), to.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.destroyForcibly();
    }
  }
}
