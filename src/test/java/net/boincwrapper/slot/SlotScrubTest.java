package net.boincwrapper.slot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class SlotScrubTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path directory;
  private SlotLayout layout;

  @BeforeEach
  void slot() throws Exception {
    layout = Slots.in(directory);
  }

  @Test
  void blanksTheAuthenticatorInPlace() throws Exception {
    byte[] before = Slots.fixture("init_data-7.20.5.xml");
    Files.write(layout.initData(), before);
    Object inode = Files.getAttribute(layout.initData(), "unix:ino");

    assertThat(SlotScrub.scrub(layout)).isTrue();

    assertThat(Files.readString(layout.initData(), ISO_8859_1))
        .isEqualTo(new String(before, ISO_8859_1).replace(SECRET, " ".repeat(SECRET.length())));
    assertThat(Files.getAttribute(layout.initData(), "unix:ino")).isEqualTo(inode);
    assertThat(InitDataFile.read(layout)).isEqualTo(InitDataFile.parse(before));
  }

  @Test
  void findsNothingTheSecondTime() throws Exception {
    Files.write(layout.initData(), Slots.fixture("init_data-7.20.5.xml"));
    SlotScrub.scrub(layout);

    assertThat(SlotScrub.scrub(layout)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "<a><authenticator>abc</authenticator><authenticator>d</authenticator></a>,"
        + " <a><authenticator>   </authenticator><authenticator> </authenticator></a>",
    "<a><authenticator x='1'>abc</authenticator>, <a><authenticator x='1'>   </authenticator>",
    "'<a><authenticator>ab', '<a><authenticator>  '",
    "<http_user_passwd>&lt;p</http_user_passwd>, <http_user_passwd>     </http_user_passwd>",
    "<socks5_user_passwd>p</socks5_user_passwd>, <socks5_user_passwd> </socks5_user_passwd>",
    "<authenticators>a</authenticators>, <authenticators>a</authenticators>",
    "<authenticator></authenticator>, <authenticator></authenticator>"
  })
  void blanksSecretsWhereverTheyAreAndNothingElse(String before, String after) throws Exception {
    String padding = "\u00e4\u0000<x>&#195;</x>";
    Files.write(layout.initData(), (padding + before).getBytes(ISO_8859_1));

    assertThat(SlotScrub.scrub(layout)).isEqualTo(!before.equals(after));

    assertThat(Files.readString(layout.initData(), ISO_8859_1)).isEqualTo(padding + after);
  }

  @Test
  void getsTheRestOfASecretThatWasHalfWritten() throws Exception {
    Files.writeString(layout.initData(), "<authenticator>0123");
    SlotScrub.scrub(layout);
    Files.writeString(
        layout.initData(), Files.readString(layout.initData()) + "4567</authenticator>");

    assertThat(SlotScrub.scrub(layout)).isTrue();

    assertThat(layout.initData()).content().isEqualTo("<authenticator>        </authenticator>");
  }

  @Test
  void reachesASecondNameOfTheFileToo() throws Exception {
    Files.write(layout.initData(), Slots.fixture("init_data-7.20.5.xml"));
    Path copy = Files.createLink(layout.directory().resolve("copy"), layout.initData());

    SlotScrub.scrub(layout);

    assertThat(copy).content().doesNotContain(SECRET);
  }

  @ParameterizedTest
  @EnumSource(value = Slots.Plant.class, mode = EnumSource.Mode.EXCLUDE, names = "HARD_LINK")
  void leavesAloneWhatIsNoFile(Slots.Plant plant) throws Exception {
    String text = "<authenticator>canary</authenticator>";
    Path canary = Files.writeString(directory.resolve("canary"), text);
    Slots.plant(plant, layout.initData(), canary);

    assertThat(SlotScrub.scrub(layout)).isFalse();

    assertThat(canary).hasContent(text);
  }

  @Test
  void reachesTheSecretsInAFileThatAnAppHasBlownUp() throws Exception {
    Files.write(layout.initData(), Slots.fixture("init_data-7.20.5.xml"));
    try (var channel = Files.newByteChannel(layout.initData(), StandardOpenOption.WRITE)) {
      channel.position(1L << 30).write(ByteBuffer.wrap(new byte[1]));
    }

    assertThat(SlotScrub.scrub(layout)).isTrue();

    try (var start = Files.newInputStream(layout.initData())) {
      assertThat(new String(start.readNBytes(8192), ISO_8859_1)).doesNotContain(SECRET);
    }
  }

  @Test
  void hasNothingToDoWithoutTheFile() throws Exception {
    assertThat(SlotScrub.scrub(layout)).isFalse();
  }
}
