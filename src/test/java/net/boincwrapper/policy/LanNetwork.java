package net.boincwrapper.policy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.boincwrapper.harness.Shell;

/**
 * A volunteer's network in network namespaces, so that rules concern nobody else:
 *
 * <pre>
 * task  --- boincwrapper0 \           / lan0 --- lan: a neighbour, in private and public addresses
 *                          +- host --+
 * other --- other0 -------/           \ net0 --- net: the internet, behind a private link
 * </pre>
 */
final class LanNetwork {
  /** The metadata service of a cloud, or a neighbour without DHCP. */
  static final String LINK_LOCAL = "169.254.169.254";

  /** Of the neighbour; the last of each version is public, as in a university or by a provider. */
  static final List<String> LAN =
      List.of("192.168.77.2", "10.77.0.2", LINK_LOCAL, "198.51.100.2", "fd77:3::2", "2001:db8::2");

  /** Of the host itself, on its bridge and elsewhere. */
  static final List<String> HOST =
      List.of("172.30.77.1", "192.168.77.1", "198.51.100.1", "fd77:1::1", "2001:db8::1");

  static final List<String> INTERNET = List.of("203.0.113.9", "2a00:77::9");
  static final List<String> TASK = List.of("172.30.77.2", "fd77:1::2");
  static final List<String> OTHER = List.of("172.31.77.2", "fd77:2::2");

  private static final List<String> NAMES = List.of("task", "other", "host", "lan", "net");

  private final Path directory;
  private final List<Process> peers = new ArrayList<>();

  /** Lays the cables; whoever has not root's rights, or no {@code ip}, fails here. */
  LanNetwork(Path directory) {
    this.directory = directory;
    NAMES.forEach(name -> Shell.succeed("ip", "netns", "add", namespace(name)));
    NAMES.forEach(name -> ip(name, "link set lo up"));
    bridge("boincwrapper0", "172.30.77.1/24", "fd77:1::1/64");
    bridge("other0", "172.31.77.1/24", "fd77:2::1/64");
    plug("task", "boincwrapper0", "172.30.77", "fd77:1:");
    plug("other", "other0", "172.31.77", "fd77:2:");
    cable("lan", "lan0");
    Stream.of("192.168.77", "10.77.0", "198.51.100")
        .forEach(net -> addresses("lan", net + ".%d/24"));
    Stream.of("fd77:3:", "2001:db8:").forEach(net -> addresses("lan", net + ":%d/64"));
    ip("lan", "address add " + LINK_LOCAL + "/32 dev lo");
    ip("host", "route add " + LINK_LOCAL + " dev lan0");
    back("lan", "192.168.77.1", "fd77:3::1");
    cable("net", "net0");
    addresses("net", "100.64.77.%d/24");
    addresses("net", "fd77:4::%d/64");
    ip("net", "address add 203.0.113.9/32 dev lo");
    ip("net", "address add 2a00:77::9/128 dev lo");
    back("net", "100.64.77.1", "fd77:4::1");
    back("host", "100.64.77.2", "fd77:4::2");
    in("host", "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
  }

  private static String namespace(String name) {
    return "dwlan" + ProcessHandle.current().pid() + name;
  }

  private static void ip(String name, String words) {
    List<String> command = new ArrayList<>(List.of("ip", "-n", namespace(name)));
    command.addAll(List.of(words.split(" ")));
    Shell.succeed(command.toArray(String[]::new));
  }

  private static void bridge(String name, String four, String six) {
    ip("host", "link add " + name + " type bridge");
    ip("host", "link set " + name + " up");
    ip("host", "address add " + four + " dev " + name);
    ip("host", "address add " + six + " dev " + name + " nodad");
  }

  private static void plug(String name, String bridge, String four, String six) {
    cable(name, name + "0p");
    ip("host", "link set " + name + "0p master " + bridge);
    ip(name, "address add " + four + ".2/24 dev eth0");
    ip(name, "address add " + six + ":2/64 dev eth0 nodad");
    back(name, four + ".1", six + ":1");
  }

  private static void cable(String name, String device) {
    ip("host", "link add " + device + " type veth peer name eth0 netns " + namespace(name));
    ip("host", "link set " + device + " up");
    ip(name, "link set eth0 up");
  }

  /** The host's is 1, and the other's 2. */
  private static void addresses(String name, String pattern) {
    String nodad = pattern.contains(":") ? " nodad" : "";
    ip("host", "address add " + pattern.formatted(1) + " dev " + name + "0" + nodad);
    ip(name, "address add " + pattern.formatted(2) + " dev eth0" + nodad);
  }

  private static void back(String name, String four, String six) {
    ip(name, "route add default via " + four);
    ip(name, "route add default via " + six);
  }

  /** Runs a command that must succeed. */
  String in(String name, String... words) {
    List<String> command = inside(name, List.of(words));
    return Shell.succeed(command.toArray(String[]::new));
  }

  private static List<String> inside(String name, List<String> words) {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace(name)));
    command.addAll(words);
    return command;
  }

  private static List<String> peer(String name, Stream<String> words) {
    Stream<String> java =
        Stream.of(
            System.getProperty("java.home") + "/bin/java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            "target/classes:target/test-classes",
            LanPeer.class.getName());
    return inside(name, Stream.concat(java, words).toList());
  }

  /** Lets all answer on their addresses. */
  void listen() throws IOException {
    Map<String, List<String>> who =
        Map.of("task", TASK, "other", OTHER, "host", HOST, "lan", LAN, "net", INTERNET);
    for (Map.Entry<String, List<String>> each : who.entrySet()) {
      Stream<String> words = Stream.concat(Stream.of("listen"), each.getValue().stream());
      peers.add(
          new ProcessBuilder(peer(each.getKey(), words))
              .redirectError(directory.resolve("peers").toFile())
              .start());
    }
    for (Process peer : peers) {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8));
      if (!LanPeer.READY.equals(lines.readLine())) {
        throw new AssertionError(Files.readString(directory.resolve("peers")));
      }
    }
  }

  /** What came of each, such as {@code refused 3}, by what was asked for. */
  Map<String, String> ask(String name, Stream<String> targets) {
    List<String> command = peer(name, Stream.concat(Stream.of("ask"), targets));
    return Shell.succeed(command.toArray(String[]::new))
        .lines()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(it -> it[0], it -> it[1], (a, b) -> a, LinkedHashMap::new));
  }

  boolean rulesAreInForce() {
    return Boolean.parseBoolean(
        Shell.succeed(peer("host", Stream.of("probe")).toArray(String[]::new)));
  }

  /** All ends of addresses for one port. */
  static Stream<String> targets(List<String> addresses, int port) {
    return addresses.stream()
        .flatMap(it -> Stream.of("tcp/" + it + "/" + port, "udp/" + it + "/" + port));
  }

  void remove() throws InterruptedException {
    peers.forEach(Process::destroy);
    for (Process peer : peers) {
      peer.waitFor(10, TimeUnit.SECONDS);
    }
    NAMES.forEach(name -> Shell.run("ip", "netns", "delete", namespace(name)));
  }
}
