package net.boincwrapper.engine.podman;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What root types to do something as another user. runuser(1) asks neither for a password nor, like
 * su(1), whether the account has expired, as sid's package makes that of {@code boinc}; and it
 * opens no session, which would have a runtime directory of its own.
 */
final class UserCommand {
  /** What tells Podman where its configuration, its storage and its runtime files are. */
  private static final Set<String> PODMANS =
      Set.of(
          "HOME",
          "XDG_DATA_HOME",
          "XDG_CONFIG_HOME",
          "XDG_RUNTIME_DIR",
          "CONTAINERS_CONF",
          "CONTAINERS_STORAGE_CONF",
          "TMPDIR");

  private UserCommand() {}

  static String of(String name, Stream<String> words) {
    return ShellWord.command(Stream.concat(Stream.of("runuser", "-u", name, "--"), words).toList());
  }

  /**
   * Stops the user's containers, and ends the process that keeps ids which are no longer the user's
   * ({@code podman system migrate}); not in root's directory, where that user has nothing to look
   * for.
   *
   * @param environment of the user's Podman
   */
  static String migration(String name, Map<String, String> environment) {
    List<String> words = new ArrayList<>(List.of("env", "--chdir=/"));
    environment.entrySet().stream()
        .filter(one -> PODMANS.contains(one.getKey()))
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .map(one -> one.getKey() + "=" + one.getValue())
        .forEach(words::add);
    words.addAll(List.of("podman", "system", "migrate"));
    return of(name, words.stream());
  }
}
