package net.boincwrapper.cli.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import net.boincwrapper.cli.engine.PolicyEngine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.docker.Engines.Located;
import net.boincwrapper.engine.program.ElfFile;
import net.boincwrapper.policy.HostPolicy;
import net.boincwrapper.policy.PolicyReader;
import net.boincwrapper.time.HostClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the facts of a host are found out. */
@Timeout(60)
class HostSurveyTest {
  private final Path root = Jimfs.newFileSystem(Configuration.unix()).getPath("/");

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private KernelPart kernel() {
    return new KernelSurvey(root, 1000).part(Optional.empty());
  }

  @Test
  void theKernelsOwnFilesTellWhatItOffers() throws IOException {
    write("sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory pids\n");
    write(
        "sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/cgroup.controllers",
        "memory pids\n");
    write("proc/sys/fs/inotify/max_user_watches", "8192\n");
    write("proc/sys/fs/inotify/max_user_instances", "32\n");

    KernelPart kernel = kernel();

    assertThat(kernel.groupVersion()).isEqualTo(2);
    assertThat(kernel.controllers()).containsExactly("cpuset", "cpu", "io", "memory", "pids");
    assertThat(kernel.delegated()).containsExactly("memory", "pids");
    assertThat(kernel.namespaces()).isEmpty();
    assertThat(kernel.watches()).hasValue(8192);
    assertThat(kernel.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.cure()).contains("max_user_instances"));
  }

  @Test
  void anOldKernelHasTheFirstVersionAndMaySayNothing() {
    assertThat(kernel().groupVersion()).isEqualTo(1);
    assertThat(kernel().faults()).isEmpty();
  }

  @Test
  void whoMayMakeUserNamespacesIsAskedInThreePlaces() throws IOException {
    write("proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");
    assertThat(kernel().namespaces()).hasValueSatisfying(it -> assertThat(it).contains("AppArmor"));
    write("proc/sys/kernel/unprivileged_userns_clone", "0\n");
    assertThat(kernel().namespaces())
        .hasValueSatisfying(it -> assertThat(it).contains("only root may"));
    write("proc/sys/user/max_user_namespaces", "0\n");
    assertThat(kernel().namespaces())
        .hasValueSatisfying(it -> assertThat(it).contains("max_user_namespaces is 0"));
  }

  @Test
  void checkpointsAndProgramsAreMeasured() throws IOException {
    write("data/slots/0/.docker_wrapper/checkpoints/1/0", "four");
    write("data/slots/0/.docker_wrapper/checkpoints/1/manifest", "sixsix");
    write("data/slots/1/init_data.xml", "");
    write("data/docker_wrapper/program/0a1b/java", "123");
    write("data/docker_wrapper/program/0a1b.use", "");
    write("data/docker_wrapper/program/gone.use", "");
    Path data = root.resolve("data");

    assertThat(DataSurvey.checkpoints(data))
        .containsExactly(new Measured(data.resolve("slots/0"), 10));
    assertThat(ProgramStores.in(data.resolve("docker_wrapper/program")))
        .containsExactly(new Measured(data.resolve("docker_wrapper/program/0a1b"), 3));
    assertThat(DataSurvey.checkpoints(root.resolve("nowhere"))).isEmpty();
  }

  @Test
  void programsAreUnpackedWhereTheLauncherDoes() {
    Map<String, String> environment =
        Map.of("HOME", "/home/u", "XDG_CACHE_HOME", "relative", "DOCKER_WRAPPER_HOME", "/own/");

    assertThat(ProgramStores.of(List.of(Path.of("/data")), environment, 7))
        .containsExactly(
            Path.of("/data/docker_wrapper/program"),
            Path.of("/own"),
            Path.of("/home/u/.cache/docker-wrapper"),
            Path.of("/var/tmp/docker-wrapper-7"),
            Path.of("/tmp/docker-wrapper-7"));
  }

  @Test
  void fileSystemsThatMakeRoomForFilesHaveNoNumberOfThem() {
    assertThat(Space.free("123 456\n")).hasValue(123);
    assertThat(Space.free("0 456\n")).hasValue(0);
    assertThat(Space.free("0 0\n")).isEqualTo(OptionalLong.empty());
    assertThat(Space.free("")).isEqualTo(OptionalLong.empty());
  }

  @Test
  void aQuestionThatHangsIsGivenUp() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Answers answers = new Answers(HostClock.system(), Duration.ZERO);
    List<Fault> faults = new ArrayList<>();

    Answers.Asked<Boolean> hanging =
        answers.ask(
            () -> {
              never.await();
              return true;
            });

    assertThat(hanging.get()).isEmpty();
    assertThat(hanging.get(faults, "the disk")).isEmpty();
    assertThat(faults)
        .singleElement()
        .satisfies(fault -> assertThat(fault.what()).isEqualTo("the disk: no answer in time"));
    never.countDown();
  }

  @Test
  void aHelloThatIsLateIsNoneThatFails() {
    CountDownLatch never = new CountDownLatch(1);
    Answers over = new Answers(HostClock.system(), Duration.ZERO);
    Answers answers = new Answers(HostClock.system(), Duration.ofSeconds(50));

    assertThat(
            Greeting.of(
                over.ask(
                    () -> {
                      never.await();
                      return Optional.of(Duration.ZERO);
                    })))
        .as("the look is over")
        .isEqualTo(Greeting.LATE);
    assertThat(Greeting.of(answers.ask(() -> hello(new SocketTimeoutException("no answer")))))
        .as("one of its calls took too long")
        .isEqualTo(Greeting.LATE);
    assertThat(Greeting.of(answers.ask(() -> hello(new IOException("no space")))))
        .isEqualTo(Greeting.failed("starting it"));
    assertThat(Greeting.of(answers.ask(() -> Optional.of(Duration.ofMillis(1)))))
        .isEqualTo(Greeting.said(Duration.ofMillis(1)));
    assertThat(Greeting.of(answers.ask(Optional::<Duration>empty))).isEqualTo(Greeting.UNTRIED);
    never.countDown();
  }

  private static Optional<Duration> hello(IOException why) throws EngineException {
    throw new EngineException(EngineException.Kind.UNREACHABLE, "starting it", why);
  }

  @Test
  void theTimeOfTheLookIsThatOfTheWholeCommand() {
    Instant began = Instant.EPOCH;

    assertThat(HostSurvey.left(began, began.plusMillis(500))).isEqualTo(Duration.ofSeconds(6));
    assertThat(HostSurvey.left(began, began.plusSeconds(3))).isEqualTo(Duration.ofMillis(3500));
    assertThat(HostSurvey.left(began, began.plusSeconds(60))).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void whatAQuestionEndsWithIsTold() {
    Answers answers = new Answers(HostClock.system(), Duration.ofSeconds(50));

    assertThatThrownBy(
            () ->
                answers
                    .ask(
                        () -> {
                          throw new IOException("no disk");
                        })
                    .get())
        .isInstanceOf(IOException.class)
        .hasMessage("no disk");
  }

  @Test
  void theProgramThatSaysHelloIsAStaticOneForThisProcessor(@TempDir Path directory)
      throws IOException {
    byte[] bytes = HelloProgram.of("x86_64").orElseThrow();
    ElfFile elf = ElfFile.read(Files.write(directory.resolve("hello"), bytes)).orElseThrow();

    assertThat(elf.isProgram()).isTrue();
    assertThat(elf.machine()).isEqualTo(62);
    assertThat(elf.loader()).isEmpty();
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).endsWith(HelloProgram.LINE + "\n");
    assertThat(HelloProgram.of("riscv64")).isEmpty();
  }

  /** Also for clean, which removes what it finds there. */
  @Test
  void theEngineIsTheOneThatTheOwnersPolicyNames() throws EngineException {
    HostPolicy policy =
        PolicyReader.read("host.toml", "socket = \"/nowhere/own.sock\"\n".getBytes(UTF_8))
            .policy()
            .orElseThrow()
            .general();
    Map<String, String> environment = Map.of("DOCKER_HOST", "unix:///nowhere/another.sock");

    Located located =
        PolicyEngine.of(policy, environment).locate(Optional.empty(), Duration.ofSeconds(50));

    assertThat(located.socket()).isEqualTo(Path.of("/nowhere/own.sock"));
    located.engine().close();
  }

  @Test
  void withoutAnEngineThePageComesAllTheSame() throws IOException {
    Map<String, String> environment = Map.of("DOCKER_HOST", "unix:///nowhere/engine.sock");

    HostReport report = new HostSurvey(environment, Optional.empty(), Instant.now()).report();

    assertThat(report.engineFound()).isFalse();
    assertThat(report.canRun()).isFalse();
    assertThat(report.faults().get(0).what()).contains("/nowhere/engine.sock");
  }
}
