package net.boincwrapper.cli.measure;

import java.util.OptionalLong;

/**
 * An output's length beside what the output template allows.
 *
 * @param name in the slot
 * @param maxBytes the template's {@code max_nbytes}; empty if there is no template
 */
public record OutputSize(String name, long bytes, OptionalLong maxBytes) {
  /** {@code client/cs_apps.cpp:app_finished}: as long as the bound is still good. */
  public boolean isTooLong() {
    return maxBytes.isPresent() && bytes > maxBytes.getAsLong();
  }
}
