package net.boincwrapper.harness;

import java.util.List;

/** Images of the engine under test. */
public final class LocalImages {
  private LocalImages() {}

  /**
   * The names of those that lie in a repository of ours. Podman puts {@code localhost/} before such
   * a name, and lists all names of an image of which one is asked for.
   */
  public static List<String> of(String repository) {
    return Shell.succeed("docker", "images", "--format", "{{.Repository}}:{{.Tag}}", repository)
        .lines()
        .map(name -> name.replaceFirst("^localhost/", ""))
        .filter(name -> name.startsWith(repository + ":"))
        .toList();
  }
}
