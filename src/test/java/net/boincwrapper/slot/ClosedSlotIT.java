package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An app that closes WORKDIR to its owner, as a wrapper of that user sees it: root may read all. A
 * process of that user looks ({@link ClosedSlotProcess}).
 */
@Timeout(60)
class ClosedSlotIT {
  private static final String USER = "65534";

  @TempDir Path directory;
  private Path slot;

  @BeforeEach
  void slotOfThatUser() throws Exception {
    assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    slot = Files.createDirectories(directory.resolve("slots/0"));
    Files.createDirectories(directory.resolve("projects/P"));
    assertThat(run(List.of("chown", "-R", USER + ":" + USER, directory.toString()))).isEmpty();
  }

  @Test
  void whatItHasClosedOnceIsReadAllTheSame() throws Exception {
    assertThat(look("once")).isEqualTo("wrong 0, unread 0\n");
  }

  @Test
  void nothingIsTakenForGoneHoweverOftenItClosesAndOpens() throws Exception {
    assertThat(look("again-and-again")).startsWith("wrong 0,");
  }

  private String look(String manner) throws Exception {
    return run(
        List.of(
            "setpriv",
            "--reuid",
            USER,
            "--regid",
            USER,
            "--clear-groups",
            "--",
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            placeOf(KnownLinks.class) + ":" + placeOf(ClosedSlotProcess.class),
            ClosedSlotProcess.class.getName(),
            slot.toString(),
            manner));
  }

  private static String run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Path placeOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
