package net.boincwrapper.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Job.CheckpointRules.OnQuit;
import net.boincwrapper.job.JobText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyCheckTest {
  private static final String PROJECT = "example.org_quantum";

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("network = \"none\"", "[limits]\nnetwork = true"),
        Arguments.of("network = \"none\"", "portmap = [\"8080\"]"),
        Arguments.of("network = \"none\"", "web_graphics_guest_port = 8080"),
        Arguments.of("builds = false", "verbose = 1"),
        Arguments.of("gpus = false", "use_gpu = true"),
        Arguments.of("network = \"project\"", "host_mounts = [\"cvmfs\"]"),
        Arguments.of("capabilities = []", "create_args = \"--cap-add SYS_ADMIN\""),
        Arguments.of(
            "capabilities = [\"CAP_IPC_LOCK\"]",
            "create_args = \"--cap-add sys_admin --cap-add ipc_lock --cap-add NET_RAW\""),
        Arguments.of("devices = [\"/dev/kvm\"]", "create_args = \"--device /dev/fuse\""),
        Arguments.of("[limits]\nmemory = \"1g\"", "[limits]\nmemory = \"2g\""),
        Arguments.of("[limits]\nmemory = \"1g\"", "create_args = \"-m 2g\""),
        Arguments.of("[limits]\ncpus = 1", "create_args = \"--cpus 1.5\""),
        Arguments.of("[limits]\npids = 100", "[limits]\npids = 200"));
  }

  /** Where the project has no section, has one, has one with this very table, or this very key. */
  static Stream<Arguments> policies() {
    String url = "[project.\"https://example.org/quantum/\"";
    return refused()
        .flatMap(
            each -> {
              String policy = (String) each.get()[0];
              String job = (String) each.get()[1];
              String own =
                  policy.startsWith("[limits]")
                      ? url + ".limits]\n" + policy.substring("[limits]\n".length())
                      : url + "]\n" + policy;
              return Stream.of(
                  Arguments.of(policy + "\n", job),
                  Arguments.of(policy + "\n" + url + "]\nkeep_days = 3\n", job),
                  Arguments.of(policy + "\n" + url + ".limits]\nlayer = \"1g\"\n", job),
                  Arguments.of(own + "\n", job));
            });
  }

  @ParameterizedTest
  @MethodSource("policies")
  void whatIsRefusedIsAllowedOnceTheLinesThatItPrintsArePasted(String policy, String jobToml) {
    Job job = JobText.job(jobToml);
    List<Refusal> refusals =
        PolicyCheck.refusals(job, PolicyText.file(policy).forProject(PROJECT), PROJECT);

    assertThat(refusals).hasSize(1);
    String pasted = Paste.into(policy, refusals.get(0).permission());

    assertThat(PolicyCheck.refusals(job, PolicyText.file(pasted).forProject(PROJECT), PROJECT))
        .isEmpty();
    assertThat(
            PolicyCheck.refusals(
                job, PolicyText.file(pasted).forProject("example.org_other"), "example.org_other"))
        .as("another project gets no more than before")
        .hasSameSizeAs(
            PolicyCheck.refusals(
                job, PolicyText.file(policy).forProject("example.org_other"), "example.org_other"));
  }

  @Test
  void aRefusalSaysWhatAndWhyAndWhatToWriteWhere() {
    Job job = JobText.job("[limits]\nnetwork = true");

    assertThat(
            PolicyCheck.refusals(job, PolicyText.policy("network = \"none\"\n"), PROJECT)
                .get(0)
                .text())
        .isEqualTo(
            """
            the job asks for the network, which it may not have, as the host's owner has decided \
            (/etc/docker-wrapper/host.toml:1); to allow it, root writes
            # /etc/docker-wrapper/host.toml, at its end
            [project."https://example.org/quantum/"]
            network = "project\"""");
  }

  @Test
  void oneRefusalNamesAllCapabilitiesThatAreMissingAndKeepsThoseThatThereAre() {
    Job job = JobText.job("create_args = \"--cap-add SYS_ADMIN --cap-add NET_RAW\"");

    assertThat(
            PolicyCheck.refusals(job, PolicyText.policy("capabilities = [\"KILL\"]\n"), PROJECT)
                .get(0)
                .text())
        .isEqualTo(
            """
            the job asks for the capability NET_RAW, SYS_ADMIN (create_args), which no app has, as \
            the host's owner has decided (/etc/docker-wrapper/host.toml:1); to allow it, root writes
            # /etc/docker-wrapper/host.toml, at its end
            [project."https://example.org/quantum/"]
            capabilities = ["KILL", "NET_RAW", "SYS_ADMIN"]""");
  }

  @Test
  void whereNoOwnerHasDecidedAnAppHasNoPrivilege() {
    Job job = JobText.job("create_args = \"--cap-add SYS_ADMIN --device /dev/fuse\"");

    assertThat(PolicyCheck.refusals(job, HostPolicy.DEFAULT, PROJECT))
        .extracting(Refusal::text)
        .satisfiesExactly(
            text ->
                assertThat(text)
                    .contains("which no app has unless the host's owner allows it")
                    .endsWith("capabilities = [\"SYS_ADMIN\"]"),
            text -> assertThat(text).endsWith("devices = [\"/dev/fuse\"]"));
  }

  @Test
  void withoutAPolicyAJobOfTheUsualKindIsRefusedNothing() {
    Job job = JobText.job("use_gpu = true\nportmap = [\"8080\"]\n[limits]\nmemory = \"9g\"");

    assertThat(PolicyCheck.refusals(job, HostPolicy.DEFAULT, PROJECT)).isEmpty();
  }

  @Test
  void whatAJobDoesNotSayIsKeptWithinTheCeilings() {
    HostPolicy policy =
        PolicyText.policy(
            "network = \"bridge\"\non_quit = \"stop\"\n[limits]\ncpus = 1.5\npids = 64\nmemory ="
                + " \"1g\"\n");
    Job job = JobText.job("verbose = 1");

    assertThat(PolicyCheck.refusals(job, policy, PROJECT)).isEmpty();
    Job governed = PolicyCheck.governed(job, policy);
    assertThat(governed.limits().pids()).isEqualTo(64);
    assertThat(governed.limits().network()).isTrue();
    assertThat(governed.limits().memoryCeiling()).isEqualTo(OptionalLong.of(1L << 30));
    assertThat(governed.createOptions().cpus()).contains(1.5);
    assertThat(governed.checkpoint().onQuit()).isEqualTo(OnQuit.STOP);
    assertThat(PolicyCheck.governed(governed, policy)).isEqualTo(governed);
  }
}
