package net.boincwrapper.slot;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.OptionalInt;

/**
 * The two files of a sporadic app, as BOINC's library keeps them ({@code
 * api/boinc_api.cpp:sporadic_files}): in {@code ac} the app says whether it wants to compute, in
 * {@code ca} it reads whether it may. Each holds one number and a newline.
 */
public final class SporadicFiles {
  private static final int MOST_BYTES = 64;

  private SporadicFiles() {}

  /** What the app wants, a {@code SPORADIC_AC_STATE}, 0 to 2; empty where it has not said. */
  public static OptionalInt wish(SlotLayout layout) {
    String text =
        new UntrustedFiles(layout.directory())
            .read(SlotLayout.SPORADIC_WISH, MOST_BYTES)
            .text()
            .orElse("")
            .strip();
    return text.matches("[0-2]") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }

  /**
   * Tells the app what the client says, in a new file.
   *
   * @param state a {@code SPORADIC_CA_STATE}
   */
  public static void answer(SlotLayout layout, int state) throws SlotException {
    ControlFile.write(layout, SlotLayout.SPORADIC_ANSWER, (state + "\n").getBytes(US_ASCII));
  }
}
