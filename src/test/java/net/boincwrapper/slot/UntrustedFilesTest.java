package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.boincwrapper.slot.UntrustedFiles.Reading;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class UntrustedFilesTest {
  @TempDir Path directory;
  private SlotLayout layout;
  private UntrustedFiles files;

  @BeforeEach
  void slot() throws Exception {
    layout = Slots.in(directory);
    files = new UntrustedFiles(layout.directory());
  }

  @Test
  void readsAFileInASubdirectory() throws Exception {
    Files.createDirectories(layout.directory().resolve("a/b"));
    Files.writeString(layout.directory().resolve("a/b/c"), "hello");

    assertThat(files.read("a/b/c", 5).text()).contains("hello");
    assertThat(files.stat("a/b/c").orElseThrow().bytes()).isEqualTo(5);
  }

  @Test
  void refusesAByteTooMany() throws Exception {
    Files.writeString(layout.directory().resolve("big"), "123456");

    assertThat(files.read("big", 5)).isEqualTo(new Reading.Refused("big is larger than 5 bytes"));
  }

  @Test
  void takesALinkForAbsentWhereverItLeads() throws Exception {
    Path canary = Files.writeString(directory.resolve("canary"), "secret");
    Files.createSymbolicLink(layout.directory().resolve("out"), canary);
    Files.writeString(layout.directory().resolve("plain"), "x");
    Files.createSymbolicLink(layout.directory().resolve("in"), Path.of("plain"));

    assertThat(files.read("out", 100)).isInstanceOf(Reading.Absent.class);
    assertThat(files.read("in", 100)).isInstanceOf(Reading.Absent.class);
    assertThat(files.stat("out")).isEmpty();
  }

  @Test
  void followsNoLinkOnTheWay() throws Exception {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("canary"), "secret");
    Files.createSymbolicLink(layout.directory().resolve("sub"), outside);

    assertThat(files.read("sub/canary", 100)).isInstanceOf(Reading.Absent.class);
    assertThat(files.stat("sub/canary")).isEmpty();
  }

  @Test
  void refusesAFifoAndADirectoryWithoutOpeningThem() throws Exception {
    Slots.fifo(layout.directory().resolve("fifo"));
    Files.createDirectory(layout.directory().resolve("dir"));

    assertThat(files.read("fifo", 100))
        .isEqualTo(new Reading.Refused("fifo is a FIFO, socket or device, not a regular file"));
    assertThat(files.read("dir", 100))
        .isEqualTo(new Reading.Refused("dir is a directory, not a regular file"));
    assertThat(files.stat("fifo")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../x", "a/../../x", "/etc/hostname", "./x", "a\0b"})
  void refusesNamesThatAreNotPlain(String name) {
    assertThat(files.read(name, 100)).isInstanceOf(Reading.Refused.class);
    assertThat(files.stat(name)).isEmpty();
  }

  @Test
  void doesNotTouchTheLockFile() throws Exception {
    Files.createFile(layout.lock());

    assertThat(files.read(SlotLayout.LOCK, 100)).isInstanceOf(Reading.Refused.class);
  }

  @Test
  void tellsAFileFromItsSuccessor() throws Exception {
    Path file = Files.writeString(layout.directory().resolve("state"), "1");
    String before = files.stat("state").orElseThrow().identity();
    Path next = Files.writeString(layout.directory().resolve("state.new"), "2");
    Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThat(files.stat("state").orElseThrow().identity()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"0.25, 0.25", "'  1\n', 1", "5e-1 done, .5", "0, 0"})
  void readsAFraction(String text, double value) throws Exception {
    Files.writeString(layout.directory().resolve("fraction_done"), text);

    assertThat(files.readFraction("fraction_done")).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1.01", "-0.1", "nan", "inf", "0x1p-1", "half", "1e9999"})
  void takesNothingElseForAFraction(String text) throws Exception {
    Files.writeString(layout.directory().resolve("fraction_done"), text);

    assertThat(files.readFraction("fraction_done")).isEmpty();
  }

  @Test
  void worksInMemory() throws Exception {
    SlotLayout inMemory = Slots.inMemory();
    Files.writeString(inMemory.directory().resolve("x"), "y", StandardOpenOption.CREATE);

    assertThat(new UntrustedFiles(inMemory.directory()).read("x", 10).text()).contains("y");
  }

  @Test
  void refusesWhereTheFileSystemCannotOpenSafely() throws Exception {
    Configuration plain =
        Configuration.unix().toBuilder()
            .setSupportedFeatures(Feature.LINKS, Feature.SYMBOLIC_LINKS)
            .build();
    Path root = Files.createDirectory(Jimfs.newFileSystem(plain).getPath("/slot"));
    Files.writeString(root.resolve("x"), "y");

    assertThat(new UntrustedFiles(root).read("x", 10)).isInstanceOf(Reading.Refused.class);
  }
}
