package net.boincwrapper.inmate;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;

/**
 * What a volunteer's host has around a task: the client's files, another task's, another project's,
 * and programs that listen. Whoever reaches one of them has got out.
 */
final class Surroundings implements AutoCloseable {
  /** In each file that is none of the app's business. */
  static final String SECRET = "of-no-apps-business-4713";

  private static final List<String> FILES =
      List.of(
          "gui_rpc_auth.cfg",
          "client_state.xml",
          "account_example.org.xml",
          "cc_config.xml",
          "slots/1/secret",
          "projects/other.org/secret",
          "docker_wrapper/secret");

  private final Path boinc;
  private final String abstractName = "inmate-canary-" + ProcessHandle.current().pid();
  private final List<ServerSocketChannel> listening = new ArrayList<>();
  private final Process abstractListener;
  private final int port;

  private Surroundings(Path boinc) throws IOException {
    this.boinc = boinc;
    for (String name : FILES) {
      Path file = boinc.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, SECRET + "\n");
    }
    // As the wrapper makes it, which keeps programs there.
    Files.setPosixFilePermissions(
        boinc.resolve("docker_wrapper"), PosixFilePermissions.fromString("rwx------"));
    port = listen();
    abstractListener = listenAbstractly();
  }

  /** Around a task that has not been launched yet. */
  static Surroundings of(TaskHarness task) throws IOException {
    Files.writeString(task.project().resolve("phys_in"), "input\n");
    return new Surroundings(task.boincDirectory());
  }

  /** On every address of this host; and beside the client's files. */
  private int listen() throws IOException {
    ServerSocketChannel tcp = open(ServerSocketChannel.open());
    tcp.bind(new InetSocketAddress(0));
    ServerSocketChannel unix = open(ServerSocketChannel.open(StandardProtocolFamily.UNIX));
    unix.bind(UnixDomainSocketAddress.of(boinc.resolve("socket")));
    return ((InetSocketAddress) tcp.getLocalAddress()).getPort();
  }

  private ServerSocketChannel open(ServerSocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    listening.add(channel);
    return channel;
  }

  /** Java has no sockets with such names. It says a line when it listens. */
  private Process listenAbstractly() throws IOException {
    String listen =
        "socket(S, PF_UNIX, SOCK_STREAM, 0) && bind(S, pack_sockaddr_un(qq(\\0$ARGV[0])))"
            + " && listen(S, 5) or die $!; $| = 1; print qq(listening\\n); sleep 600";
    Process process =
        new ProcessBuilder("perl", "-MSocket", "-e", listen, abstractName)
            .redirectErrorStream(true)
            .start();
    if (process.getInputStream().read() != 'l') {
      throw new AssertionError("perl does not listen");
    }
    return process;
  }

  /** What the inmate is told, so that nothing is safe because it cannot be found. */
  String facts() throws IOException {
    return """
        boinc=%s
        port=%d
        abstract=%s
        addresses=%s
        key=%s
        secret=%s
        pid=%d
        """
        .formatted(
            boinc,
            port,
            abstractName,
            addresses(),
            reversed(TaskHarness.AUTHENTICATOR),
            reversed(SECRET),
            ProcessHandle.current().pid());
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  /** Of this host, as another host would call it; one of nobody's where it has none. */
  private static String addresses() throws IOException {
    String all = own();
    return all.isEmpty() ? "192.0.2.1" : all;
  }

  private static String own() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address.getAddress().length == 4 && !address.isLoopbackAddress())
        .map(java.net.InetAddress::getHostAddress)
        .collect(Collectors.joining(" "));
  }

  /** Whether somebody has connected to what listens here. */
  boolean wasReached() throws IOException {
    for (ServerSocketChannel channel : listening) {
      if (channel.accept() != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * Everything around the slot, with content, owner and mode, but for this program's own files,
   * which it may still be unpacking, and those of the service that it starts; and what the host is
   * set to.
   */
  String snapshot() {
    return Shell.succeed(
        "sh",
        "-c",
        "cd \"$1\" && all() { find . \\( -path ./slots/0 -o -path ./docker_wrapper/program"
            + " -o -path ./docker_wrapper/podman \\) -prune -o \"$@\" | sort; }"
            + " && all -printf '%p %y %u %m %l\\n' && all -type f -exec sha256sum {} +"
            + " && uname -n && cat /proc/sys/kernel/core_pattern /proc/sys/kernel/printk"
            + " /proc/sys/vm/overcommit_memory /proc/swaps",
        "sh",
        boinc.toString());
  }

  @Override
  public void close() throws IOException {
    abstractListener.destroy();
    for (ServerSocketChannel channel : listening) {
      channel.close();
    }
  }
}
