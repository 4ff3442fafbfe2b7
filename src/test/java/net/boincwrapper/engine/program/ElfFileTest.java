package net.boincwrapper.engine.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElfFileTest {
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final Path file = files.getPath("/solver");

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  @ParameterizedTest
  @CsvSource({
    "64, 62, LITTLE_ENDIAN, x86_64",
    "64, 183, LITTLE_ENDIAN, aarch64",
    "64, 22, BIG_ENDIAN, s390x",
    "32, 3, LITTLE_ENDIAN, i386",
    "32, 8, BIG_ENDIAN, mips"
  })
  void everythingIsReadInEachClassAndByteOrder(
      int bits, int machine, String order, String architecture) throws IOException {
    boolean big = order.equals("BIG_ENDIAN");
    ElfFile elf = read(full(bits, machine, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN));

    assertThat(elf.wide()).isEqualTo(bits == 64);
    assertThat(elf.bigEndian()).isEqualTo(big);
    assertThat(elf.architecture()).isEqualTo(architecture);
    assertThat(elf.loader()).contains("/lib64/ld-linux-x86-64.so.2");
    assertThat(elf.libraries()).containsExactly("libm.so.6", "libc.so.6", "libz.so.1");
    assertThat(elf.searchPaths()).containsExactly("$ORIGIN/lib");
    assertThat(elf.versions().get("libc.so.6")).containsExactly("GLIBC_2.4", "GLIBC_2.34");
    assertThat(elf.highest("GLIBC_")).map(LibraryVersion::toString).contains("GLIBC_2.34");
    assertThat(elf.highest("GLIBCXX_")).isEmpty();
    assertThat(elf.isaNeeded()).hasValue(7);
    assertThat(elf.isProgram()).isTrue();
  }

  private static byte[] full(int bits, int machine, ByteOrder order) {
    return ElfSample.program()
        .type(3)
        .machine(machine)
        .layout(bits, order)
        .loader("/lib64/ld-linux-x86-64.so.2")
        .needs("libm.so.6", "GLIBC_2.29")
        .needs("libc.so.6", "GLIBC_2.4", "GLIBC_2.34")
        .needs("libz.so.1")
        .runPath("$ORIGIN/lib")
        .isa(7)
        .bytes();
  }

  @Test
  void aStaticProgramAsksForNothing() throws IOException {
    ElfFile elf = read(ElfSample.program().bytes());

    assertThat(elf.loader()).isEmpty();
    assertThat(elf.libraries()).isEmpty();
    assertThat(elf.isaNeeded()).isEmpty();
    assertThat(X86Level.of(elf.isaNeeded())).isEmpty();
    assertThat(elf.isProgram()).isTrue();
  }

  @Test
  void aLibraryIsNoProgramAndAStaticPieIsOne() throws IOException {
    assertThat(read(ElfSample.program().type(3).needs("libc.so.6").bytes()).isLibrary()).isTrue();
    assertThat(read(ElfSample.program().type(3).flags(0x08000000).bytes()).isProgram()).isTrue();
    assertThat(read(ElfSample.program().type(1).bytes()).isProgram()).isFalse();
    assertThat(read(ElfSample.program().type(1).bytes()).isLibrary()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, ''", "3, x86-64-v2", "7, x86-64-v3", "15, x86-64-v4", "8, x86-64-v4"})
  void theHighestLevelCounts(int bits, String level) {
    assertThat(X86Level.of(OptionalInt.of(bits)).map(X86Level::toString).orElse(""))
        .isEqualTo(level);
  }

  @Test
  void versionsAreComparedAsNumbers() throws IOException {
    ElfFile elf =
        read(
            ElfSample.program()
                .needs("libc.so.6", "GLIBC_2.9", "GLIBC_2.17", "GLIBC_PRIVATE", "GLIBC_2.2.5")
                .bytes());

    assertThat(elf.highest("GLIBC_")).map(LibraryVersion::toString).contains("GLIBC_2.17");
  }

  @Test
  void whatIsNoElfFileIsNone() throws IOException {
    for (String text :
        new String[] {"", "#!/bin/sh\n", "\u007fELF", "\u007fELG" + " ".repeat(80)}) {
      Files.writeString(file, text, StandardCharsets.ISO_8859_1);
      assertThat(ElfFile.read(file)).as(text).isEmpty();
    }
  }

  /** A cut or damaged file gives less; it never gives an exception, and always an end. */
  @Test
  void noDamageIsAnException() throws IOException {
    byte[] good = full(64, 62, ByteOrder.LITTLE_ENDIAN);
    SplittableRandom random = new SplittableRandom(14);
    for (int round = 0; round < 3000; round++) {
      byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
      for (int hits = random.nextInt(40); bad.length > 20 && hits > 0; hits--) {
        // Behind the magic, and mostly where the tables are.
        int at = 4 + random.nextInt(Math.min(bad.length - 4, random.nextBoolean() ? 400 : 6000));
        bad[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
      }
      Files.write(file, bad);
      assertThat(ElfFile.read(file)).isNotNull();
    }
  }

  @Test
  void aChainOfVersionsThatNeverEndsIsLeft() throws IOException {
    byte[] bytes = ElfSample.program().needs("libc.so.6", "GLIBC_2.4", "GLIBC_2.5").bytes();
    ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    // Each library points at itself by way of an overflow, and has as many versions as can be.
    elf.putShort(1026, (short) 0xffff).putInt(1036, 0xffffffff);

    assertThat(ElfFile.read(Files.write(file, bytes))).isPresent();
  }

  @Test
  void endlessTextsAreNotRead() throws IOException {
    byte[] bytes = Arrays.copyOf(ElfSample.program().loader("/x").bytes(), 64 << 10);
    Arrays.fill(bytes, 1024, bytes.length, (byte) 'x');

    assertThat(read(bytes).loader()).isEmpty();
  }

  private ElfFile read(byte[] bytes) throws IOException {
    Optional<ElfFile> elf = ElfFile.read(Files.write(file, bytes));
    assertThat(elf).isPresent();
    return elf.orElseThrow();
  }
}
