package net.boincwrapper.cli.simulate;

import java.util.Locale;
import java.util.OptionalLong;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.slot.record.InitData.EngineKind;

/**
 * Writes {@code init_data.xml} as a client does ({@code lib/app_ipc.cpp:write_init_data_file}), for
 * the simulated client.
 */
final class InitDataXml {
  private final StringBuilder xml = new StringBuilder(2048);

  private InitDataXml() {}

  /**
   * @param checkpointCpuSeconds CPU time at the last checkpoint, instead of the record's
   * @param authenticator a secret that no container must ever see; a made-up one here
   */
  static String write(InitData data, double checkpointCpuSeconds, String authenticator) {
    InitDataXml writer = new InitDataXml();
    writer.xml.append("<app_init_data>\n");
    writer.client(data, authenticator);
    writer.task(data, checkpointCpuSeconds);
    writer.resources(data);
    writer.host(data);
    writer.xml.append("</app_init_data>\n");
    return writer.xml.toString();
  }

  private void client(InitData data, String authenticator) {
    number("major_version", data.clientVersion().major());
    number("minor_version", data.clientVersion().minor());
    number("release", data.clientVersion().release());
    number("app_version", 100);
    text("app_name", data.appName());
    text("plan_class", data.planClass().orElse(""));
    text("project_dir", data.projectDirectory().toString());
    text("boinc_dir", data.boincDirectory().toString());
    text("authenticator", authenticator);
  }

  private void task(InitData data, double checkpointCpuSeconds) {
    text("wu_name", data.workunitName());
    text("result_name", data.resultName());
    number("shm_key", -1);
    number("slot", data.slot());
    data.clientPid().ifPresent(pid -> number("client_pid", pid));
    real("wu_cpu_time", checkpointCpuSeconds);
    real("starting_elapsed_time", data.startingElapsedSeconds());
    real("checkpoint_period", data.checkpointPeriodSeconds());
  }

  private void resources(InitData data) {
    text("gpu_type", data.gpuType().orElse(""));
    number("gpu_device_num", data.gpuDevice().orElse(-1));
    real("ncpus", data.cpus());
    real("rsc_memory_bound", orZero(data.memoryBoundBytes()));
    real("rsc_disk_bound", orZero(data.diskBoundBytes()));
  }

  private static double orZero(OptionalLong bytes) {
    return bytes.isPresent() ? (double) bytes.getAsLong() : 0;
  }

  private void host(InitData data) {
    xml.append("<host_info>\n");
    number("p_ncpus", data.host().cpus());
    real("m_nbytes", (double) data.host().memoryBytes());
    data.host().engine().ifPresent(kind -> number("docker_type", dockerType(kind)));
    xml.append("</host_info>\n<global_preferences>\n");
    number("leave_apps_in_memory", data.leaveAppsInMemory() ? 1 : 0);
    real("cpu_usage_limit", data.cpuUsageLimitPercent());
    xml.append("</global_preferences>\n");
    data.appFiles().forEach(file -> text("app_file", file));
  }

  /** {@code lib/common_defs.h:DOCKER_TYPE}. */
  private static int dockerType(EngineKind kind) {
    return switch (kind) {
      case DOCKER -> 1;
      case PODMAN -> 2;
    };
  }

  private void number(String name, long value) {
    element(name, Long.toString(value));
  }

  private void real(String name, double value) {
    element(name, String.format(Locale.ROOT, "%f", value));
  }

  private void text(String name, String value) {
    element(name, value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }

  private void element(String name, String value) {
    xml.append('<').append(name).append('>').append(value).append("</").append(name).append(">\n");
  }
}
