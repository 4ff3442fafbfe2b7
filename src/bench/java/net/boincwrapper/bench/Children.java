package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Path;
import net.boincwrapper.procfs.StatLine;

/** This process's children that have ended and been waited for. */
final class Children {
  private Children() {}

  /** Their CPU seconds so far, with those of their own children, to 0.01 s. */
  static double cpuSeconds() throws IOException {
    return ProcessStat.of(StatLine.read(Path.of("/proc/self"))).endedChildrenCpuSeconds();
  }
}
