package net.boincwrapper.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.boincwrapper.server.VersionXml.Listed;

/** What {@code tools/update_versions} and the client want of {@code apps/}. */
public final class AppVersionRules {
  /** Names go unquoted through a shell and into SQL. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** It goes into XML and SQL as it is; clients refuse {@code %}. */
  private static final Pattern LOGICAL_PART = Pattern.compile("[ -~&&[^'\"&<>\\\\%]]+");

  private static final Pattern VERSION = Pattern.compile("(0|[1-9]\\d*)\\.(0|[1-9]\\d?)");
  private static final Pattern API_VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.\\d+");

  /** {@code client/client_types.h:FILE_INFO} has 256 bytes for it. */
  private static final int LONGEST_NAME = 255;

  /** {@code db/boinc_db_types.h:APP_VERSION_XML_BLOB_SIZE}. */
  private static final int MOST_XML = 262_144;

  /** Of {@code tools/project.xml}, those on which the program runs. */
  private static final Set<String> PLATFORMS =
      Set.of("x86_64-pc-linux-gnu", "aarch64-unknown-linux-gnu");

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Path> download = new HashMap<>();
  private final Set<String> versions = new HashSet<>();

  private AppVersionRules() {}

  /** What is wrong with all app versions below {@code apps/}, of whatever app. */
  public static List<String> problems(Path apps) throws IOException {
    AppVersionRules rules = new AppVersionRules();
    for (Path app : visible(apps)) {
      rules.check(NAME.matcher(name(app)).matches(), app, "no app's name");
      for (Path version : visible(app)) {
        rules.version(app, version);
      }
    }
    return rules.problems;
  }

  /** All app versions below {@code apps/}. */
  public static List<AppVersionFiles> versions(Path apps) throws IOException, Refused {
    List<AppVersionFiles> all = new ArrayList<>();
    for (Path app : visible(apps)) {
      for (Path version : visible(app)) {
        for (Path directory : visible(version)) {
          all.add(AppVersionFiles.of(directory));
        }
      }
    }
    return all;
  }

  private void version(Path app, Path version) throws IOException {
    check(VERSION.matcher(name(version)).matches(), version, "no version major.minor, 0 to 99");
    for (Path directory : visible(version)) {
      OptionalInt number = AppVersionFiles.number(name(version));
      check(
          versions.add(name(app) + " " + number + " " + name(directory)),
          directory,
          "the number of another version: skipped silently");
      try {
        directory(directory, AppVersionFiles.of(directory));
      } catch (Refused e) {
        problems.add(e.getMessage());
      }
    }
  }

  private void directory(Path directory, AppVersionFiles files) throws IOException {
    check(PLATFORMS.contains(files.platform()), directory, "no platform of ours");
    check(name(directory).split("__", -1).length <= 2, directory, "its plan class would be cut");
    for (Path entry : visible(directory)) {
      check(!Files.isDirectory(entry), entry, "a directory is not shipped");
      check(!Files.isSymbolicLink(entry), entry, "a symbolic link");
    }
    for (Path file : files.shipped()) {
      shipped(file, files.version());
    }
    listed(directory, files.version());
    apiVersion(directory, files);
    int length = files.xml("http://server/download/", any -> "0".repeat(270)).length();
    check(length < MOST_XML, directory, "too many files for the database");
  }

  private void shipped(Path file, VersionXml version) throws IOException {
    String name = name(file);
    check(NAME.matcher(name).matches(), file, "no physical name: it goes through a shell");
    check(!name.contains(".sig"), file, "taken for a signature");
    check(name.length() <= LONGEST_NAME, file, "too long a name");
    check(
        version.files().stream().anyMatch(one -> one.physical().equals(name)),
        file,
        "is shipped, and version.xml does not name it");
    Path other = download.putIfAbsent(name, file);
    check(
        other == null || Arrays.equals(Files.readAllBytes(other), Files.readAllBytes(file)),
        file,
        "other bytes under a physical name that is taken");
  }

  private void listed(Path directory, VersionXml version) {
    version.unknown().forEach(key -> check(false, directory, "<" + key + "> is no key"));
    Set<String> physical = new HashSet<>();
    Set<String> logical = new HashSet<>();
    for (Listed file : version.files()) {
      Path path = directory.resolve(file.physical());
      check(Files.isRegularFile(path), path, "is listed in version.xml but not present");
      check(physical.add(file.physical()), path, "is listed twice");
      String open = file.logical().isEmpty() ? file.physical() : file.logical();
      check(logical.add(open), path, "a logical name that is taken: " + open);
      check(
          Stream.of(open.split("/", -1)).allMatch(AppVersionRules::isLogical),
          path,
          "no logical name: " + open);
    }
    long mains = version.files().stream().filter(Listed::main).count();
    check(mains == 1, directory, mains + " main programs, not one");
    check(version.wrapper(), directory, "no <is_wrapper/>");
  }

  /** From 7.5 on a client appends no {@code --device} ({@code client/app_start.cpp}). */
  private void apiVersion(Path directory, AppVersionFiles files) throws IOException {
    var found = API_VERSION.matcher(files.apiVersion().orElse(""));
    check(
        found.matches()
            && 100 * Integer.parseInt(found.group(1)) + Integer.parseInt(found.group(2)) >= 705,
        directory,
        "no API version from 7.5 on: " + files.apiVersion().orElse("none"));
  }

  private void check(boolean holds, Path what, String problem) {
    if (!holds) {
      problems.add(what + ": " + problem);
    }
  }

  private static boolean isLogical(String part) {
    return LOGICAL_PART.matcher(part).matches() && !part.contains("..") && !part.equals(".");
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private static List<Path> visible(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(path -> !name(path).startsWith(".")).sorted().toList();
    }
  }
}
