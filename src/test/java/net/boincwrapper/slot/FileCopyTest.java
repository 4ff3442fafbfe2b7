package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCopyTest {
  private static final int PIECE = 128 * 1024;

  private Path directory;
  private final List<String> effects = new ArrayList<>();

  @BeforeEach
  void directory() throws IOException {
    directory = Slots.inMemory().directory();
  }

  private long copy(byte[] content) throws IOException {
    Path from = Files.write(directory.resolve("from"), content);
    Effects announced = new Effects(effects::add);
    try (FileChannel source = FileChannel.open(from);
        FileChannel copy = announced.create(directory.resolve("to"))) {
      effects.clear();
      return FileCopy.into(directory, announced).copy(source, copy);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE})
  void copiesEveryByte(int length) throws Exception {
    byte[] content = new byte[length];
    for (int at = 0; at < length; at++) {
      content[at] = (byte) (at % 251);
    }

    assertThat(copy(content)).isEqualTo(length);

    assertThat(directory.resolve("to")).hasBinaryContent(content);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, PIECE, PIECE + 1, 3 * PIECE})
  void writesNoHoleButKeepsTheLength(int length) throws Exception {
    assertThat(copy(new byte[length])).isEqualTo(length);

    assertThat(directory.resolve("to")).hasBinaryContent(new byte[length]);
    assertThat(effects).as("the last byte, told of before and after").hasSize(2);
  }

  @Test
  void leavesHolesBetweenData() throws Exception {
    byte[] content = new byte[5 * PIECE];
    content[0] = 1;
    content[3 * PIECE] = 1;

    copy(content);

    assertThat(directory.resolve("to")).hasBinaryContent(content);
    assertThat(effects).as("two pieces and the last byte").hasSize(6);
  }
}
