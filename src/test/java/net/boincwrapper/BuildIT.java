package net.boincwrapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.slot.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build itself: the same sources give the same jar, wherever, however often, by whomever. */
class BuildIT {
  private static final Path HOME =
      Path.of(System.getProperty("docker-wrapper.home", "")).toAbsolutePath();

  @TempDir private Path directory;

  @Test
  void aSecondBuildAndOneElsewhereGiveTheSameBytes() throws IOException {
    Path here = checkout("here");
    Path elsewhere = checkout("else where");

    String first = build(here, "C.UTF-8");

    assertThat(build(here, "C.UTF-8")).as("built again").isEqualTo(first);
    assertThat(build(elsewhere, "C")).as("built elsewhere, as bin/bundle does").isEqualTo(first);
  }

  private Path checkout(String name) throws IOException {
    Path copy = Files.createDirectory(directory.resolve(name));
    Shell.succeed(
        "bash",
        "-c",
        "set -o pipefail; cd \"$0\" && git ls-files -z | tar --create --null --files-from=- |"
            + " tar --extract --directory \"$1\"",
        HOME.toString(),
        copy.toString());
    return copy;
  }

  /** Offline: what it takes was there to build the program that is being tested. */
  private static String build(Path checkout, String locale) throws IOException {
    Shell.succeed(
        "env",
        "LC_ALL=" + locale,
        "mvn",
        "--quiet",
        "--batch-mode",
        "--offline",
        "--file",
        checkout.resolve("pom.xml").toString(),
        "-Dmaven.test.skip=true",
        "package");
    byte[] jar = Files.readAllBytes(checkout.resolve("target/docker-wrapper.jar"));
    return Sha256.hex(Sha256.digest().digest(jar));
  }
}
