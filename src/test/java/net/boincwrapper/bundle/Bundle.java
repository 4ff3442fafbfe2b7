package net.boincwrapper.bundle;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.slot.Sha256;

/** The executable under test, as a file. */
final class Bundle {
  private static final int LAST_LINE = 57;

  /** What the launcher may hold resident while it waits for Java. Measured: 740. */
  static final int MOST_KILOBYTES = 1000;

  private Bundle() {}

  /** The running test is skipped where {@code docker-wrapper.program} names none. */
  static Path underTest() {
    String named = System.getProperty("docker-wrapper.program", "");
    assumeFalse(named.isEmpty(), "no -Ddocker-wrapper.program: see bin/test");
    return Path.of(named).toAbsolutePath();
  }

  /** As the launcher's list of files has it. */
  static String hash(byte[] file) {
    return Sha256.hex(Sha256.digest().digest(file));
  }

  /**
   * The same launcher, with a shell script in Java's place: for what Java can hardly be made to do.
   */
  static Path withScriptForJava(Path directory, String script) throws IOException {
    byte[] bundle = Files.readAllBytes(underTest());
    byte[] java = ("#!/bin/sh\n" + script).getBytes(StandardCharsets.UTF_8);
    String list = "mtime 1\n%s 755 %d jre/bin/java\n".formatted(hash(java), java.length);
    int launcher = (int) HexFormat.fromHexDigitsToLong(lastLine(bundle).substring(23, 39));
    Path plain = Files.write(directory.resolve("java"), java);
    Path packed = directory.resolve("java.zst");
    Shell.succeed("zstd", "-q", "-f", plain.toString(), "-o", packed.toString());
    Path made = directory.resolve("launcher");
    try (var out = Files.newOutputStream(made)) {
      out.write(bundle, 0, launcher);
      out.write(list.getBytes(StandardCharsets.UTF_8));
      out.write(Files.readAllBytes(packed));
      out.write(
          "docker-wrapper-payload %016x %016x\n"
              .formatted(launcher, launcher + list.length())
              .getBytes(StandardCharsets.UTF_8));
    }
    Shell.succeed("chmod", "755", made.toString());
    return made;
  }

  /** Unpacks it into a store, as its first start does. */
  static void unpackInto(Path store) {
    Shell.succeed("env", "DOCKER_WRAPPER_HOME=" + store, underTest().toString(), "--version");
  }

  /** Where in such a store the files are. */
  static Path unpacked(Path store) throws IOException {
    try (var entries = Files.newDirectoryStream(store, "*.use")) {
      String use = entries.iterator().next().getFileName().toString();
      return store.resolve(use.substring(0, use.length() - ".use".length()));
    }
  }

  /** What a process holds resident. */
  static int kilobytes(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Integer.valueOf(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static String lastLine(byte[] bundle) {
    return new String(
        Arrays.copyOfRange(bundle, bundle.length - LAST_LINE, bundle.length),
        StandardCharsets.US_ASCII);
  }
}
