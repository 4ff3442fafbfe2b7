package net.boincwrapper.job.options;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.job.Job.PortRequest;
import net.boincwrapper.job.Place;

/** Reads a port as written after {@code docker create -p}. */
public final class PortSyntax {
  private static final Pattern PORT =
      Pattern.compile(
          "(?:(?<ip>\\[[^\\]]*\\]|[^:]*):)??(?:(?<host>[0-9-]*):)?(?<guest>[0-9-]+)(?:/(?<protocol>\\w+))?");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");
  private static final String FORM = "a port is [host:]container[/tcp|/udp]";

  private PortSyntax() {}

  /** {@code [127.0.0.1:][host:]container[/protocol]}; empty: the problem has been reported. */
  public static Optional<PortRequest> parse(String written, Place place) {
    Matcher matcher = PORT.matcher(written);
    if (!matcher.matches()) {
      place.error("is not a port; " + FORM);
      return Optional.empty();
    }
    String ip = matcher.group("ip");
    if (ip != null && !LOOPBACK.contains(ip)) {
      place.error("opens address " + ip + "; ports are published on 127.0.0.1 only: leave it out");
      return Optional.empty();
    }
    String protocol =
        matcher.group("protocol") == null
            ? "tcp"
            : matcher.group("protocol").toLowerCase(Locale.ROOT);
    if (!protocol.equals("tcp") && !protocol.equals("udp")) {
      place.error("has the unknown protocol " + protocol + "; " + FORM);
      return Optional.empty();
    }
    String host = matcher.group("host");
    return request(host == null ? "" : host, matcher.group("guest"), protocol, place);
  }

  private static Optional<PortRequest> request(
      String host, String guest, String protocol, Place place) {
    if (host.contains("-") || guest.contains("-")) {
      place.error("is a range; write every port by itself");
      return Optional.empty();
    }
    if (!isPort(guest) || !(host.isEmpty() || isPort(host))) {
      place.error("is outside 1 to 65535");
      return Optional.empty();
    }
    OptionalInt hostPort =
        host.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(host));
    return Optional.of(new PortRequest(hostPort, Integer.parseInt(guest), protocol));
  }

  private static boolean isPort(String digits) {
    return digits.matches("\\d{1,5}")
        && Integer.parseInt(digits) >= 1
        && Integer.parseInt(digits) <= 65_535;
  }
}
