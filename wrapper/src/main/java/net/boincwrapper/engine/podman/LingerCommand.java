package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What root types so that a user has a systemd of its own without a session, and the client's unit
 * does not hide it.
 */
final class LingerCommand {
  /** proc_mounts(5). */
  private static final Pattern READ_ONLY_GROUPS =
      Pattern.compile("^\\S+ /sys/fs/cgroup cgroup2 ro[, ]", Pattern.MULTILINE);

  private final Path root;
  private final String name;
  private final Optional<ClientUnit> unit;

  /**
   * @param root of the host's file system
   * @param name the user's
   * @param unit of that user's client
   */
  LingerCommand(Path root, String name, Optional<ClientUnit> unit) {
    this.root = root;
    this.name = name;
    this.unit = unit;
  }

  /** Whether the user's systemd runs without a session ({@code loginctl enable-linger}). */
  boolean isInForce() {
    return Files.exists(root.resolve("var/lib/systemd/linger").resolve(name));
  }

  /** As systemd's {@code ProtectHome=true} leaves it (systemd.exec(5), InaccessiblePaths). */
  boolean isHidden() {
    try {
      return !Files.getPosixFilePermissions(root.resolve("run/user"))
          .contains(PosixFilePermission.OTHERS_EXECUTE);
    } catch (IOException e) {
      return false;
    }
  }

  /** The commands that are still missing; empty where all of it is done, or nobody can tell. */
  Optional<String> text() {
    List<String> commands = new ArrayList<>();
    if (!isInForce()) {
      if (isMadeExpired()) {
        commands.add("usermod --expiredate '' " + ShellWord.quoted(name));
      }
      commands.add("loginctl enable-linger " + ShellWord.quoted(name));
    }
    unit.map(this::lift).ifPresent(commands::add);
    return commands.isEmpty() ? Optional.empty() : Optional.of(String.join(" && ", commands));
  }

  /**
   * A Podman that finds the user's systemd asks it for control groups, and then no container starts
   * where these are read-only (tried on 5.8.6: {@code crun: create directory /sys/fs/cgroup/…:
   * Read-only file system}); {@code ProtectControlGroups=true} makes them so (systemd.exec(5)). A
   * restart alone ends the Podman that has not found it.
   */
  private String lift(ClientUnit its) {
    List<String> lines = new ArrayList<>();
    if (isHidden()) {
      lines.add("ProtectHome=no");
    }
    if (READ_ONLY_GROUPS.matcher(read("proc/self/mounts")).find()) {
      lines.add("ProtectControlGroups=no");
    }
    return lines.isEmpty()
        ? its.restart()
        : its.with("podman-groups", lines.toArray(String[]::new));
  }

  /**
   * One whose account has expired gets no systemd ({@code user@UID.service} fails with {@code
   * account boinc has expired}, tried on sid). Debian's package makes {@code boinc} so from 8.2.15
   * on, by a line {@code u!} of sysusers.d(5); no other user may ask whether it is still so.
   */
  private boolean isMadeExpired() {
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

  private String read(String file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException e) {
      return "";
    }
  }
}
