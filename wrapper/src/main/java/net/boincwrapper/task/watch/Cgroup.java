package net.boincwrapper.task.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.client.CpuSource;
import net.boincwrapper.procfs.ProcFile;

/**
 * The control group of a container, as far as this process can see it. Its files vanish with the
 * container's last process (reading one that is still open then fails with ENODEV, measured).
 */
public class Cgroup {
  private static final Pattern USAGE_USEC = Pattern.compile("(?m)^usage_usec (\\d+)$");
  private static final Pattern OOM_KILL = Pattern.compile("(?m)^oom_kill (\\d+)$");
  private static final Pattern INACTIVE_FILE =
      Pattern.compile("(?m)^(?:total_)?inactive_file (\\d+)$");

  private static final Pattern EVENTS_MAX = Pattern.compile("(?m)^max (\\d+)$");

  private final Optional<Path> cpu;
  private final Optional<Path> memory;
  private final Optional<Path> pids;
  private final boolean unified;

  /** For a container that has none. */
  Cgroup() {
    this(Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  private Cgroup(Optional<Path> cpu, Optional<Path> memory, Optional<Path> pids, boolean unified) {
    this.cpu = cpu;
    this.memory = memory;
    this.pids = pids;
    this.unified = unified;
  }

  /**
   * Finds the control group of a container. A process that has ended is shown in the hierarchy's
   * root, which accounts for the whole host (measured), and its number may have been reused. So a
   * group counts only if its name contains the container's id; every engine names groups like that.
   * If the engine could make none, the container shares another one, which is left alone: in its
   * place, the container's processes themselves are looked at ({@link UngroupedProcesses}).
   *
   * @param proc where procfs is mounted
   * @param pid the container's first process
   * @param id the container's
   * @return empty if its CPU time cannot be read
   */
  public static Optional<Cgroup> of(Path proc, long pid, String id) {
    try {
      List<String> groups =
          ProcFile.read(proc.resolve(pid + "/cgroup"))
              .lines()
              .filter(group -> group.contains(id))
              .toList();
      if (groups.isEmpty()) {
        return UngroupedProcesses.inPlaceOf(proc, pid, id);
      }
      List<String> mounts = Files.readAllLines(proc.resolve("self/mountinfo"));
      CgroupMounts found = new CgroupMounts(proc.getFileSystem(), groups, mounts);
      Cgroup v1 =
          new Cgroup(
              found.directory("cpuacct"),
              found.directory("memory"),
              found.directory("pids"),
              false);
      Cgroup v2 = new Cgroup(found.unified(), found.unified(), found.unified(), true);
      return List.of(v1, v2).stream().filter(c -> c.cpuNanos().isPresent()).findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether it is a group; otherwise nothing limits the container, and its engine cannot pause it.
   */
  public boolean isGroup() {
    return true;
  }

  /**
   * Where somebody else can read the CPU time; only of a group.
   *
   * @param secondsBefore what to add to it
   */
  public CpuSource source(double secondsBefore) {
    String file = unified ? "cpu.stat" : "cpuacct.usage";
    return new CpuSource.Group(cpu.orElseThrow().resolve(file), unified ? 1000 : 1, secondsBefore);
  }

  /** CPU time of all processes so far; empty if the group is gone. */
  public OptionalLong cpuNanos() {
    return unified ? scaled(find(cpu, "cpu.stat", USAGE_USEC), 1000) : number(cpu, "cpuacct.usage");
  }

  /** Memory in use without the page cache that can be dropped at once. */
  public OptionalLong workingSetBytes() {
    OptionalLong all = number(memory, unified ? "memory.current" : "memory.usage_in_bytes");
    OptionalLong cache = find(memory, "memory.stat", INACTIVE_FILE);
    return all.isEmpty() ? all : OptionalLong.of(Math.max(0, all.getAsLong() - cache.orElse(0)));
  }

  /** The most memory that was in use so far. */
  public OptionalLong peakBytes() {
    return number(memory, unified ? "memory.peak" : "memory.max_usage_in_bytes");
  }

  /** How many processes the kernel killed for this group's memory; empty if it does not tell. */
  OptionalLong memoryKills() {
    return find(memory, unified ? "memory.events" : "memory.oom_control", OOM_KILL);
  }

  /**
   * How often a new process or thread was refused because there were too many, on either version
   * ({@code kernel/cgroup/pids.c}).
   */
  public OptionalLong refusedProcesses() {
    return find(pids, "pids.events", EVENTS_MAX);
  }

  /**
   * The processes in it.
   *
   * @param most the longest list to return
   * @return empty if the group is gone
   */
  public List<Long> processes(int most) {
    return read(cpu, "cgroup.procs").stream()
        .flatMap(String::lines)
        .filter(line -> line.matches("[1-9]\\d{0,9}"))
        .limit(most)
        .map(Long::valueOf)
        .toList();
  }

  private static OptionalLong scaled(OptionalLong value, long factor) {
    return value.isEmpty() ? value : OptionalLong.of(value.getAsLong() * factor);
  }

  private static OptionalLong number(Optional<Path> directory, String file) {
    return read(directory, file).map(String::strip).map(Cgroup::parse).orElse(OptionalLong.empty());
  }

  /** No limit is written as a word. */
  private static OptionalLong parse(String text) {
    boolean isNumber = !text.isEmpty() && text.length() <= 18;
    for (int i = 0; isNumber && i < text.length(); i++) {
      isNumber = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return isNumber ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  private static OptionalLong find(Optional<Path> directory, String file, Pattern pattern) {
    Optional<Matcher> found = read(directory, file).map(pattern::matcher).filter(Matcher::find);
    return found.isPresent() ? OptionalLong.of(lastMatch(found.get())) : OptionalLong.empty();
  }

  /** On version 1, the total that includes descendants comes after the group's own number. */
  private static long lastMatch(Matcher matcher) {
    long value = Long.parseLong(matcher.group(1));
    while (matcher.find()) {
      value = Long.parseLong(matcher.group(1));
    }
    return value;
  }

  private static Optional<String> read(Optional<Path> directory, String file) {
    try {
      return directory.isPresent()
          ? Optional.of(ProcFile.read(directory.get().resolve(file)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
