package net.boincwrapper.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.engine.program.ElfSample;
import net.boincwrapper.image.BuildPlatform;
import net.boincwrapper.image.DockerfileReader;
import net.boincwrapper.image.ImageRecipe;
import net.boincwrapper.job.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobProgramsTest {
  private static final String GLIBC = "/lib64/ld-linux-x86-64.so.2";
  private static final String MUSL = "/lib/ld-musl-x86_64.so.1";
  private static final String SOLVER = "WORKDIR /app\nCMD [\"./solver\"]\n";

  private final FileSystem files =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder().setAttributeViews("basic", "posix").build());
  private final Path directory = files.getPath("/home/author/ising");

  @BeforeEach
  void makeJob() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("job.toml"), "workdir = \"/app\"\n");
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  @Test
  void aStaticProgramRunsEverywhere() throws IOException {
    program("solver", ElfSample.program());

    assertThat(problems("FROM scratch\n" + SOLVER)).isEmpty();
    assertThat(problems("FROM alpine:3.20\n" + SOLVER)).isEmpty();
  }

  @Test
  void anotherArchitectureIsAnErrorForWhatIsStartedAndAWarningElsewhere() throws IOException {
    int other = System.getProperty("os.arch").equals("aarch64") ? 62 : 183;
    program("solver", ElfSample.program().machine(other));

    assertThat(problems("FROM debian:12\n" + SOLVER))
        .singleElement()
        .asString()
        .startsWith("solver: is built for ")
        .contains(": build it for ");
    assertThat(problems("FROM debian:12\nCMD [\"sh\", \"x.sh\"]\n"))
        .singleElement()
        .asString()
        .startsWith("solver: warning: is built for ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alpine:3.20       | /lib64/ld-linux-x86-64.so.2 | (glibc's), and alpine:3.20 has musl's, so it cannot start
          python:3.12-alpine| /lib64/ld-linux-x86-64.so.2 | has musl's
          debian:12-slim    | /lib/ld-musl-x86_64.so.1    | (musl's), and debian:12-slim has glibc's, so it cannot start
          python:3          | /lib/ld-musl-x86_64.so.1    | has glibc's
          scratch           | /lib64/ld-linux-x86-64.so.2 | an image FROM scratch has none
          ubuntu:24.04      | /lib/ld-linux.so.2          | is a 32-bit program
          """)
  void aLoaderThatTheBaseDoesNotHaveIsAnError(String base, String loader, String told)
      throws IOException {
    program("solver", ElfSample.program().loader(loader).needs("libc"));

    assertThat(problems("FROM " + base + "\n" + SOLVER))
        .singleElement()
        .asString()
        .startsWith("solver: ")
        .doesNotContain("warning")
        .contains(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM alpine:3.20\nRUN apk add gcompat\n",
        "FROM alpine:3.20\nCOPY --from=debian:12 /lib64 /lib64\n",
        "FROM example/with-glibc:1\n",
        "ARG BASE\nFROM $BASE\n",
        "FROM debian:12\n",
        "FROM alpine:3.20 AS build\nRUN make\nFROM debian:12\n",
        "FROM debian:12 AS base\nFROM base\n"
      })
  void whatMayHaveTheLoaderIsNotBlamed(String begin) throws IOException {
    program("solver", ElfSample.program().loader(GLIBC).needs("libc.so.6", "GLIBC_2.34"));

    assertThat(problems(begin + SOLVER)).isEmpty();
  }

  @Test
  void aLoaderOfTheBuildMachineIsAWarning() throws IOException {
    program("solver", ElfSample.program().loader("/nix/store/x-glibc/lib/ld-linux-x86-64.so.2"));

    assertThat(problems("FROM debian:12\n" + SOLVER))
        .singleElement()
        .asString()
        .contains("warning: needs the loader /nix/store/", "a path of the machine");
  }

  @ParameterizedTest
  @CsvSource({
    "debian:bookworm-slim, GLIBC_2.38, GLIBC_2.36",
    "debian:11.9, GLIBC_2.32, GLIBC_2.31",
    "ubuntu:22.04, GLIBC_2.38, GLIBC_2.35",
    "python:3.12-slim-bookworm, GLIBC_2.41, GLIBC_2.36",
    "debian:12, GLIBCXX_3.4.32, GLIBCXX_3.4.30"
  })
  void aBaseWithOlderLibrariesIsAnError(String base, String needs, String has) throws IOException {
    program("solver", ElfSample.program().loader(GLIBC).needs("libc.so.6", needs));

    assertThat(problems("FROM " + base + "\n" + SOLVER))
        .containsExactly(
            "solver: needs "
                + needs
                + ", and "
                + base
                + " has no more than "
                + has
                + ", so it cannot start: build it on "
                + base
                + " itself, in a build stage of the Dockerfile, or take a newer base");
  }

  @Test
  void aLibraryThatDebianDoesNotInstallIsNamedWithItsPackage() throws IOException {
    program("solver", ElfSample.program().loader(GLIBC).needs("libgomp.so.1").needs("libm.so.6"));

    assertThat(problems("FROM debian:12\n" + SOLVER))
        .singleElement()
        .asString()
        .contains("warning: needs libgomp.so.1, which debian:12 does not have")
        .endsWith("apt-get install -y --no-install-recommends libgomp1");
    assertThat(problems("FROM debian:12\nRUN apt-get install libgomp1\n" + SOLVER)).isEmpty();
    program("lib/libgomp.so.1", ElfSample.program().type(3));
    assertThat(problems("FROM debian:12\n" + SOLVER)).isEmpty();
  }

  @Test
  void theLevelIsForThePlanClassToDemand() throws IOException {
    program("solver", ElfSample.program().isa(7));

    assertThat(problems("FROM debian:12\n" + SOLVER))
        .containsExactly(
            "solver: warning: needs a CPU of x86-64-v3 and ends with SIGILL on an older one: let"
                + " its plan class demand <cpu_feature>avx2</cpu_feature>"
                + "<cpu_feature>bmi2</cpu_feature><cpu_feature>fma</cpu_feature>, or build it for"
                + " x86-64");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY solver /usr/local/bin/\nCMD [\"solver\"]\n",
        "COPY ./solver /opt/run\nENTRYPOINT [\"/opt/run\", \"--fast\"]\nCMD [\"1\"]\n",
        "WORKDIR /opt\nCOPY . tool\nCMD [\"/opt/tool/solver\"]\n",
        "CMD [\"/app/solver\"]\n",
        "CMD [\"/app/../app/solver\"]\n"
      })
  void whatIsStartedIsFoundInTheSlotAndBehindCopy(String end) throws IOException {
    script("solver", "#!/bin/sh\r\necho\r\n", "rwxr-xr-x");

    assertThat(problems("FROM debian:12\n" + end))
        .containsExactly(
            "solver: has Windows line ends, so the interpreter in its first line is not found:"
                + " save it with Unix line ends (LF)");
  }

  @Test
  void createArgsMayNameTheProgram() throws IOException {
    Files.writeString(
        directory.resolve("job.toml"),
        "workdir = \"/app\"\nimage_name = \"alpine:3.20\"\ncreate_args = \"--entrypoint ./solver\"\n");
    program("solver", ElfSample.program().loader(GLIBC));

    assertThat(problems("")).singleElement().asString().contains("has musl's");
  }

  @Test
  void whatAStepMayBringAlongIsAWarning() throws IOException {
    program("solver", ElfSample.program().loader(GLIBC).needs("libc.so.6", "GLIBC_2.41"));

    assertThat(problems("FROM debian:12\nRUN install-newer-libraries\n" + SOLVER))
        .singleElement()
        .asString()
        .startsWith("solver: warning: needs GLIBC_2.41");
  }

  @Test
  void aLibraryOfTheJobsOwnIsNotMissed() throws IOException {
    program("solver", ElfSample.program().loader(GLIBC).needs("libstdc++.so.6", "GLIBCXX_3.4.32"));
    script("libstdc++.so.6", "", "rw-r--r--");

    assertThat(problems("FROM debian:12\n" + SOLVER)).isEmpty();
  }

  @Test
  void theCompilersImageHasItsOwnLibrary() throws IOException {
    program("solver", ElfSample.program().loader(GLIBC).needs("libstdc++.so.6", "GLIBCXX_3.4.32"));

    assertThat(problems("FROM gcc:13-bookworm\n" + SOLVER)).isEmpty();
  }

  @Test
  void aProgramThatAStepInstallsNeedNotBeExecutable() throws IOException {
    script("solver", "#!/bin/sh", "rw-r--r--");

    assertThat(problems("FROM debian:12\nRUN install-it\n" + SOLVER))
        .singleElement()
        .asString()
        .startsWith("solver: warning: is what the container starts, and is not executable");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          echo       | rwxr-xr-x | warning: is what the container starts, and its first line names no interpreter
          #!/bin/sh  | rw-r--r-- | is what the container starts, and is not executable: chmod +x it
          ''         | rwxr-xr-x | is what the container starts, and is empty
          MZ         | rwxr-xr-x | is a program for Windows
          #!/usr/bin/env python3 | rwxr-xr-x | warning: is a script for python3, which debian:12 does not have
          """)
  void whatIsStartedMustBeAbleToRun(String content, String mode, String told) throws IOException {
    script("solver", content, mode);

    assertThat(problems("FROM debian:12\n" + SOLVER))
        .singleElement()
        .asString()
        .startsWith("solver: " + told);
  }

  @ParameterizedTest
  @CsvSource({
    "debian:12, '#!/bin/bash', ''",
    "debian:12, '#!/usr/bin/perl', ''",
    "alpine:3.20, '#!/bin/sh', ''",
    "alpine:3.20, '#!/bin/bash', bash",
    "python:3.12, '#!/usr/bin/env python3', ''",
    "python:3.12-alpine, '#!/usr/bin/env python3', ''",
    "scratch, '#!/bin/sh', sh"
  })
  void theInterpreterMustBeInTheBase(String base, String line, String missing) throws IOException {
    script("solver", line + "\n", "rwxr-xr-x");

    List<String> told = problems("FROM " + base + "\n" + SOLVER);

    assertThat(told).hasSize(missing.isEmpty() ? 0 : 1);
    assertThat(String.join("", told)).contains(missing);
  }

  @Test
  void dataIsLeftAlone() throws IOException {
    script("data.csv", "1,2\r\n", "rw-r--r--");
    script("notes.sh", "#!/bin/sh\r\n", "rw-r--r--");
    script("tool.exe", "MZ", "rwxr-xr-x");
    program("x.o", ElfSample.program().type(1));

    assertThat(problems("FROM debian:12\nCMD [\"sh\", \"notes.sh\"]\n")).isEmpty();
  }

  @Test
  void theFactsAreOneLineEach() throws IOException {
    program("solver", ElfSample.program().loader(MUSL).needs("libc.musl-x86_64.so.1"));
    program("fast", ElfSample.program().isa(3));
    program(
        "tool",
        ElfSample.program()
            .loader(GLIBC)
            .needs("libstdc++.so.6", "GLIBCXX_3.4.9", "GLIBCXX_3.4.21")
            .needs("libc.so.6", "GLIBC_2.34"));
    program("lib/libx.so", ElfSample.program().machine(183).type(3));

    assertThat(look("FROM alpine:3.20\n" + SOLVER).lines())
        .startsWith(
            "solver: x86_64, needs " + MUSL + ", libc.musl-x86_64.so.1",
            "fast: x86-64-v2, linked statically",
            "lib/libx.so: aarch64 library, needs nothing",
            "tool: x86_64, needs "
                + GLIBC
                + ", libstdc++.so.6, libc.so.6, GLIBC_2.34, GLIBCXX_3.4.21")
        .hasSize(5)
        .last()
        .asString()
        .startsWith("(Most programs carry no note");
  }

  private List<String> problems(String dockerfile) throws IOException {
    return look(dockerfile).problems().stream().map(Problem::toString).toList();
  }

  private JobPrograms look(String dockerfile) throws IOException {
    if (!dockerfile.isEmpty()) {
      Files.writeString(directory.resolve("Dockerfile"), dockerfile);
    }
    JobFolder folder = JobFolder.read(directory, "job.toml", "Dockerfile");
    var job = folder.job().job().orElseThrow();
    return JobPrograms.of(
        folder,
        job.imageName()
            .map(image -> ImageRecipe.named(image, job))
            .orElseGet(
                () ->
                    ImageRecipe.of(
                        DockerfileReader.read("Dockerfile", dockerfile),
                        job,
                        BuildPlatform.of("amd64"))));
  }

  private void program(String name, ElfSample sample) throws IOException {
    write(name, sample.bytes(), "rwxr-xr-x");
  }

  private void script(String name, String text, String mode) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8), mode);
  }

  private void write(String name, byte[] content, String mode) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
