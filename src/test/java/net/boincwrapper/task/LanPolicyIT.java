package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.harness.HostFile;
import net.boincwrapper.harness.RootTools;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.policy.LanRules;
import net.boincwrapper.slot.SlotLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules on this host, for the bridge that its Docker has made. They concern this bridge alone,
 * and are as before after each test.
 */
@WithEngine
class LanPolicyIT {
  @TempDir Path directory;
  private TaskHarness task;
  private HostFile host;
  private String before = "";

  @BeforeEach
  void aTaskThatWantsTheNetwork() throws IOException {
    RootTools.need("no LAN rules on this host", "nft", "unshare");
    Shell.Result rules = Shell.run("nft", "list", "table", "inet", "boincwrapper");
    before = rules.status() == 0 ? rules.output() : "";
    removeRules();
    task = TaskHarness.in(directory).job("[limits]\nnetwork = true\n");
    host = new HostFile(directory).of(task);
  }

  @AfterEach
  void removeAll() throws IOException {
    if (task != null) {
      removeRules();
      load(before);
      task.close();
    }
  }

  private static void removeRules() {
    Shell.run("nft", "delete", "table", "inet", "boincwrapper");
  }

  @Test
  void aTaskWaitsForTheRulesAndThenReachesNothingOfTheHost() throws Exception {
    try (ServerSocket server = new ServerSocket(0)) {
      host.write("keep_days = 3\n");
      task.app(knock(server.getLocalPort()));
      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();
      assertThat(task.read("knocked.txt")).isEqualTo("reached\n");

      try (TaskHarness next = task.neighbour(1).job("[limits]\nnetwork = true\n")) {
        host.write("require_lan_rules = true\n");
        host.of(next);
        next.app(knock(server.getLocalPort()));
        assertPostponed(next);

        load(LanRules.text());
        assertThat(next.launch().awaitExit()).as(next.stderr()).isZero();
        assertThat(next.read("knocked.txt")).contains("Connection refused");
      }
    }
  }

  private static void assertPostponed(TaskHarness task) throws IOException {
    task.launch().awaitExit();
    assertThat(task.read(SlotLayout.TEMPORARY_EXIT)).contains("require_lan_rules");
    assertThat(task.stderr()).contains("the rules for it are not in force");
    assertThat(task.read("knocked.txt")).isEmpty();
    assertThat(task.containers()).isEmpty();
  }

  private void load(String text) throws IOException {
    Path rules = Files.writeString(directory.resolve("lan.nft"), text);
    Shell.succeed("nft", "-f", rules.toString());
  }

  /** At an address of the host, which is reached over the bridge. */
  private static String knock(int port) throws SocketException {
    return """
        exec 2> knocked.txt
        timeout 10 bash -c 'echo > /dev/tcp/%s/%d' && echo reached > knocked.txt
        true
        """
        .formatted(address(), port);
  }

  private static String address() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .filter(device -> !device.getName().equals(ContainerPlan.BRIDGE_INTERFACE))
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst()
        .orElseThrow();
  }
}
