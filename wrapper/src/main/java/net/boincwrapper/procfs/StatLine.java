package net.boincwrapper.procfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What {@code stat} says of a process or a thread: numbers, and between parentheses a name that the
 * process gives itself, in which any character may stand; the last closing parenthesis ends it. See
 * proc(5).
 */
public final class StatLine {
  // Numbered as in proc(5).
  public static final int PID = 1;
  public static final int PARENT = 4;
  public static final int USER_TICKS = 14;
  public static final int SYSTEM_TICKS = 15;
  public static final int ENDED_CHILDRENS_USER_TICKS = 16;
  public static final int ENDED_CHILDRENS_SYSTEM_TICKS = 17;
  public static final int NICE = 19;

  /** The field behind the name. */
  private static final int STATE = 3;

  private final String pid;
  private final String name;
  private final String[] fromState;

  private StatLine(String pid, String name, String[] fromState) {
    this.pid = pid;
    this.name = name;
    this.fromState = fromState;
  }

  /**
   * Reads it.
   *
   * @param directory of a process or a thread
   */
  public static StatLine read(Path directory) throws IOException {
    return of(ProcFile.read(directory.resolve("stat")));
  }

  /** Takes a line apart; of one that is cut within the name nothing is told. */
  public static StatLine of(String text) {
    int opening = text.indexOf('(');
    int closing = text.lastIndexOf(')');
    if (opening < 0 || closing < opening) {
      return new StatLine("", "", new String[0]);
    }
    return new StatLine(
        text.substring(0, opening).strip(),
        text.substring(opening + 1, closing),
        text.substring(closing + 1).strip().split(" ", -1));
  }

  /** Empty where it is not told. */
  public String name() {
    return name;
  }

  /** Whether it is in this state, of which proc(5) has the letters. */
  public boolean isIn(char state) {
    return text(STATE).equals(String.valueOf(state));
  }

  /**
   * A field; empty where it is missing or no number.
   *
   * @param field one of the constants
   */
  public OptionalLong number(int field) {
    try {
      return OptionalLong.of(Long.parseLong(text(field)));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private String text(int field) {
    if (field == PID) {
      return pid;
    }
    int place = field - STATE;
    return place < fromState.length ? fromState[place] : "";
  }
}
