package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import org.junit.jupiter.api.Test;

class SealOrderTest {
  private boolean written;

  private static final FileStat OLD = file(3, 1, "inode 1");
  private static final FileStat WRITTEN_ON = file(4, 2, "inode 1");
  private static final FileStat REPLACED = file(4, 2, "inode 2");

  @Test
  void filesAreSealedAsTheyWereFoundComplete() {
    assertThat(allows(Map.of("a", OLD, "b", OLD), Map.of("a", OLD, "b", OLD))).isTrue();
    assertThat(allows(Map.of("a", OLD), Map.of("a", WRITTEN_ON))).isFalse();
    assertThat(allows(Map.of("a", OLD), Map.of("b", OLD))).isFalse();
  }

  @Test
  void oneFileMayHaveBeenReplacedByTheNextWholeOne() {
    assertThat(allows(Map.of("a", OLD), Map.of("a", REPLACED))).isTrue();
  }

  @Test
  void unlessSomebodyStillWritesThat() {
    written = true;
    assertThat(allows(Map.of("a", OLD), Map.of("a", REPLACED))).isFalse();
    assertThat(allows(Map.of("a", OLD), Map.of("a", OLD))).as("seen at rest").isTrue();
  }

  @Test
  void ofSeveralFilesOneThatWasReplacedMayNotFitTheOthers() {
    assertThat(allows(Map.of("a", OLD, "b", OLD), Map.of("a", REPLACED, "b", OLD))).isFalse();
  }

  @Test
  void whatNobodyWritesIsSealedAsItIs() {
    SealOrder order = order(Optional.empty());
    assertThat(order.allows(new TreeMap<>(Map.of("a", WRITTEN_ON)))).isTrue();
  }

  private boolean allows(Map<String, FileStat> expected, Map<String, FileStat> found) {
    return order(Optional.of(new TreeMap<>(expected))).allows(new TreeMap<>(found));
  }

  private SealOrder order(Optional<SortedMap<String, FileStat>> expected) {
    return new SealOrder(
        1,
        1,
        OptionalDouble.empty(),
        Instant.EPOCH,
        OptionalLong.empty(),
        2,
        expected,
        files -> written);
  }

  private static FileStat file(long bytes, long modified, String identity) {
    return new FileStat(bytes, FileTime.fromMillis(modified), identity);
  }
}
