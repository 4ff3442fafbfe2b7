package net.boincwrapper.cli.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.engine.program.ElfHeader;

/**
 * This program as it is released: what a client starts.
 *
 * @param file the executable
 * @param apiVersion what it says of itself, as the server would find it ({@code
 *     tools/update_versions:get_api_version})
 */
record MainProgram(Path file, String apiVersion) {
  private static final Pattern API = Pattern.compile("API_VERSION_(\\d+\\.\\d+\\.\\d+)\n");
  private static final Pattern RELEASED = Pattern.compile("(docker_wrapper_\\d[\\w.]*?)_.*");
  private static final int HEAD = 4096;
  private static final int CHUNK = 1 << 20;
  private static final int OVERLAP = 64;

  /** Says why a file cannot be an app version's main program. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    Unfit(String message) {
      super(message);
    }
  }

  /**
   * Looks at an executable.
   *
   * @param platform it is to run on
   */
  static MainProgram of(Path file, Platform platform) throws IOException, Unfit {
    if (!Files.isRegularFile(file)) {
      throw new Unfit("is not a file; name the released executable with --program");
    }
    Optional<ElfHeader> header = ElfHeader.of(head(file));
    if (header.isEmpty()) {
      throw new Unfit(
          "is no executable that a client could start without a Java of the host's: it belongs to a"
              + " checkout. Make the released one with bin/bundle, and name it: --program"
              + " target/docker_wrapper_VERSION_"
              + platform.boincName());
    }
    if (header.get().machine() != platform.machine()) {
      throw new Unfit(
          "is for another kind of processor than "
              + platform.boincName()
              + "; name the executable for it with --program, or another --platform");
    }
    return new MainProgram(
        file,
        apiVersion(file)
            .orElseThrow(
                () ->
                    new Unfit(
                        "does not say which version of BOINC's API it has, so it is no released"
                            + " executable of docker-wrapper; name that one with --program")));
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD);
    }
  }

  /** The words may lie across two chunks. */
  private static Optional<String> apiVersion(Path file) throws IOException {
    String before = "";
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
        String text = before + new String(chunk, StandardCharsets.ISO_8859_1);
        Matcher matcher = API.matcher(text);
        if (matcher.find()) {
          return Optional.of(matcher.group(1));
        }
        before = text.substring(Math.max(0, text.length() - OVERLAP));
      }
    }
    return Optional.empty();
  }

  /**
   * Its own name, which no version of an app is part of: a client that has it downloads it once.
   *
   * @param version of this program, where the file's name tells none
   */
  String physicalName(String version, Platform platform, String sha256) {
    Matcher matcher = RELEASED.matcher(String.valueOf(file.getFileName()));
    String stem = matcher.matches() ? matcher.group(1) : "docker_wrapper_" + version;
    return stem + "_" + FileNames.shortened(sha256) + "_" + platform.boincName();
  }
}
