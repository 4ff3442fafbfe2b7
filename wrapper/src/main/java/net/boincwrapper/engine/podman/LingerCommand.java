package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What root types so that a user has a systemd of its own without a session. */
final class LingerCommand {
  private final Path root;

  /**
   * @param root of the host's file system
   */
  LingerCommand(Path root) {
    this.root = root;
  }

  /**
   * The commands for a user. One whose account has expired gets no systemd ({@code
   * user@UID.service} fails with {@code account boinc has expired}, tried on sid). Debian's package
   * makes {@code boinc} so from 8.2.15 on, by a line {@code u!} of sysusers.d(5); no other user may
   * ask whether it is still so.
   */
  String of(String name) {
    String linger = "loginctl enable-linger " + name;
    return isMadeExpired(name) ? "usermod --expiredate '' %s, %s".formatted(name, linger) : linger;
  }

  private boolean isMadeExpired(String name) {
    Pattern line = Pattern.compile("^u!\\s+" + Pattern.quote(name) + "(\\s|$)", Pattern.MULTILINE);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(root.resolve("usr/lib/sysusers.d"), "*.conf")) {
      for (Path file : files) {
        if (line.matcher(Files.readString(file)).find()) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}
