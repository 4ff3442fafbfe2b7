package net.boincwrapper.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.Change;
import net.boincwrapper.engine.Engine.ChangeKind;
import net.boincwrapper.engine.Engine.ContainerEvent;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.Engine.PathStat;
import net.boincwrapper.engine.Engine.Usage;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What engines answer, read. */
class DockerAnswersTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static JsonNode json(String text) throws IOException {
    return MAPPER.readTree(text.replace('\'', '"'));
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  // Containers and images.

  @Test
  void aRunningContainerHasNotEnded() throws IOException {
    ContainerInfo container =
        DockerReader.container(
            json(
                "{'Id':'ab','Name':'/boinc__x','Image':'sha256:cd','Config':{'Labels':{'a':'b'}},"
                    + "'State':{'Status':'running','Pid':12,'ExitCode':0,'OOMKilled':false,"
                    + "'Error':'','StartedAt':'2026-11-20T11:54:10.046150886Z',"
                    + "'FinishedAt':'2026-11-19T00:00:00Z'}}"));

    assertThat(container.name()).isEqualTo("boinc__x");
    assertThat(container.status()).isEqualTo(ContainerStatus.RUNNING);
    assertThat(container.startedAt()).contains(Instant.parse("2026-11-20T11:54:10.046150886Z"));
    assertThat(container.finishedAt()).isEmpty();
    assertThat(container.labels()).containsEntry("a", "b");
    assertThat(container.pid()).isEqualTo(12);
  }

  /** Else one entry of a listing would hide all the others. */
  @Test
  void whatNoEngineMeansIsPassedOver() throws IOException {
    assertThat(
            DockerReader.container(
                    json("{'NetworkSettings':{'Ports':{'http/tcp':[{'HostPort':'80'}]}}}"))
                .ports())
        .isEmpty();
    assertThat(DockerReader.sighting(json("{'Id':'c1','Created':" + Long.MAX_VALUE + "}")).id())
        .isEqualTo("c1");
  }

  @Test
  void aPublishedPortIsFoundOnTheHost() throws IOException {
    ContainerInfo container =
        DockerReader.container(
            json(
                "{'State':{'Status':'running'},'NetworkSettings':{'Ports':{"
                    + "'80/tcp':[{'HostIp':'127.0.0.1','HostPort':'32768'}],"
                    + "'81/tcp':null,'53/udp':[{'HostIp':'127.0.0.1','HostPort':'5353'}]}}}"));

    assertThat(container.ports()).containsOnly(entry(80, 32768));
  }

  @Test
  void theYearOneIsNever() throws IOException {
    ContainerInfo container =
        DockerReader.container(
            json(
                "{'Config':{'Labels':null},'State':{'Status':'created',"
                    + "'StartedAt':'0001-01-01T00:00:00Z','FinishedAt':'0001-01-01T00:00:00Z'}}"));

    assertThat(container.startedAt()).isEmpty();
    assertThat(container.finishedAt()).isEmpty();
    assertThat(container.labels()).isEmpty();
  }

