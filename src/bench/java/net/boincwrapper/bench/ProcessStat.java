package net.boincwrapper.bench;

import net.boincwrapper.procfs.StatLine;

/**
 * What {@code /proc/PID/stat} says of what a process uses.
 *
 * @param name at most 15 characters
 * @param cpuSeconds of the process and of all its children that have ended and that it has waited
 *     for, to 0.01 s
 * @param endedChildrenCpuSeconds the part of those children
 */
record ProcessStat(
    long pid, String name, long parent, double cpuSeconds, double endedChildrenCpuSeconds) {
  /** {@code USER_HZ}, which is 100 on every Linux that Docker runs on. */
  private static final double TICKS = 100;

  static ProcessStat of(StatLine line) {
    double own = seconds(line, StatLine.USER_TICKS) + seconds(line, StatLine.SYSTEM_TICKS);
    double children =
        seconds(line, StatLine.ENDED_CHILDRENS_USER_TICKS)
            + seconds(line, StatLine.ENDED_CHILDRENS_SYSTEM_TICKS);
    return new ProcessStat(
        line.number(StatLine.PID).orElseThrow(),
        line.name(),
        line.number(StatLine.PARENT).orElseThrow(),
        own + children,
        children);
  }

  private static double seconds(StatLine line, int field) {
    return line.number(field).orElseThrow() / TICKS;
  }
}
