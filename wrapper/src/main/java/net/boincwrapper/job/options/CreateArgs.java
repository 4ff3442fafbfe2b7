package net.boincwrapper.job.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import net.boincwrapper.job.Capabilities;
import net.boincwrapper.job.GuestPath;
import net.boincwrapper.job.Job.CreateOptions;
import net.boincwrapper.job.Job.MountRequest;
import net.boincwrapper.job.Job.PortRequest;
import net.boincwrapper.job.Job.Privileges;
import net.boincwrapper.job.Job.Tmpfs;
import net.boincwrapper.job.Job.Ulimit;
import net.boincwrapper.job.Names;
import net.boincwrapper.job.Place;
import net.boincwrapper.job.SignalNames;
import net.boincwrapper.job.Sizes;

/** Maps {@code create_args} onto what a job may say about its container. */
public final class CreateArgs {
  private static final String INSTEAD =
      "the image is named by image_name or built from the Dockerfile, the command by its CMD";
  private static final int MOST_PIDS = 4_194_304;

  private final Place place;
  private final Map<String, String> environment = new TreeMap<>();
  private final Map<String, String> labels = new TreeMap<>();
  private final Map<String, Ulimit> ulimits = new TreeMap<>();
  private final List<Tmpfs> tmpfs = new ArrayList<>();
  private final List<MountRequest> mounts = new ArrayList<>();
  private final List<PortRequest> ports = new ArrayList<>();
  private final Set<String> capDrop = new TreeSet<>();
  private final Set<String> capAdd = new TreeSet<>();
  private final Set<String> devices = new TreeSet<>();
  private OptionalLong memory = OptionalLong.empty();
  private OptionalLong shm = OptionalLong.empty();
  private OptionalInt pids = OptionalInt.empty();
  private Optional<Double> cpus = Optional.empty();
  private Optional<String> hostname = Optional.empty();
  private Optional<List<String>> entrypoint = Optional.empty();
  private Optional<String> workingDirectory = Optional.empty();
  private Optional<String> stopSignal = Optional.empty();
  private Optional<Boolean> network = Optional.empty();
  private boolean readOnlyRoot;
  private boolean gpu;

  private CreateArgs(Place place) {
    this.place = place;
  }

  /**
   * What {@code create_args} said.
   *
   * @param gpu whether a GPU is wanted
   * @param network whether the network is wanted or, {@code false}, expressly not
   */
  public record Parsed(
      CreateOptions options,
      List<MountRequest> mounts,
      List<PortRequest> ports,
      boolean gpu,
      OptionalInt pids,
      Optional<Boolean> network) {}

  public static Parsed parse(String written, Place place) {
    CreateArgs create = new CreateArgs(place);
    new OptionParser("docker create", INSTEAD, CreateOptionTable.ALL, place)
        .parse(written)
        .forEach(create::option);
    return create.parsed();
  }

  private Parsed parsed() {
    CreateOptions options =
        new CreateOptions(
            environment,
            labels,
            ulimits,
            tmpfs,
            memory,
            shm,
            cpus,
            hostname,
            entrypoint,
            workingDirectory,
            stopSignal,
            capDrop,
            new Privileges(List.copyOf(capAdd), List.copyOf(devices)),
            readOnlyRoot);
    return new Parsed(options, mounts, ports, gpu, pids, network);
  }

  private void option(OptionParser.Option option) {
    String value = option.value();
    Place at =
        place.about(place.subject() + " option --" + option.name() + " " + Names.shortened(value));
    switch (option.name()) {
      case "env" -> Assignments.variable(option, place, environment);
      case "label" -> Assignments.label(option, place, labels);
      case "ulimit" -> UlimitSyntax.parse(value, at, ulimits);
      case "memory" -> memory = size(value, Sizes.LEAST_MEMORY, at);
      case "shm-size" -> shm = size(value, 1, at);
      case "cpus" -> cpus = cpus(value, at);
      case "pids-limit" -> pids = pids(value, at);
      case "hostname" -> hostname = hostname(value, at);
      case "entrypoint" -> entrypoint = Optional.of(value.isEmpty() ? List.of() : List.of(value));
      case "workdir" -> workingDirectory = GuestPath.parse(value, at);
      case "stop-signal" -> stopSignal = stopSignal(value, at);
      case "cap-drop" -> capDrop.add(Capabilities.plain(value));
      case "cap-add" -> PrivilegeSyntax.capability(option, place).ifPresent(capAdd::add);
      case "device" -> PrivilegeSyntax.device(option, place).ifPresent(devices::add);
      case "read-only" -> readOnlyRoot = option.isOn();
      case "gpus" -> gpu(at);
      case "restart" -> restart(value, at);
      default -> mountsAndNamespaces(option, at);
    }
  }

