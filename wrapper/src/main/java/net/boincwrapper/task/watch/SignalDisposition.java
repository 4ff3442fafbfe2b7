package net.boincwrapper.task.watch;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.boincwrapper.procfs.ProcFile;

/**
 * Whether the app catches a signal, as procfs shows it ({@code SigCgt} in proc(5)). A signal that
 * it does not catch would end it instead of asking for a checkpoint.
 */
public final class SignalDisposition {
  /** On Linux, except on Alpha, MIPS and SPARC. */
  private static final Map<String, Integer> NUMBERS =
      Map.of("HUP", 1, "INT", 2, "QUIT", 3, "USR1", 10, "USR2", 12, "TERM", 15, "CONT", 18);

  private SignalDisposition() {}

  /**
   * Looks at the app. A container's first process may be the engine's init, which passes signals on
   * to its one child.
   *
   * @param proc where procfs is mounted
   * @param pid the container's first process
   * @param signal such as {@code SIGUSR1}
   * @return false if it does not, or if that cannot be seen
   */
  public static boolean catches(Path proc, long pid, String signal) {
    Integer number = NUMBERS.get(signal.replaceFirst("^SIG", ""));
    if (number == null || pid <= 0) {
      return false;
    }
    try {
      return hasBit(proc, app(proc, pid), number - 1);
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  private static String app(Path proc, long pid) throws IOException {
    String first = String.valueOf(pid);
    String command = ProcFile.read(proc.resolve(first + "/comm")).strip();
    boolean init = List.of("docker-init", "tini", "catatonit", "podman-init").contains(command);
    String children =
        init ? ProcFile.read(proc.resolve(first + "/task/" + first + "/children")) : "";
    return children.isBlank() ? first : children.strip().split(" ", 2)[0];
  }

  private static boolean hasBit(Path proc, String pid, int bit) throws IOException {
    return ProcFile.read(proc.resolve(pid + "/status"))
        .lines()
        .filter(line -> line.startsWith("SigCgt:"))
        .map(line -> new BigInteger(line.substring("SigCgt:".length()).strip(), 16))
        .anyMatch(mask -> mask.testBit(bit));
  }
}
