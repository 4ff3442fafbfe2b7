package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.slot.SlotLayout;

/** What the wrapper wrote for the client before it ended, as the client reads it. */
final class ControlNotes {
  private ControlNotes() {}

  /** The wrapper's wish to be started again later, and the reason. */
  record Postponement(Duration delay, String reason) {}

  /**
   * The temporary-exit file ({@code client/app_control.cpp:temporary_exit_file_present}).
   *
   * @return empty if there is none, or if it has no reason and so does not count
   */
  static Optional<Postponement> postponement(SlotLayout slot) {
    List<String> lines = lines(slot.temporaryExit());
    try {
      return lines.size() < 2 || lines.get(1).isBlank()
          ? Optional.empty()
          : Optional.of(
              new Postponement(
                  Duration.ofSeconds(Long.parseLong(lines.get(0).strip())), lines.get(1).strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The message in the finish file; empty where there is none. */
  static String finishMessage(SlotLayout slot) {
    List<String> lines = lines(slot.finish());
    return lines.size() < 2 ? "" : lines.get(1).strip();
  }

  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
