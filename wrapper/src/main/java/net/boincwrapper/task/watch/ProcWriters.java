package net.boincwrapper.task.watch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/**
 * Looks in procfs for the files that a container's processes hold open or map; see proc(5). What
 * cannot be read, because the process belongs to another user or is gone, counts as not open. So
 * does what lies beyond the bounds: an app may hold any number open.
 */
public final class ProcWriters implements WriterCheck {
  static final int MOST_PROCESSES = 1_000;
  static final int MOST_DESCRIPTORS = 10_000;

  private final Path proc;
  private final Supplier<Optional<Cgroup>> cgroup;
  private final LongSupplier first;

  private ProcWriters(Path proc, Supplier<Optional<Cgroup>> cgroup, LongSupplier first) {
    this.proc = proc;
    this.cgroup = cgroup;
    this.first = first;
  }

  /**
   * For whichever container runs when it is asked.
   *
   * @param proc where procfs is mounted
   * @param cgroup the container's, if it can be seen; it names all processes
   * @param pid the container's first process, 0 if it is not known: the init process, under which
   *     the app runs; if the others cannot be seen, this one is looked at
   */
  public static ProcWriters of(Path proc, Supplier<Optional<Cgroup>> cgroup, LongSupplier pid) {
    return new ProcWriters(proc, cgroup, pid);
  }

  private List<Long> processes() {
    List<Long> all = cgroup.get().map(group -> group.processes(MOST_PROCESSES)).orElse(List.of());
    return all.isEmpty() && first.getAsLong() > 0 ? List.of(first.getAsLong()) : all;
  }

  @Override
  public boolean appRuns() {
    long init = first.getAsLong();
    return cgroup
        .get()
        .map(group -> group.processes(2).stream().anyMatch(pid -> pid != init))
        .orElse(true);
  }

  @Override
  public BooleanSupplier stall() {
    return new StalledThreads(proc, this::processes)::isOne;
  }

  @Override
  public boolean holdsOne(SortedMap<String, FileStat> files) {
    if (files.isEmpty()) {
      return false;
    }
    Set<String> identities =
        files.values().stream().map(FileStat::identity).collect(Collectors.toSet());
    MappedFiles mapped = new MappedFiles(files);
    int descriptors = 0;
    for (long pid : processes()) {
      Path process = proc.resolve(String.valueOf(pid));
      Descriptors look = new Descriptors(process, identities, MOST_DESCRIPTORS - descriptors);
      if (look.findsOne() || mapped.isOneIn(process.resolve("maps"))) {
        return true;
      }
      descriptors += look.seen;
    }
    return false;
  }

  /** What one process holds open. */
  private static final class Descriptors {
    private final Path process;
    private final Set<String> identities;
    private final int most;
    private int seen;

    Descriptors(Path process, Set<String> identities, int most) {
      this.process = process;
      this.identities = identities;
      this.most = most;
    }

    boolean findsOne() {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(process.resolve("fd"))) {
        for (Path descriptor : all) {
          if (seen++ >= most) {
            return false;
          }
          if (isOurs(descriptor) && mayWrite(descriptor)) {
            return true;
          }
        }
      } catch (IOException | DirectoryIteratorException e) {
        // It belongs to another user, or is gone.
      }
      return false;
    }

    /** Follows the kernel's link, which leads to the open file whatever its name is now. */
    private boolean isOurs(Path descriptor) {
      try {
        Object key = Files.readAttributes(descriptor, BasicFileAttributes.class).fileKey();
        return identities.contains(String.valueOf(key));
      } catch (IOException e) {
        return false;
      }
    }

    /**
     * The link's own permissions tell how the file was opened (proc_pid_fd(5)). So does {@code
     * fdinfo}, but it lists every lock on the file: an app with 20 000 of them costs 50 ms a look
     * (measured), even if only the first line is read.
     */
    private static boolean mayWrite(Path descriptor) {
      try {
        return Files.getPosixFilePermissions(descriptor, LinkOption.NOFOLLOW_LINKS)
            .contains(PosixFilePermission.OWNER_WRITE);
      } catch (IOException e) {
        return false;
      }
    }
  }
}
