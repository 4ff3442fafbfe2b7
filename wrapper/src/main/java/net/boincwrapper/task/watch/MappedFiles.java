package net.boincwrapper.task.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/**
 * Files that a process may still write after closing them, through a shared mapping: {@code
 * /proc/PID/maps}, see proc(5).
 */
final class MappedFiles {
  /**
   * For all processes together, since an app can have a thousand: as many as one of them can have
   * ({@code vm.max_map_count}).
   */
  private static final int MOST_LINES = 65_530;

  /** For all those lines together: the app chooses the names, and each may take 16 KB. */
  private static final int MOST_CHARACTERS = 8 << 20;

  /** Addresses, permissions, offset, device, inode, name. */
  private static final Pattern SHARED =
      Pattern.compile("\\S+ .w.s \\S+ (\\p{XDigit}{2,8}):(\\p{XDigit}{2,8}) (\\d{1,18})\\s*(.*)");

  /** What {@code toString} of the JDK's file key says on Unix. */
  private static final Pattern IDENTITY =
      Pattern.compile("\\(dev=(\\p{XDigit}{1,15}),ino=(\\d{1,18})\\)");

  /**
   * A file that is looked for.
   *
   * @param ending a slash and the last part of its name
   */
  private record Wanted(long device, String ending) {}

  private final Map<Long, Wanted> byInode = new HashMap<>();
  private int seen;
  private long characters;

  MappedFiles(SortedMap<String, FileStat> files) {
    files.forEach(
        (name, file) -> {
          Matcher identity = IDENTITY.matcher(file.identity());
          if (identity.matches()) {
            String ending = "/" + name.substring(name.lastIndexOf('/') + 1);
            long device = Long.parseLong(identity.group(1), 16);
            byInode.put(Long.valueOf(identity.group(2)), new Wanted(device, ending));
          }
        });
  }

  /** Whether a process has one of the files mapped like this; also false if that cannot be read. */
  boolean isOneIn(Path maps) {
    try (BufferedReader lines = Files.newBufferedReader(maps, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        characters += line.length();
        if (seen++ >= MOST_LINES || characters > MOST_CHARACTERS) {
          return false;
        }
        if (isSharedToWrite(line) && isOne(line)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** Most are not, and there can be many: checked first, and without the pattern. */
  private static boolean isSharedToWrite(String line) {
    int at = line.indexOf(' ');
    return line.startsWith("w", at + 2) && line.startsWith("s", at + 4);
  }

  /** Here Btrfs shows another device than stat(2) does: the name has to do instead. */
  private boolean isOne(String line) {
    Matcher mapping = SHARED.matcher(line);
    if (!mapping.matches()) {
      return false;
    }
    Wanted wanted = byInode.get(Long.valueOf(mapping.group(3)));
    return wanted != null
        && (wanted.device() == device(mapping.group(1), mapping.group(2))
            || mapping.group(4).endsWith(wanted.ending()));
  }

  /** The device number as in {@code st_dev}; see makedev(3). */
  private static long device(String major, String minor) {
    long high = Long.parseLong(major, 16);
    long low = Long.parseLong(minor, 16);
    return (low & 0xff) | (high & 0xfff) << 8 | (low & ~0xffL) << 12 | (high & ~0xfffL) << 32;
  }
}
