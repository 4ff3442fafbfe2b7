package net.boincwrapper.virtual;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine whose kernel is a process of this host: Linux for user mode. Its programs run on the
 * real processor, which is several times as fast as {@link Emulated}. It has one processor, and no
 * protection of this host's files from its root.
 *
 * @param kernel the program {@code linux.uml}, at least 6.16, which has {@code seccomp=}
 * @param megabytes of memory, in a file that takes what is used
 * @param kernelArguments more of the kernel's command line
 * @param disks files that are {@code ubda}, written to, and {@code ubdb} and so on, which are only
 *     read
 */
public record UserMode(
    Path kernel, Path console, int megabytes, String kernelArguments, List<Path> disks)
    implements Hardware {
  /** In memory; the kernel warns of every other place for its own. */
  private static final Path MEMORY = Path.of("/dev/shm");

  private static final List<String> ITS_PROCESSES_END_WITH_IT =
      List.of("unshare", "--pid", "--fork", "--kill-child");

  @Override
  public ProcessBuilder process() {
    List<String> command = new ArrayList<>(ITS_PROCESSES_END_WITH_IT);
    command.add(kernel.toString());
    command.add("seccomp=on");
    command.add("mem=" + megabytes + "M");
    command.add("ubd0=" + disks.get(0));
    for (int number = 1; number < disks.size(); number++) {
      command.add("ubd%dr=%s".formatted(number, disks.get(number)));
    }
    command.addAll(List.of("root=/dev/ubda", "rw", "init=/usr/local/sbin/init"));
    command.addAll(List.of("con=null", "con0=null,fd:2", "ssl=null", "ssl1=null,fd:1"));
    command.add("uml_dir=" + console.resolveSibling("control")); // else it is in this user's home
    command.addAll(List.of("quiet", "panic=-1"));
    command.addAll(List.of(kernelArguments.split(" ")));
    ProcessBuilder process = new ProcessBuilder(command);
    if (Files.isDirectory(MEMORY)) {
      process.environment().put("TMPDIR", MEMORY.toString());
    }
    return process.redirectError(console.toFile());
  }
}
