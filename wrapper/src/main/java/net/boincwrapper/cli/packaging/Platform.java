package net.boincwrapper.cli.packaging;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Hosts for which this program can be an executable; names as in BOINC's {@code project.xml}. */
public enum Platform {
  X86_64("x86_64-pc-linux-gnu", 62),
  AARCH64("aarch64-unknown-linux-gnu", 183);

  private final String boincName;
  private final int machine;

  Platform(String boincName, int machine) {
    this.boincName = boincName;
    this.machine = machine;
  }

  /** {@code x86_64-pc-linux-gnu}. */
  public String boincName() {
    return boincName;
  }

  /** {@code e_machine} of elf(5). */
  int machine() {
    return machine;
  }

  /**
   * Reads what an author has typed.
   *
   * @throws IllegalArgumentException that names those there are
   */
  public static Platform parse(String text) {
    return Arrays.stream(values())
        .filter(it -> it.boincName.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no docker-wrapper for the platform \""
                        + text
                        + "\"; there is "
                        + Arrays.stream(values())
                            .map(Platform::boincName)
                            .collect(Collectors.joining(" and "))));
  }
}
