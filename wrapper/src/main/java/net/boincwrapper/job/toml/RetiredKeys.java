package net.boincwrapper.job.toml;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Keys that BOINC's docker_wrapper once had, and what took their place. They were in it from its
 * first version until the slot was always mounted ({@code
 * samples/docker_wrapper/docker_wrapper.cpp:parse_config_file}, October to November 2024).
 */
final class RetiredKeys {
  private static final String MOUNTED =
      "nothing is copied any more, the slot itself is mounted at workdir: remove the key, and let"
          + " the app ";

  private static final Map<String, String> INSTEAD =
      Map.of(
          "slot_dir_mount",
          "workdir has taken its place: write the same path as workdir",
          "copy_to_container",
          MOUNTED
              + "read its input files there (for another place write"
              + " mount = [\"./in.dat:/data/in.dat:ro\"])",
          "copy_from_container",
          MOUNTED + "write its output files there");

  private RetiredKeys() {}

  static Collection<String> names() {
    return INSTEAD.keySet();
  }

  /** What became of a key; empty: there never was one of that name. */
  static Optional<String> instead(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace('-', '_');
    return Optional.ofNullable(INSTEAD.get(plain))
        .map(text -> "\"" + name + "\" is a key of docker_wrapper's first versions; " + text);
  }
}
