package net.boincwrapper.procfs;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.io.file.PathUtils;

/** A procfs in memory, in which a test starts and ends processes. */
public final class FakeProcesses {
  /** The namespace of this host, which is also ours. */
  public static final String OF_HOST = "pid:[1]";

  private final Path proc;
  private final Map<Long, Character> states = new TreeMap<>();
  private final Map<Long, Process> all = new TreeMap<>();

  private record Process(long parent, long userTicks, long childrensTicks) {}

  /** On a file system of its own. */
  public FakeProcesses() {
    this(Jimfs.newFileSystem(Configuration.unix()).getPath("/proc"));
  }

  public FakeProcesses(Path proc) {
    this.proc = proc;
    link(proc.resolve("self/ns/pid"), OF_HOST);
  }

  public Path proc() {
    return proc;
  }

  /**
   * The first process of a container.
   *
   * @param group the text of {@code cgroup}
   */
  public void container(long pid, String id, String namespace, String group) {
    if (!states.containsKey(pid)) {
      start(pid, 1, namespace);
    }
    write(pid, "status", "Name:\tinit\nNSpid:\t" + pid + "\t1\n");
    write(pid, "mountinfo", "1 2 0:1 /run/containers/" + id + "/hosts /etc/hosts rw - ext4 x rw\n");
    write(pid, "cgroup", group);
  }

  /** A process that waits. */
  public void start(long pid, long parent, String namespace) {
    all.put(pid, new Process(parent, 0, 0));
    link(process(pid).resolve("ns/pid"), namespace);
    write(pid, "status", "Name:\tapp\nNSpid:\t" + pid + "\t" + (pid - 4000) + "\n");
    state(pid, 'S');
  }

  /** What it and its ended children have used, in hundredths of a second. */
  public void used(long pid, long userTicks, long childrensTicks) {
    all.put(pid, new Process(all.get(pid).parent(), userTicks, childrensTicks));
    state(pid, states.get(pid));
  }

  /** More lines of its {@code status}. */
  public void status(long pid, String more) {
    try {
      Path file = process(pid).resolve("status");
      Files.writeString(file, Files.readString(file) + more);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of it. */
  public void file(long pid, String name, String text) {
    write(pid, name, text);
  }

  /** Its only thread is in this state from now on. */
  public void state(long pid, char state) {
    states.put(pid, state);
    Process it = all.get(pid);
    String stat =
        "%d (app) %c %d 0 0 0 0 0 0 0 0 0 %d 0 %d 0 39 19 1 0 100"
            .formatted(pid, state, it.parent(), it.userTicks(), it.childrensTicks());
    write(pid, "stat", stat);
    write(pid, "task/" + pid + "/stat", stat);
  }

  public char state(long pid) {
    return states.get(pid);
  }

  public void end(long pid) {
    try {
      PathUtils.deleteDirectory(process(pid));
      states.remove(pid);
      all.remove(pid);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path process(long pid) {
    return proc.resolve(String.valueOf(pid));
  }

  private void write(long pid, String file, String text) {
    try {
      Path path = process(pid).resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void link(Path link, String target) {
    try {
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, link.getFileSystem().getPath(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
