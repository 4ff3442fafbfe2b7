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
 * Finds the fixed ports of a job that somebody on this host has. An engine says that only in words
 * of its own; whoever has a port keeps others from it.
 */
public final class BusyPorts {
  private BusyPorts() {}

  /** The first that is busy; empty: none, or nobody can tell. */
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
      // A port below 1024 may only be the engine's to open.
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
