package net.boincwrapper.slot;

import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import net.boincwrapper.slot.Manifest.Entry;
import net.boincwrapper.slot.Manifest.Kind;
import net.boincwrapper.slot.record.RecordText;
import net.boincwrapper.slot.record.RecordText.DamagedException;

/** The manifest as a file of a generation: {@link RecordText}, an entry on a few numbered lines. */
final class ManifestFile {
  /** Bounds what the wrapper, which has a small heap, holds and parses. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final RecordText FORMAT = new RecordText("checkpoint", 1);

  private ManifestFile() {}

  static byte[] write(Manifest manifest) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("result", manifest.resultName());
    values.put("generation", String.valueOf(manifest.generation()));
    values.put("cpu", String.valueOf(manifest.cpuSeconds()));
    values.put("wall", String.valueOf(manifest.wallSeconds()));
    manifest.fractionDone().ifPresent(it -> values.put("fraction", String.valueOf(it)));
    values.put("sealed", manifest.sealedAt().toString());
    values.put("files", String.valueOf(manifest.entries().size()));
    for (int number = 0; number < manifest.entries().size(); number++) {
      write(values, number, manifest.entries().get(number));
    }
    return FORMAT.write(values);
  }

  private static void write(Map<String, String> values, int number, Entry entry) {
    values.put(number + " name", entry.name());
    if (entry.kind() == Kind.LINK) {
      values.put(number + " target", entry.target());
      return;
    }
    values.put(number + " bytes", String.valueOf(entry.bytes()));
    values.put(number + " sha256", entry.sha256());
    values.put(number + " modified", entry.modified().toInstant().toString());
    values.put(number + " permissions", entry.permissions());
    values.put(number + " identity", entry.identity());
  }

  static Manifest parse(byte[] content) throws DamagedException {
    Map<String, String> values = FORMAT.read(content);
    try {
      return SoundManifest.checked(
          new Manifest(
              value(values, "result"),
              Integer.parseInt(value(values, "generation")),
              Double.parseDouble(value(values, "cpu")),
              Double.parseDouble(value(values, "wall")),
              fraction(values),
              Instant.parse(value(values, "sealed")),
              entries(values)));
    } catch (NumberFormatException | DateTimeException e) {
      throw new DamagedException("it cannot be understood: " + e.getMessage());
    }
  }

  private static OptionalDouble fraction(Map<String, String> values) {
    String fraction = values.get("fraction");
    return fraction == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.parseDouble(fraction));
  }

  private static List<Entry> entries(Map<String, String> values) throws DamagedException {
    List<Entry> entries = new ArrayList<>();
    int count = Integer.parseInt(value(values, "files"));
    for (int number = 0; number < count; number++) {
      entries.add(entry(values, number));
    }
    return entries;
  }

  private static Entry entry(Map<String, String> values, int number) throws DamagedException {
    String name = value(values, number + " name");
    String target = values.get(number + " target");
    if (target != null) {
      return Entry.link(name, target);
    }
    return new Entry(
        name,
        Kind.FILE,
        Long.parseLong(value(values, number + " bytes")),
        value(values, number + " sha256"),
        FileTime.from(Instant.parse(value(values, number + " modified"))),
        value(values, number + " permissions"),
        value(values, number + " identity"),
        "");
  }

  private static String value(Map<String, String> values, String key) throws DamagedException {
    String value = values.get(key);
    if (value == null) {
      throw new DamagedException("it lacks \"" + key + "\"");
    }
    return value;
  }
}
