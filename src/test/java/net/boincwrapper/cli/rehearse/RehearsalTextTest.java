package net.boincwrapper.cli.rehearse;

import static net.boincwrapper.cli.rehearse.RehearsalReports.quit;
import static net.boincwrapper.cli.rehearse.RehearsalReports.recovery;
import static net.boincwrapper.cli.rehearse.RehearsalReports.resumed;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.cli.OutputSchemaCheck;
import net.boincwrapper.cli.Snapshot;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.rehearse.Recovery.Resumption;
import net.boincwrapper.cli.simulate.Interrupt.Kind;
import net.boincwrapper.cli.simulate.RunSummary.Ending;
import org.junit.jupiter.api.Test;

class RehearsalTextTest {
  private final RehearsalReports found = new RehearsalReports();

  /** Sealing and the last words to the client take their time after the app's end. */
  @Test
  void anAppWhoseCheckpointWasSealedInTimeIsNotSaidToHaveBeenKilled() {
    found.same(quit(Optional.of(Duration.ofSeconds(9)), Duration.ofSeconds(11)));

    assertThat(text()).doesNotContain("Remark:");
  }

  @Test
  void aGoodRehearsalIsToldWhole() throws IOException {
    found
        .used(84_410_368, 12_345_678)
        .same(resumed("kill@12s"))
        .same(recovery("wrapper@9.3s", 0, Resumption.RAN_ON))
        .same(quit(Optional.of(Duration.ofMillis(400)), Duration.ofMillis(900)))
        .same(resumed("torn@14.1s"));

    Snapshot.matches("rehearsal.txt", text());
  }

  /** A release, but with another input the app may be killed. */
  @Test
  void memoryThatIsNearItsBoundIsRemarkedOn() {
    found.used(460_000_000, 12_345_678).same(resumed("kill@12s"));

    assertThat(text())
        .containsIgnoringWhitespaces(
            "Remark: it took 438.7 MiB of memory, 92 % of rsc_memory_bound, 476.8 MiB. A little more"
                + " would be too much: raise it, as proposed below.");
    found.used(450_000_000, 12_345_678);
    assertThat(text()).doesNotContain("Remark:");
  }

  @Test
  void aBadOneSaysWhatDiffers() throws IOException {
    found
        .command("python3 compare.py")
        .same(recovery("kill@12s", 12, Resumption.UNKNOWN))
        .fails("the app ended with exit code 2", resumed("torn@9s"))
        .differs("result.txt differs from byte 8 on", resumed("rollback@9s"))
        .missed("suspend")
        .leftOut(Kind.ENGINE, "the run is too short");

    Snapshot.matches("rehearsal-bad.txt", text());
  }

  @Test
  void anAppThatIsDeafIsRemarkedOn() {
    found.same(quit(Optional.empty(), Duration.ofSeconds(11)));

    assertThat(text()).contains("Remark: it did not end within its grace of 10 s");
  }

  @Test
  void anAppThatEndsWithoutACheckpointIsRemarkedOn() {
    found.same(quit(Optional.empty(), Duration.ofSeconds(1)));

    assertThat(text())
        .contains("Remark: it ended when it was asked to, but wrote no checkpoint")
        .containsIgnoringWhitespaces("cost 2.5 s of CPU time");
  }

  @Test
  void oneThatHadJustWrittenItsCheckpointIsNot() {
    found.same(quit(0.04, Optional.empty(), Duration.ofSeconds(1)));

    assertThat(text()).contains("it wrote no new checkpoint").doesNotContain("Remark:");
  }

  /** Where the outputs differ, it went on from somewhere, and that is enough to know. */
  @Test
  void whatIsNotProvenIsToldOfARunThatWentWellOnly() {
    found
        .same(recovery("kill@12s", 1, Resumption.UNKNOWN))
        .differs("x", recovery("torn@9s", 1, Resumption.UNKNOWN));

    assertThat(text())
        .containsPattern("kill@12s .* the same  not proven; given checkpoint 3, restored")
        .containsPattern("torn@9s .* DIFFER    from checkpoint 3, restored")
        .containsOnlyOnce("      nothing that was seen shows it");
  }

  @Test
  void machinesGetTheSame() throws IOException {
    found
        .same(quit(Optional.of(Duration.ofMillis(400)), Duration.ofMillis(900)))
        .differs("result.txt differs", resumed("rollback@9s"))
        .missed("suspend");

    String text = RehearsalJson.of(found.report(), found.release());
    OutputSchemaCheck.holds("rehearsal", text);
    JsonObject json = JsonParser.parseString(text).getAsJsonObject();

    assertThat(json.get("mayBeReleased").getAsBoolean()).isFalse();
    assertThat(json.get("seed").getAsLong()).isEqualTo(4711);
    assertThat(json.getAsJsonObject("undisturbed").get("cpuSeconds").getAsDouble()).isEqualTo(20);
    assertThat(json.getAsJsonArray("compared")).hasToString("[\"result.txt\"]");
    assertThat(json.getAsJsonArray("notTried"))
        .hasToString("[\"suspend: the run was over before it\"]");
    JsonObject quit = run(json, 0).getAsJsonArray("interruptions").get(0).getAsJsonObject();
    assertThat(quit.get("what").getAsString()).isEqualTo("quit");
    assertThat(quit.get("resumedInSeconds").getAsDouble()).isEqualTo(1.5);
    assertThat(quit.getAsJsonObject("askedToEnd").get("sealedAfterSeconds").getAsDouble())
        .isEqualTo(0.4);
    assertThat(quit.getAsJsonObject("askedToEnd").get("graceSeconds").getAsLong()).isEqualTo(10);
    assertThat(run(json, 1).get("sameOutputs").getAsBoolean()).isFalse();
    assertThat(run(json, 1).getAsJsonArray("comparison")).hasToString("[\"result.txt differs\"]");
  }

  @Test
  void whereThereIsNoVerdictMachinesGetNull() throws IOException {
    found.only().proposed("<output_template/>").same(resumed("kill@12s"));

    String text = RehearsalJson.of(found.report(), found.release());
    OutputSchemaCheck.holds("rehearsal", text);
    JsonObject json = JsonParser.parseString(text).getAsJsonObject();

    assertThat(json.get("mayBeReleased").isJsonNull()).isTrue();
  }

  @Test
  void aJobWithoutOutputTemplateGetsOne() {
    found.proposed("<output_template>\n</output_template>\n").same(resumed("kill@12s"));

    assertThat(text())
        .contains("byte for byte (there is no output template: all new files)")
        .endsWith(
            "The job has no output template. One that names these outputs, to be saved as"
                + " out.xml:\n\n<output_template>\n</output_template>\n");
  }

  @Test
  void machinesAreToldOfAFailureToo() throws IOException {
    found.undisturbed(Ending.FAILED, 3, "why");

    String text = RehearsalJson.of(found.report(), found.release());
    OutputSchemaCheck.holds("rehearsal", text);
    JsonObject json = JsonParser.parseString(text).getAsJsonObject();

    assertThat(json.getAsJsonObject("undisturbed").get("exitCode").getAsInt()).isEqualTo(3);
    assertThat(json.getAsJsonArray("runs")).isEmpty();
  }

  private static JsonObject run(JsonObject json, int index) {
    return json.getAsJsonArray("runs").get(index).getAsJsonObject();
  }

  private String text() {
    return RehearsalText.of(found.report(), found.release(), Colours.NONE);
  }
}
