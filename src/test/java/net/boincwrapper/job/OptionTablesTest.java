package net.boincwrapper.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.boincwrapper.job.options.BuildOptionTable;
import net.boincwrapper.job.options.CreateOptionTable;
import net.boincwrapper.job.options.OptionSpec;
import org.junit.jupiter.api.Test;

class OptionTablesTest {
  /** From {@code docker create --help}, version 28.2. */
  private static final String CREATE =
      """
      add-host attach blkio-weight blkio-weight-device cap-add cap-drop cgroup-parent cgroupns \
      cidfile cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpus cpuset-cpus \
      cpuset-mems device device-cgroup-rule device-read-bps device-read-iops device-write-bps \
      device-write-iops disable-content-trust dns dns-option dns-search domainname entrypoint env \
      env-file expose gpus group-add health-cmd health-interval health-retries \
      health-start-period health-timeout help hostname init interactive ip ip6 ipc isolation \
      kernel-memory label label-file link link-local-ip log-driver log-opt mac-address memory \
      memory-reservation memory-swap memory-swappiness mount name network network-alias \
      no-healthcheck oom-kill-disable oom-score-adj pid pids-limit platform privileged publish \
      publish-all pull quiet read-only restart rm runtime security-opt shm-size stop-signal \
      stop-timeout storage-opt sysctl tmpfs tty ulimit use-api-socket user userns uts volume \
      volume-driver volumes-from workdir""";

  /** From {@code docker build --help}, version 28.2. */
  private static final String BUILD =
      """
      add-host build-arg cache-from cgroup-parent compress cpu-period cpu-quota cpu-shares \
      cpuset-cpus cpuset-mems disable-content-trust file force-rm iidfile isolation label memory \
      memory-swap network no-cache platform pull quiet rm security-opt shm-size tag target ulimit""";

  @Test
  void everyOptionOfDockerCreateIsKnown() {
    assertThat(names(CreateOptionTable.ALL)).contains(CREATE.split("\\s+")).doesNotHaveDuplicates();
  }

  @Test
  void everyOptionOfDockerBuildIsKnown() {
    assertThat(names(BuildOptionTable.ALL)).contains(BUILD.split("\\s+")).doesNotHaveDuplicates();
  }

  @Test
  void shortNamesAreDockers() {
    assertThat(shortNames(CreateOptionTable.ALL))
        .containsExactlyInAnyOrder(split("acehilmpPqtuvw"));
    assertThat(shortNames(BuildOptionTable.ALL)).containsExactlyInAnyOrder(split("cfmqtDo"));
  }

  @Test
  void everyRefusalSaysWhy() {
    assertThat(CreateOptionTable.ALL)
        .filteredOn(spec -> spec.treatment() == OptionSpec.Treatment.REFUSED)
        .hasSizeGreaterThan(30)
        .allSatisfy(spec -> assertThat(spec.reason()).startsWith("is refused: "));
  }

  @Test
  void whoeverIsRefusedALooserContainerReadsWhatHelpsAndOfNoPolicyThatIsNotThere() {
    assertThat(Stream.of(CreateOptionTable.ALL, BuildOptionTable.ALL).flatMap(List::stream))
        .filteredOn(spec -> spec.reason().startsWith(OptionSpec.LOOSENS))
        .hasSizeGreaterThan(30)
        .allSatisfy(
            spec ->
                assertThat(spec.reason().substring(OptionSpec.LOOSENS.length()))
                    .hasSizeGreaterThan(20)
                    .doesNotContain("policy"));
  }

  private static List<String> names(List<OptionSpec> specs) {
    return specs.stream().map(OptionSpec::name).toList();
  }

  private static List<String> shortNames(List<OptionSpec> specs) {
    return specs.stream()
        .filter(spec -> spec.shortName() != '\0')
        .map(spec -> String.valueOf(spec.shortName()))
        .toList();
  }

  private static String[] split(String letters) {
    return letters.split("");
  }
}
