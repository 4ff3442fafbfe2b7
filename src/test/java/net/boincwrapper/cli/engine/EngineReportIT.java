package net.boincwrapper.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import net.boincwrapper.cli.OutputSchemaCheck;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;

/** {@code dry-run --engine} on the engine under test. */
@WithEngine
class EngineReportIT {
  @Test
  void theEngineUnderTestIsTold() throws Exception {
    EngineReport report = EngineReport.ofThisHost(EngineUnderTest.environment());

    assertThat(report.isUsable()).isTrue();
    assertThat(report.info().kind().name())
        .isEqualTo(EngineUnderTest.isPodman() ? "PODMAN" : "DOCKER");
    assertThat(report.info().abilities().api()).matches("1\\.\\d+");
    OutputSchemaCheck.holds("engine", EngineJson.of(report));
  }
}
