package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the author of a job can get wrong fails the task at once, and says how to mend it. */
@WithEngine
class AuthorFaultIT {
  private static final int BAD_JOB = 206;
  private static final int CHILD_FAILED = 195;
  private static final int OUT_OF_MEMORY = 198;

  @TempDir Path directory;
  private TaskHarness task;

  @BeforeEach
  void makeTask() throws IOException {
    task = TaskHarness.in(directory);
  }

  @AfterEach
  void removeTask() {
    task.close();
  }

  @Test
  void everyProblemOfTheJobIsToldWithItsPlace() throws IOException {
    task.file(
        "job.toml",
        """
        image_name = "debian:bookworm-slim"
        workdri = "/app"
        portmap = 8080

        [checkpoint]
        grace = 400
        """);

    assertFails(BAD_JOB);

    assertThat(task.stderr())
        .contains("job.toml:2: unknown key \"workdri\"; did you mean \"workdir\"?")
        .contains("job.toml:3: ")
        .contains("job.toml:6: ");
  }

  @Test
  void tenMegabytesOfGarbageAreNoJob() throws IOException {
    task.file("job.toml", "[[".repeat(5 << 20));

    assertFails(BAD_JOB);

    assertThat(task.stderr()).contains("job.toml");
    assertThat(Files.size(task.slot().stderr())).isLessThan(10_000);
  }

  @Test
  void aJobNeedsNoJobToml() throws IOException {
    Files.delete(task.slot().directory().resolve("job.toml"));
    task.app("echo done > out.txt; exit 3");
    task.file(
        "Dockerfile",
        "FROM %s\nWORKDIR /app\nCMD [\"/app/app.sh\"]\n".formatted(TaskHarness.IMAGE));

    assertFails(3);

    assertThat(task.read("out.txt")).isEqualTo("done\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app/absent", "/etc/passwd"})
  void aProgramThatCannotRunIsNamed(String program) throws IOException {
    task.file(
        "job.toml",
        "image_name = \"%s\"\ncreate_args = \"--entrypoint %s\"\n"
            .formatted(TaskHarness.IMAGE, program));

    assertFails(CHILD_FAILED);

    assertThat(task.stderr()).contains(program);
  }

  static List<Arguments> programsThatNeverStart() {
    String sh = "#!/bin/sh\necho hi\n";
    return List.of(
        arguments("[\"/app/x\"]", "#!/bin/sh\r\necho hi\r\n", true, "has Windows line ends"),
        arguments("[\"/app/x\"]", "#!/usr/bin/env python9\nx\n", true, "script for python9,"),
        arguments("[\"/app/x\"]", "#!/opt/py\nx\n", true, "script for /opt/py, which is not"),
        arguments("[\"/app/x\"]", sh, false, "is not executable: chmod +x"),
        arguments("[\"/app\"]", sh, true, "its program /app is a directory"),
        arguments("[\"/app/x\"]", "", true, "is empty"),
        arguments("[\"/app/x\"]", elf(183, ""), true, "is built for aarch64"),
        arguments("[\"/app/x\"]", elf(62, "/lib/ld-musl-x86_64.so.1"), true, "needs /lib/ld-musl"),
        arguments("./x --fast", elf(183, ""), true, "its program ./x is built for aarch64"),
        arguments("exec ./x", "#!/bin/sh\r\necho hi\r\n", true, "./x has Windows line ends"));
  }

  @ParameterizedTest
  @MethodSource
  void programsThatNeverStart(String command, String content, boolean executable, String said)
      throws IOException {
    task.file(
        "Dockerfile", "FROM %s\nWORKDIR /app\nCMD %s\n".formatted(TaskHarness.IMAGE, command));
    Files.delete(task.slot().directory().resolve("job.toml"));
    Path program = task.slot().directory().resolve("x");
    Files.write(program, content.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(program.toFile().setExecutable(executable)).isTrue();

    assertFails(CHILD_FAILED);

    assertThat(task.stderr()).contains("the app could not be started: its program ", said);
    assertThat(task.stderr()).doesNotContain("the app ended by itself");
  }

  /** An executable for Linux that has no code, in bytes that are characters. */
  private static String elf(int machine, String loader) {
    ByteBuffer elf = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).putShort(16, (short) 3);
    elf.putShort(18, (short) machine).putInt(20, 1).putLong(32, 64);
    elf.putShort(52, (short) 64).putShort(54, (short) 56);
    elf.putShort(56, (short) (loader.isEmpty() ? 0 : 1));
    elf.putInt(64, 3).putLong(72, 128).putLong(96, loader.length() + 1).putLong(104, 64);
    elf.position(128);
    elf.put(loader.getBytes(StandardCharsets.ISO_8859_1));
    return new String(elf.array(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void anAppThatFailsByItselfIsNotSaidNeverToHaveStarted() throws IOException {
    task.app("sh -c 'nosuchprogram'; exit 127");

    assertFails(127);

    assertThat(task.stderr()).contains("the app ended by itself").doesNotContain("its program");
  }

  @Test
  void anAppThatNeedsMoreMemoryThanItsLimitIsToldLimitAndPeak() throws IOException {
    task.job("[limits]\nmemory = \"40m\"\n");
    task.app("exec tail /dev/zero");

    assertFails(OUT_OF_MEMORY);

    assertThat(task.stderr()).contains("ran out of memory", "limit 40 MiB");
  }

  @Test
  void aTalkativeAppLeavesTheTailOfItsOutput() throws IOException {
    task.app("yes 'a line of the app' | head -c 30000000; echo 'the last line'");

    assertFails(0);

    assertThat(task.stderr()).contains("the last line");
    assertThat(Files.size(task.slot().stderr())).isBetween(10_000L, 45_000L);
  }

  private void assertFails(int status) throws IOException {
    assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(status);
    assertThat(task.slot().finish()).content().startsWith(status + "\n");
    assertThat(task.slot().temporaryExit()).doesNotExist();
    assertThat(task.containers()).isEmpty();
  }
}
