package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.harness.Shell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The released executable, typed in a directory that is not a slot; and the jar alone. */
class TypedWordsIT {
  @TempDir private Path directory;
  private Path here = Path.of("");
  private Map<String, String> before = Map.of();

  private record Typed(int status, String output) {}

  /** Somebody's home directory, in which much may be lost. */
  @BeforeEach
  void fillDirectory() throws IOException {
    here = Files.createDirectory(directory.resolve("home"));
    Files.writeString(directory.resolve("elsewhere"), "elsewhere\n");
    for (Path place : List.of(here, Files.createDirectories(here.resolve("a/b/c/d")))) {
      Files.writeString(place.resolve("file"), "mine\n");
      Files.createSymbolicLink(place.resolve("link out"), directory.resolve("elsewhere"));
      Files.createSymbolicLink(place.resolve("link in"), Path.of("file"));
      Files.createSymbolicLink(place.resolve("dangling"), Path.of("/absent/file"));
      Files.createLink(place.resolve("second name"), place.resolve("file"));
      Shell.succeed("mkfifo", place.resolve("fifo").toString());
      try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        socket.bind(UnixDomainSocketAddress.of(place.resolve("socket")));
      }
    }
    Files.writeString(here.resolve("job.toml"), "image_name = \"debian:bookworm-slim\"\n");
    Files.writeString(here.resolve("boinc_finish_called"), "0\n");
    Files.createSymbolicLink(here.resolve("stderr.txt"), directory.resolve("elsewhere"));
    Shell.succeed("mkfifo", here.resolve("boinc_lockfile").toString());
    before = listing();
  }

  /** Every name, what it is, where it leads, what it holds and when it was changed. */
  private Map<String, String> listing() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(here)) {
      for (Path file : files.toList()) {
        all.put(here.relativize(file).toString(), describe(file));
      }
    }
    return all;
  }

  private static String describe(Path file) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    String more = "";
    if (found.isSymbolicLink()) {
      more = " -> " + Files.readSymbolicLink(file);
    } else if (found.isRegularFile()) {
      more = " = " + Files.readString(file);
    }
    return found.fileKey() + " " + found.lastModifiedTime() + more;
  }

  private static String released() {
    String named = System.getProperty("docker-wrapper.program", "");
    assumeFalse(named.isEmpty(), "no -Ddocker-wrapper.program: see bin/test");
    return Path.of(named).toAbsolutePath().toString();
  }

  private Typed typed(List<String> program, String... words) throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(Arrays.asList(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(here.toFile());
    builder.environment().put("HOME", here.toString());
    builder.environment().keySet().removeAll(List.of("DOCKER_WRAPPER_HOME", "XDG_CACHE_HOME"));
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Typed(process.waitFor(), output);
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static List<String> jar() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Dfile.encoding=UTF-8",
        "-Dstderr.encoding=UTF-8",
        "-jar",
        Path.of(System.getProperty("docker-wrapper.jar", "target/docker-wrapper.jar"))
            .toAbsolutePath()
            .toString());
  }

  static Stream<String> refused() {
    return TypedWordsTest.refused();
  }

  /** Not even the place is touched in which the runtime would be unpacked: here, this is it. */
  @ParameterizedTest
  @MethodSource("refused")
  void noWordThatIsNoCommandTouchesTheDirectory(String line) throws IOException {
    Typed typed = typed(List.of(released()), TypedWordsTest.split(line));

    assertThat(typed.status()).as(typed.output()).isEqualTo(ExitCode.USAGE);
    assertThat(typed.output()).contains(here + " is not the slot of a BOINC client");
    assertThat(listing()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dry-rnu job", "foo", "--verbose dry-run", "a\tb", "--", "vresion"})
  void launcherAndJavaSayTheSame(String line) throws IOException {
    String[] words = TypedWordsTest.split(line);

    Typed java = typed(jar(), words);
    Typed launcher = typed(List.of(released()), words);

    assertThat(launcher.status()).isEqualTo(java.status());
    assertThat(launcher.output().replace(released(), "docker-wrapper")).isEqualTo(java.output());
    assertThat(listing()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-V", "--verbose --help", "foo -h", "dry-run . --version", "help run"})
  void questionsAreAnsweredAndTouchNothing(String line) throws IOException {
    List<String> elsewhere =
        List.of("env", "DOCKER_WRAPPER_HOME=" + directory.resolve("store"), released());

    Typed typed = typed(elsewhere, TypedWordsTest.split(line));

    assertThat(typed.status()).as(typed.output()).isZero();
    assertThat(typed.output()).contains("docker-wrapper");
    assertThat(listing()).isEqualTo(before);
  }

  /** What a task needs under names of its own, the author has given to other things. */
  @Test
  void aRunThatWouldHaveToRemoveSomethingIsRefused() throws IOException {
    Typed typed = typed(jar(), "run", ".");

    assertThat(typed.status()).as(typed.output()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(typed.output())
        .contains("stderr.txt is a symbolic link", "boinc_lockfile is a FIFO", "move it away");
    assertThat(listing()).isEqualTo(before);
  }
}
