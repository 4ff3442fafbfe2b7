package net.boincwrapper.task;

import java.time.Duration;
import java.util.Optional;
import java.util.function.*;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

final class HangWatch {
  HangWatch(TaskClock c, Duration d, Supplier<Optional<FileStat>> p, DoubleSupplier s) {}

  boolean tick() {
    return false;
  }
}
