package net.boincwrapper.cli.clean;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which files are locked by whoever: looked up, and not tried, because a task that finds its lock
 * taken gives up.
 *
 * @param inodes of locked files. Without the device, whose number in the table is not always the
 *     one that stat tells: who has the same on another disk is taken for locked, too
 */
record HeldLocks(Set<Long> inodes) {
  /** Such as {@code 1: POSIX ADVISORY WRITE 1234 fe:00:56789 0 EOF} (proc_locks(5)). */
  private static final Pattern LINE = Pattern.compile(".*\\s[0-9a-f]+:[0-9a-f]+:(\\d{1,18})\\s.*");

  HeldLocks {
    inodes = Set.copyOf(inodes);
  }

  /**
   * Reads the kernel's table.
   *
   * @param proc where procfs is mounted
   */
  static HeldLocks read(Path proc) throws IOException {
    return of(Files.readString(proc.resolve("locks")));
  }

  static HeldLocks of(String table) {
    return new HeldLocks(
        table
            .lines()
            .map(LINE::matcher)
            .filter(Matcher::matches)
            .map(found -> Long.valueOf(found.group(1)))
            .collect(Collectors.toSet()));
  }

  /** Whether a file is locked; one that is not there is not. */
  boolean hold(Path file) throws IOException {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && inodes.contains((Long) Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS));
  }
}
