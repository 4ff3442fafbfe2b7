package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which CPUs a task may use where no quota is in force. */
class AffinityTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0-3;   1;   0; 0",
        "0-3;   1;   5; 1",
        "0-3;   2;   1; 2,3",
        "0-3;   3;   1; 0,1,3",
        "0-3;   0.4; 2; 2",
        "0-3;   1.5; 0; 0,1",
        "4-5,9; 2;   1; 4,9"
      })
  void asManyAsItWasGivenAndOthersThanItsNeighbours(
      String all, double cpus, int slot, String chosen) {
    assertThat(Affinity.choose(all, cpus, slot)).contains(chosen);
  }

  @ParameterizedTest
  @CsvSource({"0-3,4", "0-3,8", "0,1"})
  void whoWasGivenAllIsLeftAlone(String all, double cpus) {
    assertThat(Affinity.choose(all, cpus, 7)).isEmpty();
  }
}
