package net.boincwrapper.job.toml;

import java.util.Map;

/**
 * Keys that BOINC's docker_wrapper once had, and what took their place. They were in it from its
 * first version until the slot was always mounted ({@code
 * samples/docker_wrapper/docker_wrapper.cpp:parse_config_file}, October to November 2024).
 */
final class RetiredKeys {
  private static final String WAS = "is a key of docker_wrapper's first versions; ";

  private static final String MOUNTED =
      WAS
          + "nothing is copied any more, the slot itself is mounted at workdir: remove the key, and let"
          + " the app ";

  static final Map<String, String> INSTEAD =
      Map.of(
          "slot_dir_mount",
          WAS + "workdir has taken its place: write the same path as workdir",
          "copy_to_container",
          MOUNTED
              + "read its input files there (for another place write"
              + " mount = [\"./in.dat:/data/in.dat:ro\"])",
          "copy_from_container",
          MOUNTED + "write its output files there");

  private RetiredKeys() {}
}
