package net.boincwrapper.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoryTableTest {
  private static final long MEBI = 1024 * 1024;

  private final MemoryTable table =
      new MemoryTable("any", 100 * MEBI, 3).row("16", MEBI, 101 * MEBI);

  @Test
  void itShowsWhatIsStatedBesideWhatWasMeasured() {
    assertThat(table.text("qubits"))
        .isEqualToNormalizingNewlines(
            """
            | qubits | a state | stated | measured | measured/stated |
            |---|---|---|---|---|
            | 16 | 1.0 MiB | 103 MiB | 101 MiB | 0.98 |
            """);
  }

  @Test
  void aRunThatTookMuchMoreFails() {
    table.isWithin(0.15);

    table.row("20", 16 * MEBI, 200 * MEBI);

    assertThatThrownBy(() -> table.isWithin(0.15)).hasMessageContaining("| 20 |");
  }

  @Test
  void aRunThatTookMuchLessFails() {
    table.row("20", 16 * MEBI, 90 * MEBI);

    assertThatThrownBy(() -> table.isWithin(0.15)).hasMessageContaining("| 20 |");
  }
}
