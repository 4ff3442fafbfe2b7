package net.boincwrapper.task.watch;

import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.slot.UntrustedFiles;
import net.boincwrapper.task.turn.FakeTaskClock;
import net.boincwrapper.task.turn.Mailbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressFileTest {
  private static final String NAME = "fraction_done";

  private final Path slot =
      Jimfs.newFileSystem(
              Configuration.unix().toBuilder()
                  .setAttributeViews("basic", "owner", "posix", "unix")
                  .build())
          .getPath("/slot");
  private final FakeTaskClock clock = new FakeTaskClock();
  private ProgressFile file;

  @BeforeEach
  void make() throws IOException {
    Files.createDirectories(slot);
    file = new ProgressFile(clock, new UntrustedFiles(slot));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30% | \"30%\", which is no number from 0 to 1; write 0.3",
        "30 % | \"30 %\", which is no number from 0 to 1; write 0.3",
        "0,35 | \"0,35\", which is no number from 0 to 1; write 0.35",
        "65 | \"65\", which is no number from 0 to 1; write 0.65",
        "12,5% | \"12,5%\", which is no number from 0 to 1; write 0.125",
        "nan | \"nan\", which is no number from 0 to 1, such as 0.35",
        "NaN | \"NaN\", which is no number from 0 to 1, such as 0.35",
        "-1 | \"-1\", which is no number from 0 to 1, such as 0.35",
        "1.01 | \"1.01\", which is no number from 0 to 1, such as 0.35",
        "step 3 of 7 | \"step 3 of 7\", which is no number from 0 to 1, such as 0.35",
        "progress=0.4 | \"progress=0.4\", which is no number from 0 to 1, such as 0.35",
      })
  void whatCannotBeUnderstoodIsToldOnceWithWhatItHolds(String held, String said)
      throws IOException {
    write(held.getBytes(StandardCharsets.UTF_8));

    assertThat(saidFor(120))
        .containsExactly("no progress is shown: the progress file fraction_done holds " + said);
  }

  @Test
  void bytesThatAreNoTextDoNotReachATerminal() throws IOException {
    write(new byte[] {0, 27, '[', '3', '1', 'm', (byte) 0xff, 7});

    assertThat(saidFor(10))
        .singleElement()
        .asString()
        .contains("holds \"??[31m")
        .doesNotContain("\u001b");
  }

  @Test
  void aLongTextIsCut() throws IOException {
    write("working ".repeat(30).getBytes(StandardCharsets.UTF_8));
    assertThat(saidFor(10)).singleElement().asString().hasSizeLessThan(160).contains("…\"");
    make();
    write(new byte[1 << 20]);
    assertThat(saidFor(10)).singleElement().asString().contains("too long");
  }

  @Test
  void anEmptyFileIsToldAfterAMinute() throws IOException {
    write(new byte[0]);

    assertThat(saidFor(60)).isEmpty();
    assertThat(saidFor(6)).singleElement().asString().contains("is still empty");
  }

  @Test
  void aTextThatChangesIsToldLikeOneThatDoesNot() throws IOException {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      write((i + "%").getBytes(StandardCharsets.UTF_8));
      said.addAll(saidFor(1));
    }

    assertThat(said).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.3", "1", "0", "3e-1\n", ".5 of all"})
  void aNumberIsNotComplainedOf(String held) throws IOException {
    write(held.getBytes(StandardCharsets.UTF_8));

    assertThat(file.fraction(NAME)).isPresent();
    assertThat(saidFor(120)).isEmpty();
  }

  @Test
  void anAppThatWritesNoneIsNotComplainedOf() {
    assertThat(saidFor(600)).isEmpty();
  }

  @Test
  void aLookInTheMidstOfWritingIsNoComplaint() throws IOException {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      write((i % 2 == 0 ? "" : "0.4").getBytes(StandardCharsets.UTF_8));
      said.addAll(saidFor(1));
    }

    assertThat(said).isEmpty();
  }

  private void write(byte[] held) throws IOException {
    Files.write(slot.resolve(NAME), held);
  }

  /** As the reporter asks: once a second, where there is no fraction. */
  private List<String> saidFor(int time) {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < time; i++) {
      clock.await(new Mailbox(), seconds(1));
      if (file.fraction(NAME).isEmpty()) {
        file.complaint(NAME).ifPresent(said::add);
      }
    }
    return said;
  }
}
