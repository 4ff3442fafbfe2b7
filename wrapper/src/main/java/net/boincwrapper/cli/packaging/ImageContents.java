package net.boincwrapper.cli.packaging;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an image has installed, by the databases that its package managers keep: dpkg's {@code
 * status}, and the metadata that pip writes for each package. A file that dpkg has installed is no
 * package of pip's.
 *
 * @param packages sorted
 * @param hasDpkg whether there is a database of dpkg
 * @param distribution whose packages dpkg's are, such as {@code ubuntu}, by os-release(5)
 */
public record ImageContents(
    NavigableSet<ImagePackage> packages, boolean hasDpkg, String distribution) {
  /** Distroless images have a file for each package in the directory. */
  private static final Pattern STATUS = Pattern.compile("/var/lib/dpkg/status(\\.d/[^/]+)?");

  private static final Pattern LIST = Pattern.compile("/var/lib/dpkg/info/[^/]+\\.list");

  /** Binary distribution format, and the older one of setuptools. */
  private static final Pattern PYTHON =
      Pattern.compile(".*/([^/]+\\.dist-info/METADATA|[^/]+\\.egg-info(/PKG-INFO)?)");

  /** The first is usually a link to the second. */
  private static final Pattern OS_RELEASE = Pattern.compile("/(etc|usr/lib)/os-release");

  private static final Pattern ID = Pattern.compile("ID=[\"']?([a-z0-9._-]+)[\"']?\\s*");
  private static final String USUAL_DISTRIBUTION = "debian";

  /** What setuptools writes for what it was not told. */
  private static final String NOT_TOLD = "UNKNOWN";

  private static final String INSTALLED = "install ok installed";

  /** Whether a file of an image is one of these databases. */
  static boolean isWanted(String path) {
    return Stream.of(STATUS, LIST, PYTHON, OS_RELEASE).anyMatch(it -> it.matcher(path).matches());
  }

  /**
   * Reads them.
   *
   * @param files of the image, by path
   */
  static ImageContents of(Map<String, byte[]> files) {
    NavigableSet<ImagePackage> packages = new TreeSet<>();
    Set<String> ofDpkg =
        texts(files, LIST).flatMap(String::lines).collect(Collectors.toUnmodifiableSet());
    texts(files, STATUS)
        .flatMap(text -> ControlFields.paragraphs(text).stream())
        .flatMap(fields -> deb(fields).stream())
        .forEach(packages::add);
    files.forEach(
        (path, content) -> {
          if (PYTHON.matcher(path).matches() && !isOfDpkg(path, ofDpkg)) {
            pypi(new String(content, StandardCharsets.UTF_8)).ifPresent(packages::add);
          }
        });
    boolean hasDpkg = files.keySet().stream().anyMatch(path -> STATUS.matcher(path).matches());
    return new ImageContents(packages, hasDpkg, distribution(files));
  }

  private static String distribution(Map<String, byte[]> files) {
    return texts(files, OS_RELEASE)
        .flatMap(String::lines)
        .map(ID::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst()
        .orElse(USUAL_DISTRIBUTION);
  }

  /** A merged {@code /usr} has some files under two names. */
  private static boolean isOfDpkg(String path, Set<String> ofDpkg) {
    return ofDpkg.contains(path) || ofDpkg.contains(path.replaceFirst("^/usr/", "/"));
  }

  private static Stream<String> texts(Map<String, byte[]> files, Pattern which) {
    return files.entrySet().stream()
        .filter(it -> which.matcher(it.getKey()).matches())
        .map(it -> new String(it.getValue(), StandardCharsets.UTF_8));
  }

  /** The files of a distroless image have no status. */
  private static Optional<ImagePackage> deb(Map<String, String> fields) {
    boolean installed = fields.getOrDefault("Status", INSTALLED).equals(INSTALLED);
    return installed
        ? of(ImagePackage.Kind.DEB, fields, "Package", "Maintainer")
        : Optional.empty();
  }

  private static Optional<ImagePackage> pypi(String text) {
    List<Map<String, String>> paragraphs = ControlFields.paragraphs(text);
    return paragraphs.isEmpty()
        ? Optional.empty()
        : of(ImagePackage.Kind.PYPI, paragraphs.get(0), "Name", "Author");
  }

  private static Optional<ImagePackage> of(
      ImagePackage.Kind kind, Map<String, String> fields, String name, String supplier) {
    if (!fields.containsKey(name) || !fields.containsKey("Version")) {
      return Optional.empty();
    }
    return Optional.of(
        new ImagePackage(
            kind,
            String.valueOf(fields.get(name)),
            String.valueOf(fields.get("Version")),
            fields.getOrDefault("Architecture", ""),
            Optional.ofNullable(fields.get(supplier))
                .filter(it -> !it.isBlank() && !it.equals(NOT_TOLD))));
  }
}
