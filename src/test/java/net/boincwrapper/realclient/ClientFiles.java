package net.boincwrapper.realclient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.project.AppInfo;
import net.boincwrapper.project.AppVersion;
import net.boincwrapper.project.ProjectFile;
import net.boincwrapper.project.TestProject;
import net.boincwrapper.slot.SlotLayout;

/**
 * The files of a client's data directory that a volunteer, or the Manager, writes.
 *
 * @param directory the data directory
 */
record ClientFiles(Path directory) {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "max_file_xfers", "100",
          "max_file_xfers_per_project", "100",
          "no_gpus", "1",
          "report_results_immediately", "1",
          "skip_cpu_benchmarks", "1");

  private static final List<String> LOGGED =
      List.of(
          "task",
          "task_debug",
          "cpu_sched",
          "sched_op_debug",
          "app_msg_send",
          "mem_usage_debug",
          "slot_debug");

  Path project(TestProject project) {
    return directory.resolve("projects").resolve(project.directoryName());
  }

  SlotLayout slot(int number) {
    return new SlotLayout(directory.resolve("slots").resolve(String.valueOf(number)));
  }

  Path slots() {
    return directory.resolve("slots");
  }

  /** {@code lib/common_defs.h:GUI_RPC_FILE}. */
  Path socket() {
    return directory.resolve("boinc_socket");
  }

  Path state() {
    return directory.resolve("client_state.xml");
  }

  Path log() {
    return directory.resolveSibling(directory.getFileName() + ".log");
  }

  /** Attaches to a project. */
  void attach(TestProject project) throws IOException {
    Files.createDirectories(project(project));
    String account =
        """
        <account>
            <master_url>%s</master_url>
            <authenticator>%s</authenticator>
            <project_name>test</project_name>
        </account>
        """;
    Files.writeString(
        directory.resolve("account_" + project.directoryName() + ".xml"),
        account.formatted(project.url(), TaskHarness.AUTHENTICATOR));
  }

  /** Installs applications of the anonymous platform. */
  void install(TestProject project, List<AppVersion> applications) throws IOException {
    Files.createDirectories(project(project));
    for (AppVersion application : applications) {
      for (ProjectFile file : application.files()) {
        Path path = project(project).resolve(file.name());
        Files.write(path, file.content());
        boolean executable = application.executables().contains(file.name());
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
    Files.writeString(project(project).resolve("app_info.xml"), AppInfo.xml(applications));
  }

  /**
   * Leaves a state as of an earlier run, the only place from which the client takes this flag
   * ({@code client/project.cpp:PROJECT::parse_state}).
   */
  void useSymbolicLinks(TestProject project) throws IOException {
    String text =
        """
        <client_state>
        <project>
            <master_url>%s</master_url>
            <project_name>test</project_name>
            <master_url_fetch_pending/>
            <use_symlinks/>
        </project>
        </client_state>
        """;
    Files.writeString(state(), text.formatted(project.url()));
  }

  /**
   * Writes {@code cc_config.xml}.
   *
   * @param beside whether it knows that there may be other clients
   */
  void configure(int cpus, boolean beside) throws IOException {
    StringBuilder xml = new StringBuilder("<cc_config>\n<log_flags>\n");
    LOGGED.forEach(flag -> xml.append(element(flag, "1")));
    xml.append("</log_flags>\n<options>\n");
    new TreeMap<>(OPTIONS).forEach((name, value) -> xml.append(element(name, value)));
    xml.append(element("ncpus", String.valueOf(cpus)));
    xml.append(element("allow_multiple_clients", beside ? "1" : "0"));
    Files.writeString(
        directory.resolve("cc_config.xml"), xml.append("</options>\n</cc_config>\n").toString());
    Files.writeString(directory.resolve("gui_rpc_auth.cfg"), "test\n");
  }

  /** Writes {@code global_prefs_override.xml}. */
  void prefer(Map<String, String> preferences) throws IOException {
    StringBuilder xml = new StringBuilder("<global_preferences>\n");
    new TreeMap<>(preferences).forEach((name, value) -> xml.append(element(name, value)));
    Files.writeString(
        directory.resolve("global_prefs_override.xml"),
        xml.append("</global_preferences>\n").toString());
  }

  private static String element(String name, String value) {
    return "<" + name + ">" + value + "</" + name + ">\n";
  }
}
