package net.boincwrapper.policy;

import static net.boincwrapper.policy.LanNetwork.HOST;
import static net.boincwrapper.policy.LanNetwork.INTERNET;
import static net.boincwrapper.policy.LanNetwork.LAN;
import static net.boincwrapper.policy.LanNetwork.OTHER;
import static net.boincwrapper.policy.LanNetwork.TASK;
import static net.boincwrapper.policy.LanNetwork.targets;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.Stream;
import net.boincwrapper.harness.BuiltJar;
import net.boincwrapper.harness.RootTools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rules as they are printed, loaded by root where packets are really forwarded. */
@Timeout(180)
class LanRulesIT {
  private static final int WEB = 80;
  private static final int NAMES = 53;

  /** A refusal that takes longer would look like a network that is broken. */
  private static final long REFUSED_WITHIN_MILLIS = 1000;

  @TempDir Path directory;
  private LanNetwork network;

  @BeforeEach
  void layCables() throws Exception {
    RootTools.need("no network for the LAN rules", "ip", "nft", "sysctl");
    network = new LanNetwork(directory);
    network.listen();
  }

  @AfterEach
  void removeNetwork() throws InterruptedException {
    if (network != null) {
      network.remove();
    }
  }

  @Test
  void theyKeepATaskFromTheOwnersNetworkAndFromTheHostAndFromNothingElse() throws Exception {
    List<String> own = Stream.of(LAN, HOST, OTHER).flatMap(List::stream).toList();
    assertThat(outcomes("task", targets(own, WEB))).containsOnly("reached");

    load();

    assertRefused(network.ask("task", targets(own, WEB)));
    assertThat(outcomes("task", targets(INTERNET, WEB))).containsOnly("reached");
    assertThat(outcomes("task", targets(own, NAMES))).containsOnly("reached");
  }

  /** The kernel sends few refusals of datagrams; those of connections it does not count. */
  private static void assertRefused(Map<String, String> outcomes) {
    assertThat(outcomes.values()).as("%s", outcomes).noneMatch(it -> it.startsWith("reached"));
    LongSummaryStatistics connections =
        outcomes.entrySet().stream()
            .filter(it -> it.getKey().startsWith("tcp"))
            .mapToLong(it -> millis(it.getValue()))
            .summaryStatistics();
    System.out.printf("LanRulesIT: in milliseconds, connections are refused: %s%n", connections);
    assertThat(connections.getMax()).as("%s", outcomes).isLessThan(REFUSED_WITHIN_MILLIS);
  }

  @Test
  void aDatagramIsRefusedToo() throws Exception {
    load();

    Map<String, String> refused =
        network.ask("task", Stream.of("udp/192.168.77.2/80", "udp/2001:db8::2/80"));

    assertThat(refused.values()).as("%s", refused).allMatch(it -> it.startsWith("refused"));
    assertThat(refused.values()).allMatch(it -> millis(it) < REFUSED_WITHIN_MILLIS);
  }

  @Test
  void whoComesToATaskIsAnswered() throws Exception {
    load();

    assertThat(outcomes("host", targets(TASK, WEB))).containsOnly("reached");
    assertThat(outcomes("lan", targets(TASK, WEB))).containsOnly("reached");
    assertThat(outcomes("net", targets(TASK, WEB))).containsOnly("reached");
  }

  @Test
  void whatIsOnAnotherBridgeIsNotConcerned() throws Exception {
    load();

    Stream<String> all = Stream.of(LAN, HOST, INTERNET, TASK).flatMap(List::stream);
    assertThat(outcomes("other", targets(all.toList(), WEB))).containsOnly("reached");
    Stream<String> own = Stream.of(LAN, INTERNET).flatMap(List::stream);
    assertThat(outcomes("host", targets(own.toList(), WEB))).containsOnly("reached");
  }

  @Test
  void whetherTheyAreInForceIsSeenAndLoadingThemTwiceChangesNothing() throws Exception {
    assertThat(network.rulesAreInForce()).isFalse();
    load();
    String once = network.in("host", "nft", "list", "ruleset");
    assertThat(network.rulesAreInForce()).isTrue();

    load();

    assertThat(network.in("host", "nft", "list", "ruleset")).isEqualTo(once);
    assertThat(network.rulesAreInForce()).isTrue();
    network.in("host", "nft", "delete", "table", "inet", "boincwrapper");
    assertThat(network.rulesAreInForce()).isFalse();
    assertThat(outcomes("task", targets(LAN, WEB))).containsOnly("reached");
  }

  /** As root does it, there. */
  private void load() throws Exception {
    String printed =
        network.in(
            "host",
            System.getProperty("java.home") + "/bin/java",
            "-jar",
            BuiltJar.FOR_ALL_USERS.toString(),
            "host",
            "--lan-rules");
    Path file = Files.writeString(directory.resolve("lan.nft"), printed + "\n");
    network.in("host", "nft", "-f", file.toString());
  }

  private List<String> outcomes(String name, Stream<String> targets) {
    List<String> outcomes = new ArrayList<>();
    network
        .ask(name, targets)
        .forEach(
            (target, outcome) -> {
              String word = outcome.split(" ")[0];
              outcomes.add(word.equals("reached") ? word : name + " " + target + " " + outcome);
            });
    return outcomes;
  }

  private static long millis(String outcome) {
    return Long.parseLong(outcome.split(" ")[1]);
  }
}
