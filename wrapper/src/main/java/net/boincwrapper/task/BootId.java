package net.boincwrapper.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells one run of the host's kernel from the next; see random(4). */
final class BootId {
  private BootId() {}

  /** Empty if it cannot be read. */
  static String read(Path proc) {
    try {
      return Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
