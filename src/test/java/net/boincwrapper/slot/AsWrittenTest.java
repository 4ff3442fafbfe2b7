package net.boincwrapper.slot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsWrittenTest {
  private final AsWritten written = new AsWritten();

  @Test
  void aFileThatIsScrubbedWhileItIsWrittenIsKnownWhole(@TempDir Path directory) throws Exception {
    SlotLayout layout = Slots.in(directory);
    byte[] whole = Slots.fixture("init_data-7.20.5.xml");
    int half = new String(whole, ISO_8859_1).indexOf("</authenticator>") + 20;

    Files.write(layout.initData(), Arrays.copyOf(whole, half));
    assertThat(look(layout)).isPresent();
    Files.write(
        layout.initData(),
        Arrays.copyOfRange(whole, half, whole.length),
        StandardOpenOption.APPEND);

    assertThat(look(layout)).contains(whole);
    assertThat(look(layout)).isEmpty();
  }

  @Test
  void secretsOfSeveralPiecesAreKept() {
    add("<p>ab</p>", true);

    assertThat(add("<p>  </p><q>cd</q>", true)).contains("<p>ab</p><q>cd</q>");
    assertThat(add("<p>  </p><q>  </q><r>", false)).contains("<p>ab</p><q>cd</q><r>");
  }

  @Test
  void whatHasNoSecretIsOurOwnDoing() {
    assertThat(add("<p>  </p>", false)).isEmpty();
  }

  @Test
  void anotherFileBeginsAnew() {
    add("<p>ab</p>", true);

    assertThat(add("<q>c</q><r>d</r>", true)).contains("<q>c</q><r>d</r>");
    assertThat(add("<x>without a secret</x>", false)).isEmpty();
  }

  private Optional<byte[]> look(SlotLayout layout) throws SlotException {
    return SlotScrub.look(layout).flatMap(written::add);
  }

  private Optional<String> add(String content, boolean secret) {
    return written
        .add(new SlotScrub.Found(content.getBytes(ISO_8859_1), secret))
        .map(bytes -> new String(bytes, ISO_8859_1));
  }
}
