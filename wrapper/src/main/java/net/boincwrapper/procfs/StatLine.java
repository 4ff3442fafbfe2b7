package net.boincwrapper.procfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What {@code stat} says about a process or a thread: numbers, and a name in parentheses. The
 * process chooses the name, which may contain any character; the last closing parenthesis ends it.
 * See proc(5).
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
  public static final int THREADS = 20;

  /** When it was started, in ticks since the host's boot. */
  public static final int START_TICKS = 22;

  /** The field after the name. */
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
   * Reads the file {@code stat}.
   *
   * @param directory of a process or a thread
   */
  public static StatLine read(Path directory) throws IOException {
    return of(ProcFile.read(directory.resolve("stat")));
  }

  /** Parses a line; all fields of one that is cut off within the name are missing. */
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

  /** Empty if the line has none. */
  public String name() {
    return name;
  }

  /** Whether it is in this state, one of proc(5)'s letters. */
  public boolean isIn(char state) {
    return text(STATE).equals(String.valueOf(state));
  }

  /**
   * A field; empty if it is missing or not a number.
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
