package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.engine.ContainerPlan.TmpfsMount;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.harness.DockerOnly;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.plan.SamplePlans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan comes to in a real container. */
class DockerIsolationIT {
  @RegisterExtension final EngineFixture on = new EngineFixture();

  @Test
  void whatIsolatesIsInForce() throws Exception {
    String id =
        on.run(
            "grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/self/status; cat /proc/1/comm;"
                + " ls /sys/class/net; echo \"$GREETING\"");
    on.exitCode(id);

    assertThat(on.log(id).lines().map(line -> line.replaceAll("\\s+", " ")))
        .contains("CapEff: 0000000000000000", "CapBnd: 0000000000000000", "NoNewPrivs: 1")
        .contains(EngineUnderTest.isPodman() ? "podman-init" : "docker-init", "lo", "good day")
        .doesNotContain("eth0");
  }

  @Test
  void aDeviceFileIsThereForItsGroup() throws Exception {
    String device = "/dev/" + on.name();
    Shell.succeed("mknod", "--mode=660", device, "c", "1", "5"); // as /dev/zero
    Shell.succeed("chgrp", "7", device);
    try {
      String script = "id -G; head -c 3 %s | wc -c; ls /dev | grep -c tty1".formatted(device);
      Devices devices = Devices.ofNodes(List.of(device), List.of("7"));
      String id = on.create(SamplePlans.with(SamplePlans.script(on.name(), script), devices));
      on.engine().start(id);
      on.exitCode(id);

      assertThat(on.log(id).lines().toList()).containsExactly("0 7", "3", "0");
    } finally {
      Shell.succeed("rm", device);
    }
  }

  @Test
  void mountsAreAsPlanned(@TempDir Path host) throws Exception {
    Path odd =
        Files.createDirectory(host.resolve(EngineUnderTest.isPodman() ? "a b,c" : "a b,c:d"));
    Files.writeString(odd.resolve("file"), "there\n");
    String script =
        "cat /odd/file; touch /odd/new 2> /dev/null || echo read-only; cp /bin/echo /hot/echo;"
            + " /hot/echo executable; cp /bin/echo /cold/echo; /cold/echo no 2> /dev/null || echo refused;"
            + " stat -c %a /hot /cold; df -k --output=size /hot /cold | tail -n 2";
    List<ContainerPlan.Mount> mounts =
        List.of(
            new Bind(odd.toString(), "/odd", true),
            new TmpfsMount("/hot", OptionalLong.of(8L << 20), 01777, true),
            new TmpfsMount("/cold", OptionalLong.of(4L << 20), 0700, false));
    String id =
        on.create(SamplePlans.plan(on.name(), List.of("/bin/sh", "-c", script), mounts, "none"));
    on.engine().start(id);
    on.exitCode(id);

    assertThat(on.log(id).lines().map(String::strip))
        .contains("there", "read-only", "executable", "refused", "1777", "700", "8192", "4096");
  }

  @Test
  void aMissingSourceIsRefusedAndNotMade(@TempDir Path host) {
    Path missing = host.resolve("missing");
    List<ContainerPlan.Mount> mounts = List.of(new Bind(missing.toString(), "/in", false));

    EngineFixture.assertKind(
        EngineException.Kind.FINAL,
        () -> on.create(SamplePlans.plan(on.name(), List.of("/bin/true"), mounts, "none")));
    assertThat(missing).doesNotExist();
  }

  @Test
  @DockerOnly("Podman's bridge cannot keep containers apart: the README says so")
  void containersOfOneNetworkDoNotReachEachOther() throws Exception {
    String network = on.name();
    String listen =
        "use IO::Socket::INET; $|=1; $s=IO::Socket::INET->new(Listen=>1,LocalPort=>7000) or die;"
            + " print qq(ready\\n); sleep 60";
    String reach =
        "getent hosts %1$s >&2 && timeout 3 bash -c '</dev/tcp/%1$s/7000' && echo reached;"
                .formatted(on.name())
            + " ls /sys/class/net";
    try {
      String first =
          on.create(SamplePlans.plan(on.name(), List.of("perl", "-e", listen), List.of(), network));
      String second =
          on.create(
              SamplePlans.plan(on.name() + "2", List.of("sh", "-c", reach), List.of(), network));
      on.engine().start(first);
      on.awaitLog(first, "ready");
      on.engine().start(second);
      on.exitCode(second);

      assertThat(on.log(second)).contains(on.name(), "eth0").doesNotContain("reached");
    } finally {
      on.removeAll();
      EngineFixture.connection().client().removeNetworkCmd(network).exec();
    }
  }

  @Test
  @DockerOnly("Podman 4.3.1 says no where it was; the task's own look is tested in PodmanEndIT")
  void anAppThatPassesItsMemoryIsKilledAndSaidToBe() throws Exception {
    String id =
        on.create(SamplePlans.plan(on.name(), List.of("tail", "/dev/zero"), List.of(), "none"));
    on.engine().start(id);

    assertThat(on.exitCode(id)).isEqualTo(137);
    assertThat(on.engine().inspect(id).orElseThrow().oomKilled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"/no/such/program,127", "no-such-program,127", "/etc/passwd,126"})
  void aProgramThatCannotBeRunIsNamed(String program, int code) throws Exception {
    String id = on.create(SamplePlans.plan(on.name(), List.of(program), List.of(), "none"));
    on.engine().start(id);

    assertThat(on.exitCode(id)).isEqualTo(EngineUnderTest.isPodman() ? 1 : code);
    assertThat(on.engine().inspect(id).orElseThrow().error()).contains(program);
  }

  @Test
  void anAppThatMissesAnotherProgramRan() throws Exception {
    String id = on.run("no-such-program");

    assertThat(on.exitCode(id)).isEqualTo(127);
    assertThat(on.engine().inspect(id).orElseThrow().error()).isEmpty();
  }
}
