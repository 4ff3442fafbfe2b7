package net.boincwrapper.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.Shell;

/**
 * The most memory that a job's container had resident: the largest value, over time, of the sum of
 * {@code VmHWM} (proc(5): a process's own peak of resident pages) over the processes that were
 * alive at that moment.
 *
 * <p>A process that has ended no longer counts; for one process this is exactly its own peak, up to
 * its last 20 ms. Pages that processes share, such as libraries, count once for each of them. Read
 * from the host's procfs, so that nothing runs in the container for it.
 */
final class PeakMemory implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(20);
  private static final Pattern HIGH_WATER = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private final TemplateJob job;
  private final AtomicLong peak = new AtomicLong();
  private final Thread sampler = new Thread(this::sample, "peak memory");
  private volatile boolean ended;

  private PeakMemory(TemplateJob job) {
    this.job = job;
  }

  /**
   * Runs a job under observation.
   *
   * @return bytes, positive
   */
  static long during(TemplateJob job, Callable<?> run) throws Exception {
    PeakMemory memory = watch(job);
    try {
      run.call();
    } finally {
      memory.close();
    }
    assertThat(memory.bytes()).as("the container was seen").isPositive();
    return memory.bytes();
  }

  /** Watches the containers of the job's runs until it is closed. */
  static PeakMemory watch(TemplateJob job) {
    PeakMemory memory = new PeakMemory(job);
    memory.sampler.setDaemon(true);
    memory.sampler.start();
    return memory;
  }

  /** The peak so far in bytes; 0: no container was seen. */
  long bytes() {
    return peak.get();
  }

  private void sample() {
    Optional<ProcessHandle> init = Optional.empty();
    while (!ended) {
      init = init.filter(ProcessHandle::isAlive).or(this::container);
      init.ifPresent(process -> peak.accumulateAndGet(sum(process), Math::max));
      Eventually.pass(EVERY);
    }
  }

  /** The container's first process: all others descend from it, orphans included. */
  private Optional<ProcessHandle> container() {
    try {
      String label = ContainerPlan.LABEL_SLOT + "=" + job.slot();
      String id = first("docker", "ps", "--quiet", "--filter", "label=" + label);
      return id.isEmpty() ? Optional.empty() : process(id);
    } catch (IOException e) {
      return Optional.empty(); // there is no slot yet, or it is gone already
    }
  }

  private static Optional<ProcessHandle> process(String container) {
    String pid = first("docker", "inspect", "--format", "{{.State.Pid}}", container);
    return pid.matches("[1-9]\\d*") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
  }

  /** The first line of what a command says; empty if it fails. */
  private static String first(String... command) {
    Shell.Result result = Shell.run(command);
    return result.status() == 0 ? result.output().lines().findFirst().orElse("") : "";
  }

  private static long sum(ProcessHandle init) {
    return Stream.concat(Stream.of(init), init.descendants())
        .mapToLong(process -> highWater(process.pid()))
        .sum();
  }

  private static long highWater(long pid) {
    try {
      Matcher line = HIGH_WATER.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return line.find() ? Long.parseLong(line.group(1)) * 1024 : 0;
    } catch (IOException e) {
      return 0; // it has just ended
    }
  }

  @Override
  public void close() {
    ended = true;
    Eventually.await("the last sample", Duration.ofMinutes(1), () -> !sampler.isAlive(), () -> "");
  }
}
