package net.boincwrapper.inmate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.harness.Shell;

/** The unit of systemd's that these tests run in, if it has a file system of its own. */
final class ServiceSandbox {
  private static final Pattern SERVICE =
      Pattern.compile("/([^/\n]+\\.service)$", Pattern.MULTILINE);

  private static final Pattern VERSION = Pattern.compile("systemd (\\d+)");

  /**
   * Seen here, and not with 252: the unit's root takes the place of the host's, and is not stacked
   * upon it.
   */
  private static final int PIVOTS = 257;

  private ServiceSandbox() {}

  /** Whether the host's mounts lie below those that can be seen here. */
  static boolean isStacked() throws IOException {
    Matcher service = SERVICE.matcher(Files.readString(Path.of("/proc/self/cgroup")));
    return service.find() && version() < PIVOTS && hasMountsOfItsOwn(service.group(1));
  }

  private static int version() {
    Matcher version = VERSION.matcher(Shell.run("systemctl", "--version").output());
    return version.find() ? Integer.parseInt(version.group(1)) : Integer.MAX_VALUE;
  }

  private static boolean hasMountsOfItsOwn(String service) {
    return Shell.run("systemctl", "show", "--property=ProtectControlGroups", service)
        .output()
        .strip()
        .equals("ProtectControlGroups=yes");
  }
}
