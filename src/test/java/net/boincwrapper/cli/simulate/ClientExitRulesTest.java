package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import net.boincwrapper.cli.simulate.ClientExitRules.Decision;
import net.boincwrapper.cli.simulate.ClientExitRules.ExitRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of {@code reference/boinc-client.md}, section 5. */
class ClientExitRulesTest {
  @ParameterizedTest(name = "status {0}, quit {1}, abort {2}, postponed {3}, finished {4}: {5}")
  @CsvSource({
    "0,   false, false, false, true,  SUCCESS",
    "0,   false, false, false, false, RESTART_PREMATURE",
    "0,   false, false, true,  false, RESTART_LATER",
    "0,   false, false, true,  true,  RESTART_LATER",
    "1,   false, false, true,  false, RESTART_LATER",
    "1,   false, false, false, false, FAILED",
    "42,  false, false, false, true,  FAILED",
    "143, false, false, false, false, FAILED",
    "137, false, false, false, false, RESTART",
    "0,   true,  false, false, false, RESTART",
    "1,   true,  false, false, true,  RESTART",
    "0,   false, true,  false, true,  ABORTED",
    "194, true,  true,  false, false, ABORTED",
  })
  void theClientDecidesByStatusAndFiles(
      int status,
      boolean quit,
      boolean abort,
      boolean postponed,
      boolean finished,
      Decision decision) {
    assertThat(ClientExitRules.judge(new ExitRecord(status, quit, abort, postponed, finished)))
        .isEqualTo(decision);
  }
}
