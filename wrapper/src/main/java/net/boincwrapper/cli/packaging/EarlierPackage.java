package net.boincwrapper.cli.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.cli.folder.FileDigest;

/**
 * What an earlier run has written to a place, as its {@code SHA256SUMS} says: only that may be
 * replaced or removed.
 */
final class EarlierPackage {
  static final String SUMS = "SHA256SUMS";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");

  private final Path root;
  private final Map<String, String> sums;

  private EarlierPackage(Path root, Map<String, String> sums) {
    this.root = root;
    this.sums = sums;
  }

  /** Of a place where nothing need be. */
  static EarlierPackage at(Path root) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    Path file = root.resolve(SUMS);
    if (Files.isRegularFile(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches() && isBelow(root, matcher.group(2))) {
          sums.put(matcher.group(2), matcher.group(1));
        }
      }
    }
    return new EarlierPackage(root, sums);
  }

  private static boolean isBelow(Path root, String path) {
    return root.resolve(path).normalize().startsWith(root.normalize());
  }

  /** Paths of the files that are there as they were written; sorted. */
  List<String> unchanged() throws IOException {
    List<String> unchanged = new ArrayList<>();
    for (String path : sums.keySet()) {
      if (isUnchanged(path)) {
        unchanged.add(path);
      }
    }
    return unchanged;
  }

  private boolean isUnchanged(String path) throws IOException {
    Path file = root.resolve(path);
    return isFile(file) && FileDigest.of(file).equals(sums.get(path));
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Why a file may not be written, as a sentence; empty if it may. */
  Optional<String> flaw(String path, PackageFile wanted) throws IOException {
    Optional<String> above = fileAbove(path);
    if (above.isPresent()) {
      return Optional.of(above.get() + " is no directory, and " + path + " belongs into it");
    }
    Path there = root.resolve(path);
    if (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!isFile(there)) {
      return Optional.of(path + " is there, and is no file");
    }
    boolean mayGo = wanted.hasContentOf(there) || isUnchanged(path) || isOurSums(path);
    return mayGo
        ? Optional.empty()
        : Optional.of(path + " was written or changed by somebody else, and would be lost");
  }

  private boolean isOurSums(String path) throws IOException {
    return path.equals(SUMS)
        && Files.readAllLines(root.resolve(SUMS), StandardCharsets.ISO_8859_1).stream()
            .allMatch(line -> LINE.matcher(line).matches());
  }

  private Optional<String> fileAbove(String path) {
    for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
      Path above = root.resolve(path.substring(0, end));
      if (Files.exists(above, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(above)) {
        return Optional.of(path.substring(0, end));
      }
    }
    return Optional.empty();
  }
}
