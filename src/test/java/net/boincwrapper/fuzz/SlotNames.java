package net.boincwrapper.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** What holds of every name of a file in a slot, whoever has chosen it. */
public final class SlotNames {
  private static final Path SLOT = Path.of("/slots/0");

  private SlotNames() {}

  /** It leads to something below the slot. */
  public static void below(String name) {
    Path file = SLOT.resolve(name).normalize();
    assertThat(file.startsWith(SLOT) && !file.equals(SLOT)).as("below the slot: %s", name).isTrue();
  }
}
