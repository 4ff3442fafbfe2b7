package net.boincwrapper.slot;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * The files through which a sporadic app and the client negotiate when to compute ({@code
 * api/boinc_api.cpp:boinc_sporadic_dir}): a number each, {@code SPORADIC_CA_STATE} in {@code ca}
 * and {@code SPORADIC_AC_STATE} in {@code ac} ({@code lib/common_defs.h}).
 */
public final class SporadicFiles {
  private static final int MOST_BYTES = 256;
  private static final int MOST_STATE = 2;

  private SporadicFiles() {}

  /**
   * What the app wants.
   *
   * @return 0 (has said nothing), 1 (nothing to compute) or 2 (wants to compute); empty where the
   *     file says none of them
   */
  public static OptionalInt wanted(SlotLayout layout) {
    String text =
        new UntrustedFiles(layout.directory())
            .read(SlotLayout.SPORADIC_APP, MOST_BYTES)
            .text()
            .orElse("")
            .strip();
    return text.matches("\\d") && Integer.parseInt(text) <= MOST_STATE
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  /**
   * Tells the app.
   *
   * @param state 1 (do not compute), 2 (could compute) or 3 (compute)
   */
  public static void tell(SlotLayout layout, int state) throws SlotException {
    ControlFile.write(
        layout, SlotLayout.SPORADIC_CLIENT, (state + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
