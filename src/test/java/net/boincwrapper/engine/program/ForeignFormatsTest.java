package net.boincwrapper.engine.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignFormatsTest {
  @TempDir Path handlers;

  @ParameterizedTest
  @CsvSource({
    "amd64, 183, aarch64, x86_64",
    "amd64, 243, riscv64, x86_64",
    "amd64, 21, ppc64, x86_64",
    "aarch64, 62, x86_64, aarch64",
    "amd64, 4711, an architecture with the ELF number 4711, x86_64"
  })
  void aProgramOfAnotherArchitectureIsNamed(
      String javaName, int machine, String name, String host) {
    assertThat(new ForeignFormats(javaName, handlers).flaw(elf(machine)))
        .contains("is built for " + name + ", and this host is " + host + ": build it for " + host);
  }

  @ParameterizedTest
  @CsvSource({"amd64, 62", "amd64, 3", "aarch64, 183", "aarch64, 40", "sparcv9, 62"})
  void whatTheHostMayRunIsNotBlamed(String javaName, int machine) {
    assertThat(new ForeignFormats(javaName, handlers).flaw(elf(machine))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "4d5a90000300000004000000ffff0000, Windows",
    "cffaedfe0c00000100000000, macOS",
    "cafebabe0000000201000007, macOS",
    "504b03041400, archive",
    "1f8b0800, archive"
  })
  void whatIsNoProgramOfLinuxIsNamed(String hex, String word) {
    assertThat(new ForeignFormats("amd64", handlers).flaw(HexFormat.of().parseHex(hex)))
        .hasValueSatisfying(text -> assertThat(text).contains(word));
  }

  @Test
  void scriptsAndClassesOfJavaAreLeftAlone() {
    ForeignFormats formats = new ForeignFormats("amd64", handlers);

    assertThat(formats.flaw("echo no shebang\n".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(formats.flaw(HexFormat.of().parseHex("cafebabe0000003d"))).isEmpty();
    assertThat(formats.flaw(new byte[0])).isEmpty();
    assertThat(formats.flaw(new byte[] {0x7f, 'E', 'L', 'F'})).isEmpty();
  }

  /** As qemu-user-static registers it. */
  @Test
  void whatAnEmulatorOfTheHostRunsIsNotBlamed() throws IOException {
    ForeignFormats formats = new ForeignFormats("amd64", handlers);
    Files.writeString(handlers.resolve("status"), "enabled\n");
    String handler =
        "interpreter /usr/bin/qemu-aarch64-static\nflags: F\noffset 0\n"
            + "magic 7f454c460201010000000000000000000200b700\n"
            + "mask ffffffffffffff00fffffffffffffffffeffffff\n";

    Files.writeString(handlers.resolve("qemu-aarch64"), "disabled\n" + handler);
    assertThat(formats.flaw(elf(183))).isPresent();
    Files.writeString(handlers.resolve("qemu-aarch64"), "enabled\n" + handler);
    assertThat(formats.flaw(elf(183))).isEmpty();
    assertThat(formats.flaw(elf(243))).isPresent();
  }

  private static byte[] elf(int machine) {
    byte[] head = new byte[64];
    System.arraycopy(HexFormat.of().parseHex("7f454c46020101"), 0, head, 0, 7);
    head[16] = 2;
    head[18] = (byte) machine;
    head[19] = (byte) (machine >> 8);
    return head;
  }
}
