package net.boincwrapper.task.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributionTest {
  /**
   * The rows of the table; S same, C changed, U unknown; each line differs by one fact from own.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an own success                    |   0 | false | false | false | true  | S | S | false | own
          an own failure                    |  42 | false | false | false | true  | S | S | false | own
          an own 255 under one engine       | 255 | false | false | false | true  | S | S | false | own
          255, engine not known, watched    | 255 | false | false | false | true  | U | U | false | own
          an own end, unwatched             |   0 | false | false | false | false | S | S | false | own
          out of memory                     | 137 | true  | false | false | true  | S | S | false | killed for its memory
          its child out of memory           |   1 | true  | false | false | true  | S | S | false | own
          we asked                          |   0 | false | true  | false | true  | S | S | false | we asked
          the engine stopped it             |   0 | false | false | true  | true  | S | S | false | the engine sent
          the engine stopped it, unwatched  |   0 | false | false | true  | false | S | S | false | the engine sent
          another boot                      |   0 | false | false | false | false | C | S | false | the host restarted
          a boot that is not known          |   0 | false | false | false | false | U | S | false | the host restarted
          another engine                    |   0 | false | false | false | false | S | C | false | the engine restarted
          an engine that is not known       |   0 | false | false | false | false | S | U | false | the engine restarted
          watched across an engine's restart|   0 | false | false | false | true  | S | C | false | own
          lost by the engine                | 255 | false | false | false | true  | S | C | false | lost it
          killed from outside               | 137 | false | false | false | true  | S | S | false | from outside
          a quit right after it             |   0 | false | false | false | true  | S | S | true  | going away
          """)
  void eachFactDecides(
      String name,
      int code,
      boolean oom,
      boolean asked,
      boolean killed,
      boolean watched,
      String boot,
      String engine,
      boolean parted,
      String expected) {
    Evidence evidence =
        new Evidence(
            code,
            oom,
            asked,
            killed,
            true,
            false,
            watched,
            continuity(boot),
            continuity(engine),
            parted);
    Attribution attribution = Attribution.of(evidence);
    assertThat(attribution.interruption()).as(name).isEqualTo(!oom && !expected.equals("own"));
    assertThat(attribution.reason())
        .contains(expected.equals("own") ? "the app ended by itself" : expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {129, 130, 137, 143})
  void aSignalFromOutsideIsAnInterruption(int code) {
    assertThat(Attribution.of(own(code)).interruption()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42, 128, 131, 134, 138, 139, 144, 254, 255})
  void otherCodesAreTheAppsOwn(int code) {
    assertThat(Attribution.of(own(code)).interruption()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEndThatTheEngineHasForgottenIsTheAppsOwnOnlyIfItWasWatched(boolean watched) {
    Evidence forgotten =
        new Evidence(
            0, false, false, false, false, false, watched, Continuity.SAME, Continuity.SAME, false);
    assertThat(Attribution.of(forgotten).interruption()).isEqualTo(!watched);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEndThatTheEngineDidNotSeeIsAnInterruption(boolean watched) {
    for (int code : new int[] {0, 1, 255}) {
      Evidence lost =
          new Evidence(
              code,
              false,
              false,
              false,
              true,
              true,
              watched,
              Continuity.SAME,
              Continuity.SAME,
              false);
      assertThat(Attribution.of(lost).interruption()).isTrue();
    }
  }

  @Test
  void whatCannotBeShownEqualIsUnknown() {
    assertThat(Continuity.between("a", "a")).isEqualTo(Continuity.SAME);
    assertThat(Continuity.between("a", "b")).isEqualTo(Continuity.CHANGED);
    assertThat(Continuity.between("", "")).isEqualTo(Continuity.UNKNOWN);
    assertThat(Continuity.between("a", "")).isEqualTo(Continuity.UNKNOWN);
  }

  private static Evidence own(int code) {
    return new Evidence(
        code, false, false, false, true, false, true, Continuity.SAME, Continuity.SAME, false);
  }

  private static Continuity continuity(String letter) {
    return switch (letter) {
      case "S" -> Continuity.SAME;
      case "C" -> Continuity.CHANGED;
      default -> Continuity.UNKNOWN;
    };
  }
}
