package net.boincwrapper.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodmanServiceTest {
  private static final int USER = 996;

  private final FileSystem files = Jimfs.newFileSystem(FakeHost.LINUX);
  private final FakeHostClock clock = new FakeHostClock();
  private final Map<String, String> environment =
      new HashMap<>(Map.of("PATH", "/usr/bin", "HOME", "/boinc"));
  private final Path directory = files.getPath("/boinc/docker_wrapper/podman");
  private final ServicePlace place = FakeHost.place(files, directory.toString(), USER);

  /** How a service that was started behaves. */
  private boolean listens = true;

  private boolean livesOn = true;
  private String says = "";

  private int started;

  /** How many looks it takes to see one that another has started. */
  private int looks = Integer.MAX_VALUE;

  private boolean isUp;

  @BeforeEach
  void aHostWithPodman() throws IOException {
    FakeHost.make(files);
    FakeHost.program(files, "/usr/bin/podman");
  }

  private PodmanService service() {
    PodmanService.Host host =
        new PodmanService.Host(
            this::launch,
            socket -> isUp || looks-- == 0,
            clock,
            new PodmanCure(
                files.getPath("/"),
                USER,
                "boinc",
                environment,
                files.getPath("/boinc"),
                Files::isWritable));
    return new PodmanService(place, environment, PodmanService.BETWEEN_TASKS, host);
  }

  private Launch.Launched launch(List<String> command, ServicePlace where, Map<String, String> its)
      throws IOException {
    started++;
    Files.writeString(where.log(), says, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    // It takes a while.
    clock.after(Duration.ofSeconds(1), () -> isUp = listens);
    return () -> livesOn;
  }

  @Test
  void itIsStartedOnceAndFoundAgain() throws EngineException, IOException {
    assertThat(service().running()).isEmpty();
    assertThat(service().provide()).contains(directory.resolve("podman.sock"));
    assertThat(service().provide()).contains(directory.resolve("podman.sock"));
    assertThat(service().running()).isPresent();

    assertThat(started).isOne();
    assertThat(Files.getPosixFilePermissions(directory))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void oneThatHasDiedIsStartedAgain() throws EngineException {
    PodmanService service = service();
    service.provide();
    isUp = false;

    assertThat(service.provide()).isPresent();
    assertThat(started).isEqualTo(2);
  }

  @Test
  void whatAnotherHasStartedMeanwhileIsFoundOnceTheLockIsFree() throws Exception {
    looks = 0;

    assertThat(service().provide()).isPresent();
    assertThat(started).isZero();
  }

  @Test
  void withoutTheProgramThereIsNone() throws EngineException {
    environment.put("PATH", "/opt/bin:relative:");

    assertThat(service().provide()).isEmpty();
  }

  @Test
  void whatPodmanSaidLastIsTheReason() {
    livesOn = false;
    listens = false;
    says =
        """
        time="2026-11-30T04:35:16Z" level=warning msg="\\"/\\" is not a shared mount"
        time="2026-11-30T04:35:16Z" level=error msg="cannot set up namespace"
        Error: exit status 125
        """;

    assertThatThrownBy(() -> service().provide())
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.UNREACHABLE))
        .hasMessageStartingWith("starting a service of Podman's (/usr/bin/podman): it has ended")
        .hasMessageContaining("it has ended, saying: \"cannot set up namespace\" / Error: exit")
        .hasMessageContaining("try `podman info` as this user")
        .hasMessageContaining("/boinc/docker_wrapper/podman/log")
        .hasMessageNotContaining("shared mount");
  }

  /** The client keeps the beginning of a long reason. */
  @Test
  void theCureComesFirst() throws IOException {
    livesOn = false;
    listens = false;
    says = "Error: " + "x".repeat(700);
    FakeHost.text(files, "/proc/sys/user/max_user_namespaces", "0\n");

    assertThatThrownBy(() -> service().provide())
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("this host allows no user namespaces; as root: sysctl -w ")
        .hasMessageContaining(" (starting a service of Podman's (/usr/bin/podman): it has ended, ");
  }

  @Test
  void oneThatNeverListensIsGivenUp() {
    listens = false;

    assertThatThrownBy(() -> service().provide())
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("it does not listen within 60 s without a word");
  }

  @Test
  void aFailureIsNotTriedAgainAtOnce() throws EngineException {
    PodmanService service = service();
    livesOn = false;
    listens = false;
    assertThatThrownBy(service::provide).isInstanceOf(EngineException.class);
    assertThatThrownBy(service::provide).isInstanceOf(EngineException.class);
    assertThat(started).isOne();

    clock.pass(PodmanService.REST);
    livesOn = true;
    listens = true;
    assertThat(service.provide()).isPresent();
    assertThat(started).isEqualTo(2);
  }

  @Test
  void aDirectoryOfSomebodyElsesIsNotUsed() throws IOException {
    FakeHost.own(files, directory.toString(), FakeHost.SOMEBODY_ELSE);

    assertThatThrownBy(() -> service().provide())
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("not a directory of this user's");
    assertThat(started).isZero();
  }

  /** Whoever listens there would be the engine. */
  @ParameterizedTest
  @ValueSource(strings = {"/boinc/docker_wrapper", "/boinc/docker_wrapper/podman"})
  void aSocketInADirectoryOfSomebodyElsesIsNotEvenTried(String foreign) throws IOException {
    service().running();
    FakeHost.own(files, directory.toString(), FakeHost.ME);
    FakeHost.own(files, foreign, FakeHost.SOMEBODY_ELSE);
    isUp = true;

    assertThat(service().running()).isEmpty();
    assertThatThrownBy(() -> service().provide())
        .hasMessageContaining(foreign + " is not a directory of this user's");
  }

  @Test
  void norIsOneInADirectoryInWhichOthersMayWrite() throws Exception {
    FakeHost.own(files, directory.toString(), FakeHost.ME);
    FakeHost.own(files, directory.getParent().toString(), FakeHost.ME);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxr-x"));
    isUp = true;
    assertThat(service().running()).isEmpty();

    assertThat(service().provide()).isPresent();
    assertThat(Files.getPosixFilePermissions(directory))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void theLogOfALongLifeIsCut() throws Exception {
    says = "x".repeat(70_000);
    service().provide();
    assertThat(Files.size(place.log())).isEqualTo(70_000);

    service().provide();
    assertThat(Files.size(place.log())).isZero();
  }

  @Test
  void aSocketWhosePathWouldBeTooLongLiesElsewhere() throws Exception {
    ServicePlace far = FakeHost.place(files, "/boinc/" + "x".repeat(99), USER);
    ServicePlace other = FakeHost.place(files, "/boinc/" + "y".repeat(99), USER);

    assertThat(far.socket().toString())
        .startsWith("/tmp/docker-wrapper-996/")
        .hasSizeLessThan(108)
        .isNotEqualTo(other.socket().toString());
    far.prepare();
    assertThat(Files.getPosixFilePermissions(far.socket().getParent()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }
}
