package net.boincwrapper.slot;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.xml.stream.XMLStreamException;
import net.boincwrapper.slot.record.ClientFields;
import net.boincwrapper.slot.record.ClientXml;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.slot.record.InitData.ClientVersion;
import net.boincwrapper.slot.record.InitData.EngineKind;
import net.boincwrapper.slot.record.InitData.HostInfo;
import net.boincwrapper.slot.record.OneLine;
import net.boincwrapper.slot.record.ProxyFields;

/**
 * Reads {@code init_data.xml}. Must be called before {@link SlotScrub} blanks what no container may
 * see: the proxies' passwords are gone afterwards.
 *
 * <p>Required: {@code major_version minor_version project_dir boinc_dir wu_name result_name slot}.
 * Others that are missing, or 0 where 0 makes no sense, become: {@code release} 0; {@code app_name}
 * empty; {@code ncpus} and {@code p_ncpus} 1; {@code checkpoint_period} 300 s ({@code
 * lib/app_ipc.h:DEFAULT_CHECKPOINT_PERIOD}); {@code cpu_usage_limit} 100; times 0; flags false;
 * bounds, GPU, engine and client's process absent. Unknown elements are ignored.
 */
public final class InitDataFile {
  /**
   * The file contains a project's preferences, which the client does not limit; our heap is
   * limited.
   */
  static final int MAX_BYTES = 512 * 1024;

  private static final double DEFAULT_CHECKPOINT_PERIOD = 300;

  private InitDataFile() {}

  /**
   * Reads the slot's file.
   *
   * @throws SlotException transient if the file is missing, not a regular file or not whole (the
   *     client may be writing it); not transient, and with every problem, if it says what no client
   *     can mean
   */
  public static InitData read(SlotLayout layout) throws SlotException {
    UntrustedFiles.Reading reading =
        new UntrustedFiles(layout.directory()).read(SlotLayout.INIT_DATA, MAX_BYTES);
    if (reading.problem().isPresent()) {
      throw unreadable(reading.problem().get());
    }
    byte[] content = reading.content().orElseThrow(() -> unreadable("it is not there"));
    return parse(content, layout.directory().getFileSystem());
  }

  /** Parses the content of such a file; paths are those of the default file system. */
  public static InitData parse(byte[] content) throws SlotException {
    return parse(content, FileSystems.getDefault());
  }

  private static InitData parse(byte[] content, FileSystem fileSystem) throws SlotException {
    if (content.length > MAX_BYTES) {
      throw unreadable("it is larger than " + MAX_BYTES + " bytes");
    }
    try {
      ClientFields fields = new ClientFields(ClientXml.parse(content), fileSystem);
      InitData data = data(fields);
      if (!fields.problems().isEmpty()) {
        throw SlotException.lasting(
            "use " + SlotLayout.INIT_DATA,
            fields.problems(),
            "The client writes this file: update it, or ask the project");
      }
      return data;
    } catch (XMLStreamException e) {
      throw unreadable(OneLine.of(String.valueOf(e.getMessage()), 300));
    }
  }

  private static SlotException unreadable(String problem) {
    return SlotException.passing(
        "read " + SlotLayout.INIT_DATA, problem, "The client writes it anew at the next start");
  }

  private static InitData data(ClientFields fields) {
    return new InitData(
        clientVersion(fields),
        fields.text("app_name").orElse(""),
        fields.text("plan_class"),
        fields.directory("project_dir"),
        fields.directory("boinc_dir"),
        fields.name("wu_name"),
        fields.name("result_name"),
        fields.requiredWhole("slot", 0, Integer.MAX_VALUE),
        process(fields),
        fields.decimal("wu_cpu_time", 0),
        fields.decimal("starting_elapsed_time", 0),
        unlessZero(fields.decimal("checkpoint_period", 0), DEFAULT_CHECKPOINT_PERIOD),
        fields.text("gpu_type"),
        device(fields),
        unlessZero(fields.decimal("ncpus", 0), 1),
        bound(fields, "rsc_memory_bound"),
        bound(fields, "rsc_disk_bound"),
        host(fields),
        new ProxyFields(fields).read(),
        cpuUsageLimit(fields),
        fields.flag("global_preferences/leave_apps_in_memory"),
        fields.all("app_file"));
  }

  private static ClientVersion clientVersion(ClientFields fields) {
    return new ClientVersion(
        fields.requiredWhole("major_version", 0, 9999),
        fields.requiredWhole("minor_version", 0, 9999),
        (int) fields.whole("release", 0, 0, 9999));
  }

  private static OptionalLong process(ClientFields fields) {
    long pid = fields.whole("client_pid", 0, 0, Integer.MAX_VALUE);
    return pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid);
  }

  private static OptionalInt device(ClientFields fields) {
    long index = fields.whole("gpu_device_num", -1, -1, 1023);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of((int) index);
  }

  private static OptionalLong bound(ClientFields fields, String element) {
    long bytes = (long) fields.decimal(element, 0);
    return bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
  }

  private static HostInfo host(ClientFields fields) {
    int cpus = (int) fields.whole("host_info/p_ncpus", 1, 0, 1_000_000);
    long memoryBytes = (long) fields.decimal("host_info/m_nbytes", 0);
    return new HostInfo(Math.max(cpus, 1), memoryBytes, engine(fields));
  }

  /** A future engine is none of those that we know. */
  private static Optional<EngineKind> engine(ClientFields fields) {
    return switch ((int) fields.whole("host_info/docker_type", 0, 0, Integer.MAX_VALUE)) {
      case 1 -> Optional.of(EngineKind.DOCKER);
      case 2 -> Optional.of(EngineKind.PODMAN);
      default -> Optional.empty();
    };
  }

  private static double cpuUsageLimit(ClientFields fields) {
    String element = "global_preferences/cpu_usage_limit";
    double percent = fields.decimal(element, 0);
    if (percent > 100) {
      fields.wrong(element, String.valueOf(percent), "must be at most 100");
    }
    return unlessZero(percent, 100);
  }

  private static double unlessZero(double value, double standIn) {
    return value > 0 ? value : standIn;
  }

  /** For {@link SlotLease}: the names of the result, without looking at anything else. */
  static List<String> resultNames(byte[] content) throws XMLStreamException {
    return ClientXml.parse(content).values("result_name");
  }
}
