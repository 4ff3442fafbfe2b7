package net.boincwrapper.bundle;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the executable unpacks, and what it is made of. */
class UnpackingIT {
  private static final int MOST_BYTES = 32_000_000;

  @TempDir private Path directory;
  private Path program = Path.of("");
  private Path store = Path.of("");

  @BeforeEach
  void find() {
    program = Bundle.underTest();
    store = directory.resolve("store");
  }

  private ProcessBuilder version() {
    ProcessBuilder builder = new ProcessBuilder(program.toString(), "--version");
    builder.environment().put("DOCKER_WRAPPER_HOME", store.toString());
    builder.redirectErrorStream(true).directory(directory.toFile());
    return builder;
  }

  private String printVersion() throws IOException {
    return new String(version().start().getInputStream().readAllBytes()).strip();
  }

  @Test
  void manyFirstStartsUnpackOnce() throws Exception {
    List<Process> all = new ArrayList<>();
    List<CompletableFuture<Object>> unpacked = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Process one = version().start();
      all.add(one);
      unpacked.add(one.onExit().thenApply(ended -> identityOfUnpacked()));
    }
    for (Process one : all) {
      assertThat(new String(one.getInputStream().readAllBytes())).startsWith("docker-wrapper 0");
      assertThat(one.waitFor()).isZero();
    }
    // Who unpacks once more puts another directory there.
    assertThat(unpacked.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    try (Stream<Path> left = Files.list(store)) {
      assertThat(left.filter(Files::isDirectory).map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "java", "ends", Bundle.unpacked(store).getFileName().toString());
    }
  }

