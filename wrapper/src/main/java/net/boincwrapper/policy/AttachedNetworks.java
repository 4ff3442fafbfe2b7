package net.boincwrapper.policy;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;

/**
 * The networks of public addresses that this host is part of. Its neighbours there are no more the
 * internet than those with private addresses.
 */
final class AttachedNetworks {
  private AttachedNetworks() {}

  /** Such as {@code 198.51.100.0/24}, each once. */
  static List<String> ofThisHost() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(device -> device.getInterfaceAddresses().stream())
          .filter(Objects::nonNull)
          .filter(address -> isPublic(address.getAddress()) && address.getNetworkPrefixLength() > 0)
          .map(AttachedNetworks::network)
          .distinct()
          .sorted()
          .toList();
    } catch (SocketException e) {
      throw new UncheckedIOException("cannot list the interfaces of this host", e);
    }
  }

  private static String network(InterfaceAddress address) {
    return network(address.getAddress(), prefix(address));
  }

  private static int prefix(InterfaceAddress address) {
    return prefix(address.getAddress(), address.getNetworkPrefixLength());
  }

  /**
   * A router that gives out addresses one by one (DHCPv6) says 128 of each, and its network's hosts
   * are neighbours all the same: a link's are told apart by their last 64 bits (RFC 4291, 2.5.4).
   */
  static int prefix(InetAddress address, int told) {
    return address instanceof Inet4Address ? told : Math.min(told, 64);
  }

  /** Without what tells the hosts in it apart. */
  static String network(InetAddress address, int prefix) {
    byte[] bytes = address.getAddress();
    for (int bit = prefix; bit < bytes.length * Byte.SIZE; bit++) {
      bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
    }
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + prefix;
    } catch (UnknownHostException e) {
      throw new AssertionError("as long as the address before", e);
    }
  }

  /** Of IPv6, what is given out to the world (2000::/3): the rules name what stays in a house. */
  static boolean isPublic(InetAddress address) {
    if (!(address instanceof Inet4Address)) {
      return (address.getAddress()[0] & 0xe0) == 0x20;
    }
    return !address.isSiteLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isAnyLocalAddress();
  }
}
