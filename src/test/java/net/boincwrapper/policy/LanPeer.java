package net.boincwrapper.policy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One end of a connection, as a process of its own in a network namespace: {@code listen
 * ADDRESS...} answers there on ports 53 and 80, {@code ask PROTOCOL/ADDRESS/PORT...} tells of each
 * what came of it, and {@code probe} whether {@link LanRules} are in force.
 */
final class LanPeer {
  static final String READY = "ready";

  private static final int[] PORTS = {53, 80};
  private static final int PATIENCE_MILLIS = 4000;
  private static final byte[] WORD = {'x'};

  private LanPeer() {}

  public static void main(String[] arguments) throws Exception {
    List<String> more = Arrays.asList(arguments).subList(1, arguments.length);
    switch (arguments[0]) {
      case "listen" -> listen(more);
      case "ask" -> ask(more);
      default -> System.out.println(LanRules.inForce());
    }
  }

  /** Until its input ends, which is when whoever has started it ends or closes it. */
  private static void listen(List<String> addresses) throws IOException {
    for (String name : addresses) {
      for (int port : PORTS) {
        InetAddress address = InetAddress.getByName(name);
        ServerSocket server = new ServerSocket(port, 50, address);
        DatagramSocket datagrams = new DatagramSocket(port, address);
        daemon(() -> acceptAll(server));
        daemon(() -> echoAll(datagrams));
      }
    }
    System.out.println(READY);
    System.in.read();
    System.exit(0);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "peer");
    thread.setDaemon(true);
    thread.start();
  }

  private static void acceptAll(ServerSocket server) {
    while (true) {
      try (Socket socket = server.accept()) {
        socket.getOutputStream().write(WORD);
      } catch (IOException e) {
        // Whoever asked sees it.
      }
    }
  }

  private static void echoAll(DatagramSocket socket) {
    while (true) {
      try {
        DatagramPacket packet = new DatagramPacket(new byte[1], 1);
        socket.receive(packet);
        socket.send(packet);
      } catch (IOException e) {
        // Whoever asked sees it.
      }
    }
  }

  /** All at once, as an app that scans would. */
  private static void ask(List<String> targets) throws Exception {
    ExecutorService each = Executors.newFixedThreadPool(targets.size());
    List<Future<String>> answers = new ArrayList<>();
    targets.forEach(target -> answers.add(each.submit(() -> asked(target))));
    for (int i = 0; i < targets.size(); i++) {
      System.out.println(targets.get(i) + " " + answers.get(i).get());
    }
    each.shutdown();
  }

  private static String asked(String target) {
    long start = System.nanoTime();
    String outcome = outcome(target.split("/"));
    return outcome + " " + (System.nanoTime() - start) / 1_000_000;
  }

  private static String outcome(String[] target) {
    try {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getByName(target[1]), Integer.parseInt(target[2]));
      if (target[0].equals("tcp")) {
        connect(address);
      } else {
        exchange(address);
      }
      return "reached";
    } catch (SocketTimeoutException e) {
      return "silent";
    } catch (IOException e) {
      return "refused";
    }
  }

  private static void connect(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address, PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      if (socket.getInputStream().read() != WORD[0]) {
        throw new IOException("not the peer");
      }
    }
  }

  /** Connected, for only then the kernel hands a refusal to the socket. */
  private static void exchange(InetSocketAddress address) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(address);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.send(new DatagramPacket(WORD, WORD.length));
      socket.receive(new DatagramPacket(new byte[1], 1));
    }
  }
}