  @Test
  void podmanWritesTimesWithAnOffset() throws IOException {
    ContainerInfo container =
        DockerReader.container(
            json("{'State':{'Status':'exited','FinishedAt':'2026-11-20T13:00:00.5+02:00'}}"));

    assertThat(container.finishedAt()).contains(Instant.parse("2026-11-20T11:00:00.500Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "created, CREATED", "configured, CREATED", "initialized, CREATED", "running, RUNNING",
    "stopping, RUNNING", "paused, PAUSED", "exited, EXITED", "stopped, EXITED",
    "removing, DEAD", "dead, DEAD", "'', DEAD"
  })
  void bothEnginesWordsForAStateAreKnown(String word, ContainerStatus status) throws IOException {
    assertThat(DockerReader.container(json("{'State':{'Status':'" + word + "'}}")).status())
        .isEqualTo(status);
  }

  @Test
  void whatAnImageDoesNotSayIsEmpty() throws IOException {
    Engine.ImageInfo image =
        DockerReader.image(
            json("{'Id':'00ff','RepoDigests':null,'Config':{'Entrypoint':null,'Cmd':['sh']}}"));

    assertThat(image.id()).isEqualTo("sha256:00ff");
    assertThat(image.user()).isEmpty();
    assertThat(image.entrypoint()).isEmpty();
    assertThat(image.command()).containsExactly("sh");
    assertThat(image.stopSignal()).isEmpty();
    assertThat(image.environment()).isEmpty();
  }

  @Test
  void anImagesVariablesAreReadUpToTheFirstEqualsSign() throws IOException {
    assertThat(
            DockerReader.image(json("{'Id':'0','Config':{'Env':['A=b=c','D=','E']}}"))
                .environment())
        .isEqualTo(Map.of("A", "b=c", "D", "", "E", ""));
  }

  @Test
  void anEventIsReadToTheNanosecond() throws IOException {
    assertThat(
            DockerReader.event(
                json(
                    "{'Type':'container','Action':'die','Actor':{'ID':'ab'},'time':1,"
                        + "'timeNano':1000000007}")))
        .contains(new ContainerEvent("ab", "die", Instant.ofEpochSecond(1, 7)));
    assertThat(DockerReader.event(json("{'message':'something else'}"))).isEmpty();
  }

  // Usage.

  @Test
  void theWorkingSetLeavesOutWhatTheKernelWouldDropFirst() throws IOException {
    String v1 = "{'usage':100,'max_usage':150,'stats':{'total_inactive_file':30}}";
    String v2 = "{'usage':100,'stats':{'inactive_file':40}}";

    assertThat(usage(v1)).contains(new Usage(123456789, 70, 150));
    assertThat(usage(v2)).contains(new Usage(123456789, 60, 0));
  }

  private static Optional<Usage> usage(String memory) throws IOException {
    return DockerUsage.read(
        json(
            "{'cpu_stats':{'cpu_usage':{'total_usage':123456789}},'memory_stats':" + memory + "}"));
  }

  @Test
  void whatDoesNotRunUsesNothing() throws IOException {
    assertThat(usage("{}")).isEmpty();
    assertThat(DockerUsage.read(json("{}"))).isEmpty();
  }

  // Streams of documents.

  @Test
  void documentsComeOneALine() throws IOException {
    DockerJsonLines lines = new DockerJsonLines(bytes("{\"a\":1}\r\n\r\n\n{\"a\":2}\n{\"a\":3}"));

    assertThat(lines.next().orElseThrow().path("a").asInt()).isEqualTo(1);
    assertThat(lines.next().orElseThrow().path("a").asInt()).isEqualTo(2);
    assertThat(lines.next().orElseThrow().path("a").asInt()).isEqualTo(3);
    assertThat(lines.next()).isEmpty();
  }

  @Test
  void aLineWithoutEndIsCutOff() {
    DockerJsonLines lines = new DockerJsonLines(bytes("x".repeat(2 << 20)));

    assertThatThrownBy(lines::next).isInstanceOf(ProtocolException.class);
  }

  @Test
  void aProgramIsLookedForWhereTheEngineLooks() throws IOException {
    JsonNode config = json("{'WorkingDir':'/app','Env':['PATH=/a:/b']}");
    assertThat(DockerProgramName.places("/bin/sim", config)).containsExactly("/bin/sim");
    JsonNode podman = json("{'Path':'/run/podman-init','Args':['--','/no/app','-x']}");
    assertThat(DockerProgramName.of(podman).name()).isEqualTo("/no/app");
    assertThat(DockerProgramName.places("./run.sh", config)).containsExactly("/app/./run.sh");
    assertThat(DockerProgramName.places("sim", config)).containsExactly("/a/sim", "/b/sim");
    assertThat(DockerProgramName.places("bin/sim", json("{}"))).containsExactly("/bin/sim");
  }

  @Test
  void aBuildsOutputBecomesLines() throws IOException {
    List<String> seen = new ArrayList<>();
    DockerProgress progress = new DockerProgress(seen::add);
    progress.follow(
        new DockerJsonLines(
            bytes(
                """
                {"stream":"Step 1/2 : FROM x"}
                {"stream":"\\n"}
                {"stream":"one\\ntw"}
                {"stream":"o\\n"}
                {"status":"Downloading","id":"ab","progressDetail":{"current":1,"total":2}}
                {"status":"Pull complete","id":"ab","progressDetail":{}}
                {"aux":{"ID":"sha256:cd"}}
                """)));

    assertThat(seen).containsExactly("Step 1/2 : FROM x", "one", "two", "ab: Pull complete");
    assertThat(progress.imageId()).contains("sha256:cd");
    assertThat(progress.failure()).isEmpty();
  }

  @Test
  void aFailureInTheReportIsFound() throws IOException {
    DockerProgress progress = new DockerProgress(line -> {});
    StringBuilder report = new StringBuilder();
    for (int i = 1; i <= 30; i++) {
      report.append("{\"stream\":\"line ").append(i).append("\\n\"}\n");
    }
    report.append("{\"errorDetail\":{\"code\":3,\"message\":\"code: 3\"},\"error\":\"code: 3\"}\n");
    progress.follow(new DockerJsonLines(bytes(report.toString())));

    assertThat(progress.failure()).contains("code: 3");
    assertThat(progress.lastLines().lines()).hasSize(20).endsWith("line 30");
  }

  @Test
  void theLinesOfABuildHaveNoControlSequences() throws IOException {
    List<String> heard = new ArrayList<>();
    DockerProgress progress = new DockerProgress(heard::add);
    progress.follow(
        new DockerJsonLines(
            bytes(
                "{\"stream\":\"\\u001b[9\"}\n{\"stream\":\"1mE: no\\u001b[0m\\n 1%\\r\"}\n"
                    + "{\"stream\":\"99%\\n\"}\n"
                    + "{\"status\":\"\\u001b[1mPulling\",\"id\":\"a\"}\n")));
    assertThat(heard).containsExactly("E: no", "99%", "a: Pulling");
  }

  @Test
  void podmanReportsAFailureWithoutDetail() throws IOException {
    DockerProgress progress = new DockerProgress(line -> {});
    progress.follow(new DockerJsonLines(bytes("{\"error\":\"no space left\"}\n")));

    assertThat(progress.failure()).contains("no space left");
  }

  // What a container has changed.

  @Test
  void whatAnAppChangedIsReadWithoutThePointsOfItsMounts() throws IOException {
    JsonNode container =
        json(
            "{'Mounts':[{'Type':'bind','Destination':'/app'},{'Destination':'/data/in.dat'}],"
                + "'HostConfig':{'Mounts':[{'Target':'/scr'}],'Tmpfs':{'/fast':'size=1m'}}}");

    List<Change> changes =
        DockerChanges.read(
            json(
                "[{'Path':'/app','Kind':1},{'Path':'/scr','Kind':1},{'Path':'/fast','Kind':1},"
                    + "{'Path':'/data','Kind':1},{'Path':'/data/in.dat','Kind':1},"
                    + "{'Path':'/etc','Kind':0},{'Path':'/etc/motd','Kind':2},"
                    + "{'Path':'/database','Kind':1},{'Path':'/new','Kind':9},{'Kind':1}]"),
            container);

    assertThat(changes)
        .containsExactly(
            new Change("/etc", ChangeKind.MODIFIED),
            new Change("/etc/motd", ChangeKind.DELETED),
            new Change("/database", ChangeKind.ADDED));
  }

  @ParameterizedTest
  @CsvSource({"null", "[]"})
  void aContainerThatHasChangedNothingIsReadFromEitherEngine(String answer) throws IOException {
    assertThat(DockerChanges.read(json(answer), json("{}"))).isEmpty();
  }

  @Test
  void theModeOfAPathIsReadAsGoWritesIt() throws IOException {
    assertThat(DockerChanges.stat(json("{'name':'a','size':3,'mode':420}")))
        .isEqualTo(new PathStat(3, false, false));
    assertThat(DockerChanges.stat(json("{'size':4096,'mode':2147484141}")).isDirectory()).isTrue();
    assertThat(DockerChanges.stat(json("{'size':8,'mode':134218239}")).isLink()).isTrue();
  }

  // Logs.

  @Test
  void theLogsFramesArePutTogether() throws IOException {
    byte[] log = concat(frame(1, "out "), frame(2, "err "), frame(1, "out again"));

    assertThat(tail(log, 100)).isEqualTo("out err out again");
    assertThat(tail(log, 9)).isEqualTo("out again");
    assertThat(tail(log, 7)).isEqualTo("t again");
    assertThat(tail(new byte[0], 7)).isEmpty();
  }

  @Test
  void oneHugeFrameIsHeldOnlyByItsEnd() throws IOException {
    byte[] log = frame(1, "x".repeat(1_000_000) + "end");

    assertThat(tail(log, 5)).isEqualTo("xxend");
  }

  @Test
  void aBrokenLogDoesNotLookComplete() throws IOException {
    byte[] log = frame(1, "whole");
    byte[] broken = java.util.Arrays.copyOf(log, log.length - 2);

    assertThatThrownBy(() -> tail(broken, 100)).isInstanceOf(EOFException.class);
  }

  @Test
  void theTailIsRightWhateverTheSizes() {
    String all = "abcdefghijklmnopqrstuvwxyz";
    for (int capacity = 1; capacity <= 30; capacity++) {
      for (int step = 1; step <= all.length(); step++) {
        TailBuffer tail = new TailBuffer(capacity);
        for (int i = 0; i < all.length(); i += step) {
          byte[] piece = all.substring(i, Math.min(all.length(), i + step)).getBytes(UTF_8);
          tail.append(piece, piece.length);
        }
        assertThat(new String(tail.bytes(), UTF_8))
            .isEqualTo(all.substring(Math.max(0, all.length() - capacity)));
      }
    }
  }

  private static String tail(byte[] log, int maxBytes) throws IOException {
    return new String(DockerLogs.tail(new ByteArrayInputStream(log), maxBytes), UTF_8);
  }

  private static byte[] frame(int stream, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(stream << 24);
    out.writeInt(text.length());
    out.write(text.getBytes(UTF_8));
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[]... frames) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      all.write(frame);
    }
    return all.toByteArray();
  }

  // Names.

  @ParameterizedTest
  @CsvSource({
    "debian, debian:latest",
    "debian:bookworm, debian:bookworm",
    "host:5000/x/y, host:5000/x/y:latest",
    "host:5000/x/y:1, host:5000/x/y:1",
    "debian@sha256:00, debian@sha256:00"
  })
  void aPullNamesOneTag(String reference, String pulled) {
    assertThat(DockerImages.withTag(reference)).isEqualTo(pulled);
  }

  @Test
  void namesAreEscaped() {
    assertThat(DockerPaths.container("a/b ?\u00e9", "/json").with("k", "{a&b}"))
        .hasToString("/containers/a%2Fb%20%3F%C3%A9/json?k=%7Ba%26b%7D");
    assertThat(DockerPaths.image("x/y:1", "/json")).hasToString("/images/x/y:1/json");
  }

  @Test
  void ofAnExportOnlyRegularFilesThatAreWantedAreRead() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      put(tar, "./etc/issue", "Debian");
      put(tar, "etc/long", "x".repeat(100));
      put(tar, "etc/other", "y");
      TarArchiveEntry link = new TarArchiveEntry("etc/link", TarConstants.LF_SYMLINK);
      link.setLinkName("issue");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }

    Map<String, byte[]> files =
        DockerExport.read(
            new ByteArrayInputStream(bytes.toByteArray()), path -> !path.equals("/etc/other"), 99);

    assertThat(files).containsOnlyKeys("/etc/issue");
    assertThat(files.get("/etc/issue")).asString().isEqualTo("Debian");
  }

  private static void put(TarArchiveOutputStream tar, String name, String content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length());
    tar.putArchiveEntry(entry);
    tar.write(content.getBytes(UTF_8));
    tar.closeArchiveEntry();
  }
}
