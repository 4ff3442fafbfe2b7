package net.boincwrapper.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanClassRulesTest {
  private static final String RIGHT =
      """
      <plan_classes>
        <plan_class>
          <name>docker_mt4</name>
          <docker/>
          <min_ncpus>4</min_ncpus>
          <avg_ncpus>4</avg_ncpus>
        </plan_class>
        <plan_class>
          <name>docker_cuda</name>
          <docker/>
          <gpu_type>nvidia</gpu_type>
          <cuda/>
          <min_gpu_ram_mb>4000</min_gpu_ram_mb>
        </plan_class>
      </plan_classes>
      """;

  private static final Set<String> USED = Set.of("docker_mt4", "docker_cuda");

  @Test
  void isRight() {
    assertThat(PlanClassRules.problems(RIGHT, USED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<docker/>| |no <docker/>: sent to hosts without an engine",
        "<docker/>|<docker>yes</docker>|write <docker/>",
        "<name>docker_mt4|<name>mt4|a client takes a plan class for one of containers by",
        "<name>docker_mt4|<name>docker__mt4|no name of a plan class",
        "docker_mt4|docker_mt8|no plan class docker_mt4: nobody gets its version",
        "docker_cuda|docker_mt4|only the first of this name counts",
        "<min_ncpus>4</min_ncpus>| |without the same min_ncpus",
        "<avg_ncpus>4</avg_ncpus>|<max_threads>4</max_threads>|max_threads gives each host",
        "<cuda/>|<mem_usage_base_mb>500</mem_usage_base_mb>|mem_usage_* replaces",
        "<gpu_type>nvidia</gpu_type>| |<cuda/> without",
        "<cuda/>|<gpu/>|<gpu/> is no key of a plan class",
        "<min_ncpus>4|<min_ncpus>four|is no number",
        "</plan_classes>| |no </plan_classes>",
        "<plan_classes>|<classes>|does not begin with <plan_classes>",
      })
  void aWordIsWrong(String right, String wrong, String problem) {
    String text = RIGHT.replaceFirst(right, wrong == null ? "" : wrong);
    assertThat(PlanClassRules.problems(text, USED))
        .anySatisfy(it -> assertThat(it).contains(problem));
  }
}
