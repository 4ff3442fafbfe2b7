package net.boincwrapper.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.boincwrapper.engine.Engine;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A build context as a tar whose bytes depend only on names, contents and executable bits: sorted
 * by name, owned by root, without times. So the image's name can be derived from its content, and
 * the engine's build cache is hit on every host.
 */
final class BuildContext implements Engine.Context {
  private static final int EXECUTABLE = 0755;
  private static final int READABLE = 0644;

  private final SortedMap<String, Path> files;
  private final Map<String, byte[]> replaced;

  /**
   * @param files real files and directories by their names in the context
   */
  BuildContext(Map<String, Path> files) {
    this(files, Map.of());
  }

  private BuildContext(Map<String, Path> files, Map<String, byte[]> replaced) {
    this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    this.replaced = Map.copyOf(replaced);
  }

  /** The same files, but one of them with other content. */
  BuildContext with(String name, byte[] content) {
    return new BuildContext(files, Map.of(name, content));
  }

  /** Total size of all files, in bytes. */
  long size() throws IOException {
    long size = 0;
    for (Path file : files.values()) {
      size += Files.isDirectory(file) ? 0 : Files.size(file);
    }
    return size;
  }

  @Override
  public void writeTar(OutputStream out) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    for (Map.Entry<String, Path> file : files.entrySet()) {
      write(tar, file.getKey(), file.getValue());
    }
    tar.finish();
    tar.flush();
  }

  private void write(TarArchiveOutputStream tar, String name, Path file) throws IOException {
    boolean directory = Files.isDirectory(file);
    TarArchiveEntry entry = new TarArchiveEntry(directory ? name + "/" : name);
    entry.setModTime(0);
    entry.setIds(0, 0);
    entry.setNames("root", "root");
    entry.setMode(directory || isExecutable(file) ? EXECUTABLE : READABLE);
    if (!directory) {
      entry.setSize(replaced.containsKey(name) ? replaced.get(name).length : Files.size(file));
    }
    tar.putArchiveEntry(entry);
    if (replaced.containsKey(name)) {
      tar.write(replaced.get(name));
    } else if (!directory) {
      Files.copy(file, tar);
    }
    tar.closeArchiveEntry();
  }

  private static boolean isExecutable(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
  }
}
