package net.boincwrapper.policy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.boincwrapper.engine.ContainerPlan;

/**
 * Rules of the kernel's packet filter that keep containers with a network from the owner's own
 * network and from the host: a bridge reaches both, and a program without rights cannot prevent
 * that. Only names may be asked for there (port 53), without which there is no network at all.
 *
 * <p>Listing rules takes root's rights. So they have one rule more, by which every user can see
 * that they are in force: an address of the host's loopback that nobody uses answers otherwise than
 * the others. They come and go together, as nft loads a file whole or not at all. ({@code
 * LanRulesIT} tries all of it, with nft 1.0.6.)
 */
public final class LanRules {
  /** The interface of our bridge: Docker gives it the name that its network asks for. */
  public static final String INTERFACE = ContainerPlan.BRIDGE_INTERFACE;

  /** What root does with the rules once. */
  public static final String INSTALL =
      "docker-wrapper host --lan-rules >/etc/docker-wrapper/lan.nft && nft -f"
          + " /etc/docker-wrapper/lan.nft";

  private static final byte[] PROBE_ADDRESS = {127, 77, 66, 55};
  private static final int PROBE_PORT = 9;
  private static final int PROBE_MILLIS = 1500;

  @SuppressWarnings("InlineFormatString") // It is easier to read apart from the code.
  private static final String TEXT =
      """
      table inet boincwrapper
      delete table inet boincwrapper
      table inet boincwrapper {
        set lan4 {
          type ipv4_addr
          flags interval
          auto-merge
          elements = { 0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16, 224.0.0.0/3%s }
        }
        set lan6 {
          type ipv6_addr
          flags interval
          auto-merge
          elements = { ::/3, e000::/3%s }
        }
        chain forward {
          type filter hook forward priority -5; policy accept;
          iifname "boincwrapper0" ct state established,related accept
          iifname "boincwrapper0" meta l4proto { tcp, udp } th dport 53 accept
          iifname "boincwrapper0" ip daddr @lan4 goto refuse
          iifname "boincwrapper0" ip6 daddr @lan6 goto refuse
        }
        chain input {
          type filter hook input priority -5; policy accept;
          iifname "boincwrapper0" ct state established,related accept
          iifname "boincwrapper0" meta l4proto { tcp, udp } th dport 53 accept
          iifname "boincwrapper0" icmpv6 type { nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert } accept
          iifname "boincwrapper0" goto refuse
        }
        chain refuse {
          meta l4proto tcp reject with tcp reset
          reject with icmpx type admin-prohibited
        }
        chain probe {
          type filter hook output priority -5; policy accept;
          ip daddr 127.77.66.55 tcp dport 9 reject with icmp type admin-prohibited
        }
      }
      """;

  private LanRules() {}

  /**
   * For {@code nft -f}; loading them again changes nothing. Besides all private addresses they name
   * the public networks that this host is part of now, as in a university, and with IPv6 at home.
   */
  public static String text() {
    return text(AttachedNetworks.ofThisHost());
  }

  static String text(List<String> attached) {
    return TEXT.formatted(
        elements(attached, network -> !network.contains(":")),
        elements(attached, network -> network.contains(":")));
  }

  private static String elements(List<String> networks, Predicate<String> wanted) {
    return networks.stream().filter(wanted).map(", "::concat).collect(Collectors.joining());
  }

  /** Whether they are in force in this process's network namespace; takes 1.5 s at most. */
  public static boolean inForce() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(PROBE_ADDRESS), PROBE_PORT), PROBE_MILLIS);
      return false;
    } catch (NoRouteToHostException refused) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Why a container on the bridge could reach the owner's network; empty: it cannot.
   *
   * @param rootless whether the engine's bridge is not the host's: no rule for an interface of the
   *     host concerns it
   */
  public static Optional<String> objection(boolean rootless) {
    if (rootless) {
      return Optional.of(
          "the engine is rootless, so its bridge is not the host's, and no rule keeps it from your"
              + " network; use an engine of root's");
    }
    return inForce()
        ? Optional.empty()
        : Optional.of("the rules for it are not in force; as root: " + INSTALL);
  }

  /**
   * Why the rules do not hold for a network that the engine has made; empty: they do.
   *
   * @param bridge the network's interface, as far as the engine tells
   */
  public static Optional<String> objection(Optional<String> bridge) {
    return bridge.filter(INTERFACE::equals).isPresent()
        ? Optional.empty()
        : Optional.of(
            "the network boincwrapper has not the interface "
                + INTERFACE
                + " for which the rules are: Podman or an earlier version made it, or another Docker of"
                + " this host has that interface; while no task runs, as root: docker network rm"
                + " boincwrapper");
  }
}
