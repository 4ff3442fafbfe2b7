package net.boincwrapper.slot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.slot.record.InitData.ClientVersion;
import net.boincwrapper.slot.record.InitData.EngineKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitDataFileTest {
  private static final String OLD = "init_data-7.20.5.xml";
  private static final String NEW = "init_data-8.3.0-docker.xml";

  @Test
  void readsWhatDebiansClientWrote() throws Exception {
    SlotLayout layout = Slots.inMemory();
    Files.write(layout.initData(), Slots.fixture(OLD));

    InitData data = InitDataFile.read(layout);

    assertThat(data.clientVersion()).isEqualTo(new ClientVersion(7, 20, 5));
    assertThat(data.appName()).isEqualTo("simapp");
    assertThat(data.planClass()).isEmpty();
    assertThat(data.projectDirectory())
        .isEqualTo(path(layout, "/var/lib/boinc-client/projects/example.org_quantum"));
    assertThat(data.projectName()).isEqualTo("example.org_quantum");
    assertThat(data.boincDirectory()).isEqualTo(path(layout, "/var/lib/boinc-client"));
    assertThat(data.workunitName()).isEqualTo("wu_0");
    assertThat(data.resultName()).isEqualTo("wu_0_0");
    assertThat(data.slot()).isZero();
    assertThat(data.clientPid()).hasValue(4242);
    assertThat(data.checkpointPeriodSeconds()).isEqualTo(5);
    assertThat(data.gpuType()).isEmpty();
    assertThat(data.gpuDevice()).isEmpty();
    assertThat(data.cpus()).isEqualTo(1);
    assertThat(data.memoryBoundBytes()).hasValue(500_000_000);
    assertThat(data.diskBoundBytes()).hasValue(1_000_000_000);
    assertThat(data.host().cpus()).isEqualTo(1);
    assertThat(data.host().memoryBytes()).isEqualTo(25_276_502_016L);
    assertThat(data.host().engine()).isEmpty();
    assertThat(data.proxy()).isEmpty();
    assertThat(data.cpuUsageLimitPercent()).isEqualTo(100);
    assertThat(data.leaveAppsInMemory()).isFalse();
    assertThat(data.appFiles()).containsExactly("simapp_main", "job.toml");
  }

  @Test
  void readsWhatAClientWithDockerWrote() throws Exception {
    InitData data = InitDataFile.parse(Slots.fixture(NEW));

    assertThat(data.clientVersion()).isGreaterThan(new ClientVersion(8, 2, 9));
    assertThat(data.planClass()).contains("docker");
    assertThat(data.host().engine()).contains(EngineKind.DOCKER);
  }

  @Test
  void holdsNoAuthenticator() throws Exception {
    assertThat(InitDataFile.parse(Slots.fixture(NEW)).toString())
        .doesNotContain("0123456789abcdef");
  }

  @Test
  void tellsEveryProblemAtOnceWithElementAndValue() throws IOException {
    String text =
        fixture()
            .replace("<result_name>wu_0_0</result_name>\n", "")
            .replace("<slot>0<", "<slot>-1<")
            .replace("<ncpus>1.000000<", "<ncpus>nan<")
            .replace("<project_dir>/var", "<project_dir>var")
            .replace("<wu_name>wu_0<", "<wu_name>../wu<")
            .replace("<m_nbytes>25276502016.000000<", "<m_nbytes>plenty<");

    SlotException failure = failure(text.getBytes(UTF_8));

    assertThat(failure.isTransient()).isFalse();
    assertThat(failure.problems())
        .containsExactlyInAnyOrder(
            "result_name is missing",
            "slot is \"-1\": it must be a whole number from 0 to 2147483647",
            "ncpus is \"nan\": it must be a number, 0 or more",
            "project_dir is \"var/lib/boinc-client/projects/example.org_quantum\": it must be an"
                + " absolute path, in UTF-8, without \"..\"",
            "wu_name is \"../wu\": it must be 1 to 255 characters without blanks and slashes,"
                + " and not \"..\"",
            "host_info/m_nbytes is \"plenty\": it must be a number, 0 or more");
    assertThat(failure)
        .hasMessageContaining("result_name is missing; ")
        .hasMessageContaining("update it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "-nan", "inf", "-1", "-0.5", "1e999", "0x10", "1d", "1,5", "1 2"})
  void refusesWhatIsNoTime(String value) throws IOException {
    String text = fixture().replace("<wu_cpu_time>0.000000<", "<wu_cpu_time>" + value + "<");

    assertThat(failure(text.getBytes(UTF_8)).problems())
        .containsExactly("wu_cpu_time is \"" + value + "\": it must be a number, 0 or more");
  }

  @ParameterizedTest
  @CsvSource({"1e12, 1000000000000", "5E8, 500000000", "0.000000, ", "'', ", "12, 12", "1.9, 1"})
  void readsBoundsInEveryFormOfANumber(String written, Long bytes) throws Exception {
    String text =
        fixture()
            .replace("<rsc_memory_bound>500000000.000000<", "<rsc_memory_bound>" + written + "<");

    InitData data = InitDataFile.parse(text.getBytes(UTF_8));

    assertThat(data.memoryBoundBytes().isPresent()).isEqualTo(bytes != null);
    assertThat(data.memoryBoundBytes().orElse(0)).isEqualTo(bytes == null ? 0 : bytes);
  }

  @Test
  void doesWithoutWhatTheWrapperDoesNotNeed() throws Exception {
    String text =
        "<app_init_data><major_version>6</major_version><minor_version>0</minor_version>"
            + "<project_dir>/b/projects/P</project_dir><boinc_dir>/b</boinc_dir>"
            + "<wu_name>w</wu_name><result_name>r</result_name><slot>3</slot></app_init_data>";

    InitData data = InitDataFile.parse(text.getBytes(UTF_8));

    assertThat(data.cpus()).isEqualTo(1);
    assertThat(data.checkpointPeriodSeconds()).isEqualTo(300);
    assertThat(data.cpuUsageLimitPercent()).isEqualTo(100);
    assertThat(data.clientPid()).isEmpty();
    assertThat(data.diskBoundBytes()).isEmpty();
    assertThat(data.host().cpus()).isEqualTo(1);
    assertThat(data.appFiles()).isEmpty();
  }

  @Test
  void passesOverUnknownElementsAndOthersPreferences() throws Exception {
    String text =
        fixture()
            .replace(
                "<user_name>",
                "<project_preferences>\n<x:y a='1'><result_name>mine</result_name></x:y>"
                    + "</project_preferences>\n<to_come><slot>9</slot></to_come>\n<user_name>");

    assertThat(InitDataFile.parse(text.getBytes(UTF_8)).resultName()).isEqualTo("wu_0_0");
  }

  @Test
  void refusesAnElementThatAProjectsPreferencesSmuggledIn() throws IOException {
    String text =
        fixture()
            .replace(
                "<user_name>",
                "<project_preferences>\n</project_preferences><boinc_dir>/</boinc_dir>"
                    + "<project_preferences></project_preferences>\n<user_name>");

    assertThat(failure(text.getBytes(UTF_8)).problems())
        .containsExactly("boinc_dir occurs 2 times: the client writes it once");
  }

  @Test
  void understandsUnescapedAmpersandsAndForeignBytes() throws Exception {
    String text =
        fixture()
            .replace("<boinc_dir>/var/lib", "<boinc_dir>/home/a&b")
            .replace(
                "<user_name>tester",
                "<acct_mgr_url>http://x/?a=1&b=2</acct_mgr_url>\n<user_name>t\u00e4st\u0001");

    InitData data = InitDataFile.parse(text.getBytes(ISO_8859_1));

    assertThat(data.boincDirectory()).isEqualTo(Path.of("/home/a&b/boinc-client"));
  }

  @Test
  void joinsBytesThatTheClientEscapedOneByOne() throws Exception {
    String text =
        proxied("<use_http_proxy/><use_http_auth/>", "http_server_name", "squid", 3128)
            .replace(
                "</proxy_info>",
                "<http_user_name>J&#195;&#182;rg &lt;x&amp;y&gt;</http_user_name>"
                    + "<http_user_passwd>a&#233;:@/</http_user_passwd></proxy_info>");

    assertThat(InitDataFile.parse(text.getBytes(UTF_8)).proxy().orElseThrow().http())
        .contains("http://J%C3%B6rg%20%3Cx%26y%3E:a%C3%A9%3A%40%2F@squid:3128");
  }

  /** A project's preferences may have a long text in any language. */
  @Test
  void joinsHoweverManyOfThem() throws Exception {
    String umlauts = "&#195;&#164;".repeat(40_000);

    InitData data =
        InitDataFile.parse(
            fixture()
                .replace("<global_preferences>", "<x>" + umlauts + "</x><global_preferences>")
                .getBytes(UTF_8));

    assertThat(data.workunitName()).isNotEmpty();
  }

  @Test
  void turnsTheClientsProxiesIntoUrls() throws Exception {
    String http = proxied("<use_http_proxy/>", "http_server_name", "squid.lan", 3128);
    String socks =
        proxied(
            "<use_socks_proxy/><socks5_remote_dns>1</socks5_remote_dns>",
            "socks_server_name",
            "::1",
            1080);

    assertThat(InitDataFile.parse(http.getBytes(UTF_8)).proxy())
        .contains(
            new InitData.ProxyInfo(
                Optional.of("http://squid.lan:3128"), Optional.empty(), "localhost,.lan"));
    assertThat(InitDataFile.parse(socks.getBytes(UTF_8)).proxy().orElseThrow().socks())
        .contains("socks5h://[::1]:1080");
  }

  @Test
  void ignoresAProxyThatIsSwitchedOff() throws Exception {
    String text = proxied("", "http_server_name", "squid", 3128);

    assertThat(InitDataFile.parse(text.getBytes(UTF_8)).proxy()).isEmpty();
  }

  @Test
  void leavesOutAProxysPasswordThatWasBlanked() throws Exception {
    String text =
        proxied("<use_http_proxy/><use_http_auth/>", "http_server_name", "squid", 3128)
            .replace(
                "</proxy_info>",
                "<http_user_name>u</http_user_name><http_user_passwd>    </http_user_passwd>"
                    + "</proxy_info>");

    assertThat(InitDataFile.parse(text.getBytes(UTF_8)).proxy().orElseThrow().http())
        .contains("http://squid:3128");
  }

  @Test
  void readsNoExternalEntity(@TempDir Path directory) throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "wu_canary");
    String text =
        "<!DOCTYPE app_init_data [<!ENTITY e SYSTEM \""
            + secret.toUri()
            + "\">]>"
            + fixture().replace("<wu_name>wu_0<", "<wu_name>&e;<");

    SlotException failure = failure(text.getBytes(UTF_8));

    assertThat(failure).hasMessageContaining("document type declaration");
    assertThat(failure).message().doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 700, 5000})
  void callsAFileThatIsStillBeingWrittenTransient(int length) throws IOException {
    byte[] cut = new String(Slots.fixture(NEW), UTF_8).substring(0, length).getBytes(UTF_8);

    SlotException failure = failure(cut);

    assertThat(failure.isTransient()).isTrue();
    assertThat(failure).message().doesNotContain("0123456789abcdef");
  }

  @Test
  void readsNoMoreThanAClientWouldWrite() throws Exception {
    SlotLayout layout = Slots.inMemory();
    Files.write(layout.initData(), new byte[InitDataFile.MAX_BYTES + 1]);

    SlotException failure =
        catchThrowableOfType(SlotException.class, () -> InitDataFile.read(layout));

    assertThat(failure).hasMessageContaining("larger than 524288 bytes");
  }

  @Test
  void tellsAFileThatIsNotThere() throws IOException {
    SlotLayout layout = Slots.inMemory();

    SlotException failure =
        catchThrowableOfType(SlotException.class, () -> InitDataFile.read(layout));

    assertThat(failure)
        .hasMessage(
            "could not read init_data.xml: it is not there. The client writes it anew at the next"
                + " start");
    assertThat(failure.isTransient()).isTrue();
  }

  @Test
  @Timeout(10)
  void doesNotHangOnAFifo(@TempDir Path directory) throws Exception {
    SlotLayout layout = Slots.in(directory);
    Slots.fifo(layout.initData());

    SlotException failure =
        catchThrowableOfType(SlotException.class, () -> InitDataFile.read(layout));

    assertThat(failure).hasMessageContaining("FIFO");
  }

  private static String proxied(String flags, String element, String server, int port) {
    try {
      String info =
          "<proxy_info>"
              + flags
              + "<"
              + element
              + ">"
              + server
              + "</"
              + element
              + ">"
              + "<"
              + element.replace("_name", "_port")
              + ">"
              + port
              + "</"
              + element.replace("_name", "_port")
              + "><no_proxy>localhost,.lan</no_proxy>"
              + "</proxy_info>\n<global_preferences>";
      return fixture().replace("<global_preferences>", info);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String fixture() throws IOException {
    return new String(Slots.fixture(NEW), UTF_8);
  }

  private static Path path(SlotLayout layout, String text) {
    return layout.directory().getFileSystem().getPath(text);
  }

  private static SlotException failure(byte[] content) {
    SlotException failure =
        catchThrowableOfType(SlotException.class, () -> InitDataFile.parse(content));
    assertThat(failure).as("a failure").isNotNull();
    return failure;
  }
}