  private void mountsAndNamespaces(OptionParser.Option option, Place at) {
    String value = option.value();
    switch (option.name()) {
      case "tmpfs" -> add(TmpfsSyntax::parse, value, at, tmpfs);
      case "volume" -> add(MountSyntax::parse, value, at, mounts);
      case "publish" -> add(PortSyntax::parse, value, at, ports);
      case "mount" -> MountOption.parse(value, at).ifPresent(mount -> mount(mount, at));
      case "network", "net" -> {
        Optional<Boolean> wanted = NamespaceOptions.network(value, place);
        network = wanted.isPresent() ? wanted : network;
      }
      case "security-opt" -> NamespaceOptions.security(value, place);
      default -> NamespaceOptions.namespace(option, place);
    }
  }

  private static <T> void add(
      BiFunction<String, Place, Optional<T>> syntax, String value, Place at, List<T> into) {
    syntax.apply(value, at).ifPresent(into::add);
  }

  private void mount(MountOption mount, Place at) {
    if (mount.isMemory()) {
      TmpfsSyntax.at(mount.field("target"), mount.size(at), false, at).ifPresent(tmpfs::add);
    } else {
      MountSyntax.bind(mount.field("source"), mount.field("target"), mount.readOnly(), at)
          .ifPresent(mounts::add);
    }
  }

  private void gpu(Place at) {
    gpu = true;
    at.warning("asks for the GPU that the client assigned and no other, as use_gpu = true does");
  }

  private static OptionalLong size(String value, long least, Place at) {
    OptionalLong size = Sizes.parse(value);
    if (size.isEmpty() || size.getAsLong() < least) {
      at.error("is not a size of at least " + Sizes.show(least) + "; write one such as 512m");
      return OptionalLong.empty();
    }
    return size;
  }

  private static Optional<Double> cpus(String value, Place at) {
    if (value.matches("\\d{1,5}(\\.\\d{1,9})?") && Double.parseDouble(value) > 0) {
      return Optional.of(Double.parseDouble(value));
    }
    at.error("is not a number of CPUs above 0, such as 2 or 1.5");
    return Optional.empty();
  }

  private static OptionalInt pids(String value, Place at) {
    if (value.equals("-1") || value.equals("0")) {
      at.error(
          "takes the limit away, which "
              + OptionSpec.LOOSENS
              + "write the number that it needs, at most "
              + MOST_PIDS);
    } else if (!value.matches("\\d{1,7}") || Integer.parseInt(value) > MOST_PIDS) {
      at.error("is outside 1 to " + MOST_PIDS);
    } else {
      return OptionalInt.of(Integer.parseInt(value));
    }
    return OptionalInt.empty();
  }

  private static Optional<String> hostname(String value, Place at) {
    if (value.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?")) {
      return Optional.of(value);
    }
    at.error("is not a host's name: letters, digits, - and ., at most 63");
    return Optional.empty();
  }

  private static Optional<String> stopSignal(String value, Place at) {
    Optional<String> signal = SignalNames.parse(value, at);
    if (signal.filter(SignalNames.UNCATCHABLE::contains).isPresent()) {
      at.warning("leaves the app no time to write a checkpoint; SIGTERM does");
    }
    return signal;
  }

  private static void restart(String value, Place at) {
    if (!value.equals("no")) {
      at.error("is refused: the wrapper alone starts an app again; write exit codes in [exit]");
    }
  }
}
