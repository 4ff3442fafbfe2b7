package net.boincwrapper.task.watch;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.OptionalInt;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Job.PortRequest;

/**
 * Finds those fixed ports of a job that are taken on this host. An engine says so only in words of
 * its own, so we try to bind them.
 */
public final class BusyPorts {
  private BusyPorts() {}

  /** The first busy port; empty: there is none, or nobody can tell. */
  public static OptionalInt first(Job job) {
    return first(job.ports());
  }

  private static OptionalInt first(List<PortRequest> ports) {
    return ports.stream()
        .filter(port -> port.hostPort().isPresent() && isBusy(port))
        .mapToInt(port -> port.hostPort().getAsInt())
        .findFirst();
  }

  private static boolean isBusy(PortRequest port) {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port.hostPort().getAsInt());
    try {
      if (port.protocol().equals("udp")) {
        new DatagramSocket(address).close();
      } else {
        bind(address);
      }
      return false;
    } catch (BindException e) {
      // Perhaps only the engine may open a port below 1024.
      return !String.valueOf(e.getMessage()).contains("Permission denied");
    } catch (IOException e) {
      return false;
    }
  }

  private static void bind(InetSocketAddress address) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
    }
  }
}
