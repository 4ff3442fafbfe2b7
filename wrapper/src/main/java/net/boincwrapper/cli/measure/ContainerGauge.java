package net.boincwrapper.cli.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.task.watch.BlockIo;

/**
 * Looks at a task's disk and at its container, from outside. What only root may see is left out
 * where this process is not root's.
 */
public final class ContainerGauge implements Gauge {
  /** The container's root is an overlay, and this is where its own layer is (proc(5)). */
  private static final Pattern LAYER =
      Pattern.compile("(?m)^\\S+ \\S+ \\S+ / / .* - overlay .*[ ,]upperdir=([^, \n]+)");

  private final Gauge disk;
  private final Engine engine;
  private final Map<String, String> labels;
  private final Path proc;
  private final List<String> scratch;
  private Optional<Container> current = Optional.empty();
  private Optional<DiskTraffic> before = Optional.empty();

  private record Container(
      String id, long pid, Optional<BlockIo> io, Optional<DiskTraffic> traffic) {}

  /**
   * @param labels by which the task's container is known
   * @param proc where procfs is mounted
   * @param scratch the job's scratch directories, as the container sees them
   */
  public ContainerGauge(
      Gauge disk, Engine engine, Map<String, String> labels, Path proc, List<String> scratch) {
    this.disk = disk;
    this.engine = engine;
    this.labels = Map.copyOf(labels);
    this.proc = proc;
    this.scratch = List.copyOf(scratch);
  }

  /** The last look of a run may come while one is still going on. */
  @Override
  public synchronized Reading read() {
    Reading outside = disk.read();
    if (current.filter(this::lives).isEmpty()) {
      before = traffic();
      current = find();
    }
    current = current.map(ContainerGauge::counted);
    return new Reading(
        outside.diskBytes(),
        outside.slot(),
        current.flatMap(this::layer),
        current.flatMap(this::scratch),
        traffic());
  }

  private boolean lives(Container container) {
    try {
      return Files.readString(proc.resolve(container.pid() + "/cgroup")).contains(container.id());
    } catch (IOException e) {
      return false;
    }
  }

  /** One that the engine cannot tell of now is looked for again next time. */
  private Optional<Container> find() {
    try {
      for (Engine.Sighting seen : engine.sight(labels)) {
        if (seen.status() == ContainerStatus.RUNNING) {
          return engine.inspect(seen.id()).filter(info -> info.pid() > 0).map(this::container);
        }
      }
    } catch (EngineException e) {
      // It may be restarting.
    }
    return Optional.empty();
  }

  private Container container(ContainerInfo info) {
    return new Container(
        info.id(), info.pid(), BlockIo.of(proc, info.pid(), info.id()), Optional.empty());
  }

  private static Container counted(Container container) {
    Optional<DiskTraffic> now =
        container
            .io()
            .flatMap(BlockIo::counts)
            .map(
                is ->
                    new DiskTraffic(
                        is.readBytes(),
                        is.writtenBytes(),
                        is.readOperations(),
                        is.writeOperations(),
                        is.complete()));
    return new Container(
        container.id(), container.pid(), container.io(), now.or(container::traffic));
  }

  /** Of all containers so far. */
  private Optional<DiskTraffic> traffic() {
    Optional<DiskTraffic> now = current.flatMap(Container::traffic);
    return now.isPresent() && before.isPresent()
        ? Optional.of(before.get().and(now.get()))
        : now.or(() -> before);
  }

  private Optional<TreeSize> layer(Container container) {
    try {
      Matcher matcher =
          LAYER.matcher(Files.readString(proc.resolve(container.pid() + "/mountinfo")));
      return matcher.find() ? size(proc.resolve(matcher.group(1))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<TreeSize> scratch(Container container) {
    return scratch.stream()
        .flatMap(path -> size(proc.resolve(container.pid() + "/root" + path)).stream())
        .reduce(TreeSize::and);
  }

  private static Optional<TreeSize> size(Path directory) {
    return Files.isReadable(directory) ? Optional.of(TreeSize.of(directory)) : Optional.empty();
  }
}
