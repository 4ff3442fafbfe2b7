package net.boincwrapper.procfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The first processes of PID namespaces other than ours, known by their environment: what an engine
 * starts, be it a container or a step of a build. With such a process its whole namespace ends; see
 * pid_namespaces(7).
 *
 * <p>A process can change its own environment, but not another's. That of another user's process
 * cannot be read, unless by root; see proc(5).
 */
public final class FirstProcesses {
  private final Path proc;

  /**
   * @param proc where procfs is mounted
   */
  public FirstProcesses(Path proc) {
    this.proc = proc;
  }

  /**
   * Looks for them.
   *
   * @param environment tells which ones, by the variables that they were started with, {@code
   *     NAME=value}; the first 64 KiB of them
   * @return as this host numbers them; without those that this user may not look into
   */
  public List<Long> with(Predicate<List<String>> environment) {
    return ProcessTable.those(proc, process -> is(process, environment));
  }

  /** Whether a process is such a one. */
  public boolean is(long pid, Predicate<List<String>> environment) {
    return is(proc.resolve(String.valueOf(pid)), environment);
  }

  private boolean is(Path process, Predicate<List<String>> environment) {
    try {
      return !ProcessTable.namespace(process, "pid")
              .equals(ProcessTable.namespace(proc.resolve("self"), "pid"))
          && PidNamespace.isFirst(process)
          && environment.test(environment(process));
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> environment(Path process) throws IOException {
    return Arrays.asList(ProcFile.read(process.resolve("environ")).split("\0"));
  }
}
