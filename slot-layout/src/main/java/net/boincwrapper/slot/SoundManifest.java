package net.boincwrapper.slot;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import net.boincwrapper.slot.Manifest.Entry;
import net.boincwrapper.slot.Manifest.Kind;
import net.boincwrapper.slot.record.RecordText.DamagedException;

/**
 * Whether a manifest that was read can be acted on. Who names what no slot can hold would have
 * files of the host replaced by a restore; that its checksum is right does not help.
 */
final class SoundManifest {
  /** A plain name below the slot. */
  private static final Pattern PLAIN =
      Pattern.compile("(?!\\.{1,2}(?:/|$))[^/\0]+(?:/(?!\\.{1,2}(?:/|$))[^/\0]+)*+");

  private static final Pattern PERMISSIONS = Pattern.compile("(?:(?:[r-][w-][x-]){3})?");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private SoundManifest() {}

  /**
   * The same manifest.
   *
   * @throws DamagedException nobody can have sealed what it tells of
   */
  static Manifest checked(Manifest manifest) throws DamagedException {
    boolean sound =
        manifest.generation() >= 0
            && isTime(manifest.cpuSeconds())
            && isTime(manifest.wallSeconds())
            && isFraction(manifest.fractionDone().orElse(0));
    if (!sound) {
      throw new DamagedException("a number in it is none that is possible");
    }
    Set<String> names = new HashSet<>();
    for (Entry entry : manifest.entries()) {
      if (!isPossible(entry) || !names.add(entry.name())) {
        throw new DamagedException("it names what no slot can hold");
      }
    }
    return manifest;
  }

  private static boolean isTime(double seconds) {
    // Not less than nothing by its sign alone either: it would be told like that.
    return Double.compare(seconds, 0) >= 0 && Double.isFinite(seconds);
  }

  private static boolean isFraction(double done) {
    return Double.compare(done, 0) >= 0 && done <= 1;
  }

  private static boolean isPossible(Entry entry) {
    boolean named = PLAIN.matcher(entry.name()).matches();
    return entry.kind() == Kind.LINK
        ? named && !entry.target().isEmpty() && entry.target().indexOf('\0') < 0
        : named
            && entry.bytes() >= 0
            && SHA256.matcher(entry.sha256()).matches()
            && PERMISSIONS.matcher(entry.permissions()).matches();
  }
}