  private Object identityOfUnpacked() {
    try {
      return Files.readAttributes(Bundle.unpacked(store), BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsDamagedIsMadeAnew() throws IOException {
    assertThat(printVersion()).startsWith("docker-wrapper 0");
    Path jar = Bundle.unpacked(store).resolve("docker-wrapper.jar");
    String whole = Bundle.hash(Files.readAllBytes(jar));
    FileTime time = Files.getLastModifiedTime(jar);

    Files.writeString(jar, "damaged");
    Files.setLastModifiedTime(jar, time);
    assertThat(printVersion()).startsWith("docker-wrapper 0");
    assertThat(Bundle.hash(Files.readAllBytes(jar))).isEqualTo(whole);

    Files.delete(Bundle.unpacked(store).resolve("jre/lib/modules"));
    assertThat(printVersion()).startsWith("docker-wrapper 0");

    flip(jar, Files.size(jar) / 2);
    Files.setLastModifiedTime(jar, time);
    assertThat(printVersion()).startsWith("docker-wrapper 0");
    assertThat(Bundle.hash(Files.readAllBytes(jar))).isEqualTo(whole);
  }

  /** Changes one byte of a file, and not its size. */
  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(at);
      int before = open.read();
      open.seek(at);
      open.write(before ^ 1);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9})
  void aDamagedExecutableUnpacksNothing(double where) throws IOException {
    Path damaged = Files.copy(program, directory.resolve("damaged"), COPY_ATTRIBUTES);
    // The launcher itself is less than a tenth of it.
    flip(damaged, (long) (Files.size(damaged) * where));
    ProcessBuilder start = version().command(damaged.toString(), "--version");

    String said = new String(start.start().getInputStream().readAllBytes());

    assertThat(said).contains("unpacking").doesNotContain("docker-wrapper 0");
    try (Stream<Path> left = Files.list(store)) {
      assertThat(left.filter(Files::isDirectory).map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrder("java", "ends");
    }
  }

  /** As a kill, or a loss of power, leaves it; else a small disk would never again have room. */
  @Test
  void whatACutShortUnpackingHasLeftGoesFirst() throws IOException {
    Files.createDirectory(store);
    Shell.succeed("mount", "-t", "tmpfs", "-o", "size=180m", "tmpfs", store.toString());
    try {
      Path left = Files.createDirectories(store.resolve(".new-abcdef/jre/lib")).resolve("modules");
      Shell.succeed("dd", "if=/dev/zero", "bs=1M", "count=90", "of=" + left);

      assertThat(printVersion()).startsWith("docker-wrapper 0");
      assertThat(store.resolve(".new-abcdef")).doesNotExist();
    } finally {
      Shell.succeed("umount", store.toString());
    }
  }

  @Test
  void theVersionBeforeGoesAtTheFirstStartAfterABoot() throws IOException {
    printVersion();
    Path stamp = store.resolve(Bundle.unpacked(store).getFileName() + ".stamp");
    Path unused = version("unused");
    assertThat(printVersion()).startsWith("docker-wrapper 0");
    assertThat(unused).exists();

    Files.writeString(stamp, Files.readString(stamp).replaceFirst("^\\S+", "another-boot"));
    assertThat(printVersion()).startsWith("docker-wrapper 0");
    assertThat(unused).doesNotExist();
  }

  @Test
  void anOldVersionGoesWhenANewOneComesUnlessItIsUsed() throws Exception {
    Files.createDirectory(store);
    Path unused = version("unused");
    Path recent = version("recent");
    Files.setLastModifiedTime(store.resolve("recent.use"), FileTime.from(Instant.now()));
    Path used = version("used");
    Process user =
        new ProcessBuilder("flock", "--shared", store.resolve("used.use").toString(), "cat")
            .start();
    try {
      Shell.succeed(
          "bash",
          "-c",
          "while flock -n \"$0\" true; do sleep 0.05; done",
          store.resolve("used.use").toString());
      Files.setLastModifiedTime(store.resolve("used.use"), longAgo());

      printVersion();
    } finally {
      user.destroy();
    }
    assertThat(unused).doesNotExist();
    assertThat(recent).exists();
    assertThat(used).exists();
  }

  private Path version(String name) throws IOException {
    Files.createFile(store.resolve(name + ".use"));
    Files.setLastModifiedTime(store.resolve(name + ".use"), longAgo());
    return Files.createFile(Files.createDirectory(store.resolve(name)).resolve("file"));
  }

  private static FileTime longAgo() {
    return FileTime.from(Instant.now().minus(30, ChronoUnit.DAYS));
  }

  @Test
  void itIsStaticSmallAndTellsItsApiVersion() throws IOException {
    assertThat(Files.size(program)).isLessThan(MOST_BYTES);
    assertThat(Shell.run("ldd", program.toString()).output()).contains("not a dynamic executable");
    assertThat(Shell.succeed("grep", "-a", "-c", "-x", "API_VERSION_8.3.0", program.toString()))
        .isEqualTo("1");
  }

  /** As long as the task lasts; what it takes to unpack is given back. */
  @ParameterizedTest
  @ValueSource(strings = {"first", "next"})
  void theLauncherWaitsInLessThanAMegabyte(String start) throws IOException {
    if (start.equals("next")) {
      printVersion();
    }
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.by(program.toString()).engine("unix://" + directory.resolve("absent.sock"));
      task.environment("DOCKER_WRAPPER_HOME", store.toString());

      RunningWrapper wrapper =
          task.launch().awaitStatus("Java has begun", status -> status.cpuSeconds() >= 0);

      assertThat(Bundle.kilobytes(wrapper.process())).isLessThan(Bundle.MOST_KILOBYTES);
    }
  }

  /** What {@code ExitOnOutOfMemoryError} does is the launcher's to hear of: status 3. */
  @Test
  void outOfMemoryEndsJavaInWhateverThread() throws IOException {
    printVersion();
    for (String thread : List.of("main", "other")) {
      Path unpacked = Bundle.unpacked(store);
      assertThat(
              Shell.run(
                      unpacked.resolve("jre/bin/java").toString(),
                      "@" + unpacked.resolve("java.options"),
                      "-cp",
                      System.getProperty("java.class.path"),
                      Hungry.class.getName(),
                      thread)
                  .status())
          .isEqualTo(3);
    }
  }

  /** From the sources on, the jar included. */
  @Test
  @Tag("heavy")
  void aSecondBuildElsewhereGivesTheSameBytes() throws IOException {
    Path home = Path.of(System.getProperty("docker-wrapper.home", "")).toAbsolutePath();
    Path elsewhere = Files.createDirectory(directory.resolve("else where"));
    Shell.succeed(
        "bash",
        "-c",
        "set -o pipefail; cd \"$0\" && git ls-files -z | tar --create --null --files-from=- |"
            + " tar --extract --directory \"$1\" && \"$1/bin/bundle\"",
        home.toString(),
        elsewhere.toString());

    assertThat(elsewhere.resolve("target").resolve(program.getFileName()))
        .hasSameBinaryContentAs(program);
  }
}
