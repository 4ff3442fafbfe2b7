package net.boincwrapper.slot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/** An app's checkpoint files: all below {@code ckpt} in a slot. */
record CheckpointFiles(SlotLayout slot) implements LiveSet {
  static final String RESULT = "job_1_0";
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @Override
  public SortedMap<String, FileStat> look() {
    SortedMap<String, FileStat> found = new TreeMap<>();
    UntrustedFiles files = new UntrustedFiles(slot.directory());
    for (String name : names()) {
      files.stat(name).ifPresent(stat -> found.put(name, stat));
    }
    return found;
  }

  private List<String> names() {
    Path root = slot.directory().resolve("ckpt");
    if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.map(path -> slot.directory().relativize(path).toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file as an app does, in place. */
  void write(String name, String content) throws IOException {
    Path file = path(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  void delete(String name) throws IOException {
    Files.delete(path(name));
  }

  Path path(String name) {
    return slot.directory().resolve("ckpt").resolve(name);
  }

  /** The contents by name, without {@code ckpt/}. */
  Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : look().keySet()) {
      contents.put(
          name.substring("ckpt/".length()), Files.readString(slot.directory().resolve(name)));
    }
    return contents;
  }

  Checkpoints checkpoints() {
    return checkpoints(Steps.NONE);
  }

  Checkpoints checkpoints(Steps steps) {
    return new Checkpoints(slot, this, RESULT, steps);
  }

  static SealOrder order() {
    return order(2);
  }

  static SealOrder order(int keep) {
    return new SealOrder(
        12.5,
        14,
        OptionalDouble.of(0.25),
        NOW,
        OptionalLong.empty(),
        keep,
        Optional.empty(),
        files -> false);
  }
}
