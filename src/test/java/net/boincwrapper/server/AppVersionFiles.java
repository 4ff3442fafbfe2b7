package net.boincwrapper.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.boincwrapper.server.VersionXml.Listed;

/**
 * {@code apps/<app>/<version>/<platform>[__<plan class>]}, as {@code tools/update_versions} takes
 * it.
 */
public final class AppVersionFiles {
  private static final Pattern VERSION = Pattern.compile("(\\d+)(?:\\.(\\d+))?.*");

  /** What the program {@code strings} takes for a line of text. */
  private static final Pattern TEXT = Pattern.compile("[\\t\\x20-\\x7e]{4,}");

  private static final Pattern API_VERSION = Pattern.compile("API_VERSION_(\\d+\\.\\d+\\.\\d+)$");
  private static final String DESCRIPTION = "version.xml";

  private final Path directory;
  private final VersionXml version;

  private AppVersionFiles(Path directory, VersionXml version) {
    this.directory = directory;
    this.version = version;
  }

  /** Reads version.xml. */
  public static AppVersionFiles of(Path directory) throws IOException, Refused {
    Path description = directory.resolve(DESCRIPTION);
    if (!Files.isRegularFile(description)) {
      throw new Refused(directory + " has no version.xml: no file gets its logical name");
    }
    return new AppVersionFiles(directory, VersionXml.parse(Files.readAllBytes(description)));
  }

  VersionXml version() {
    return version;
  }

  public String app() {
    return directory.getParent().getParent().getFileName().toString();
  }

  public String platform() {
    return part(0);
  }

  /** Empty: none. What follows a second {@code __} is lost. */
  public String planClass() {
    return part(1);
  }

  private String part(int index) {
    String[] parts = directory.getFileName().toString().split("__", -1);
    return index < parts.length ? parts[index] : "";
  }

  /** 100 x major + minor; empty where the directory's name is no version. */
  public OptionalInt number() {
    return number(directory.getParent().getFileName().toString());
  }

  static OptionalInt number(String version) {
    Matcher found = VERSION.matcher(version);
    if (!found.matches()) {
      return OptionalInt.empty();
    }
    int major = Integer.parseInt(found.group(1));
    return OptionalInt.of(
        found.group(2) == null ? major : 100 * major + Integer.parseInt(found.group(2)));
  }

  /** Every file that is shipped, sorted by name. */
  public List<Path> shipped() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> !file.getFileName().toString().equals(DESCRIPTION))
          .filter(file -> !file.getFileName().toString().endsWith(".sig"))
          .filter(file -> !Files.isDirectory(file))
          .sorted()
          .toList();
    }
  }

  /** What version.xml says, else what the main program holds. */
  public Optional<String> apiVersion() throws IOException {
    if (version.apiVersion().isPresent()) {
      return version.apiVersion();
    }
    for (Listed file : version.files()) {
      if (file.main()) {
        return apiVersion(Files.readString(directory.resolve(file.physical()), ISO_8859_1));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> apiVersion(String program) {
    return TEXT.matcher(program)
        .results()
        .map(MatchResult::group)
        .map(API_VERSION::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }

  /** Signs what is shipped. */
  public interface Signer {
    /** Lines in hexadecimal, the last one a point. */
    String sign(byte[] file);
  }

  /**
   * The app version's XML, as a client gets it.
   *
   * @param downloads URL before a file's name
   */
  public String xml(String downloads, Signer signer) throws IOException {
    StringBuilder xml = new StringBuilder();
    for (Path file : shipped()) {
      xml.append(fileInfo(file, downloads, signer));
    }
    xml.append("<app_version>\n    <app_name>%s</app_name>\n".formatted(app()));
    xml.append("    <version_num>%d</version_num>\n".formatted(number().orElseThrow()));
    xml.append(apiVersion().map("    <api_version>%s</api_version>\n"::formatted).orElse(""));
    version.files().forEach(file -> xml.append(reference(file)));
    xml.append(version.wrapper() ? "    <is_wrapper/>\n" : "");
    // The scheduler adds them (sched/sched_types.cpp:APP_VERSION::write).
    xml.append("    <platform>%s</platform>\n".formatted(platform()));
    xml.append("    <plan_class>%s</plan_class>\n".formatted(planClass()));
    return xml.append("</app_version>\n").toString();
  }

  private String fileInfo(Path file, String downloads, Signer signer) throws IOException {
    String name = file.getFileName().toString();
    boolean main =
        version.files().stream().anyMatch(one -> one.main() && one.physical().equals(name));
    return "<file_info>\n    <name>%s</name>\n    <url>%s%s</url>\n"
            .formatted(name, downloads, name)
        + (main || Files.isExecutable(file) ? "    <executable/>\n" : "")
        + "    <file_signature>\n"
        + signer.sign(Files.readAllBytes(file))
        + "    </file_signature>\n    <nbytes>%d</nbytes>\n</file_info>\n"
            .formatted(Files.size(file));
  }

  private static String reference(Listed file) {
    return "<file_ref>\n    <file_name>%s</file_name>\n".formatted(file.physical())
        + (file.logical().isEmpty()
            ? ""
            : "    <open_name>%s</open_name>\n".formatted(file.logical()))
        + (file.copy() ? "    <copy_file/>\n" : "")
        + (file.main() ? "    <main_program/>\n" : "")
        + "</file_ref>\n";
  }
}
