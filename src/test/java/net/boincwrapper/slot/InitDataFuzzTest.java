package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.fuzz.Cost;
import net.boincwrapper.fuzz.SlotNames;
import net.boincwrapper.slot.record.InitData;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class InitDataFuzzTest {
  @FuzzTest
  void isWhatAClientCanMeanOrIsRefused(byte[] content) throws Exception {
    Cost.bounded(content.length, () -> parse(content)).ifPresent(InitDataFuzzTest::makesSense);
  }

  private static Optional<InitData> parse(byte[] content) {
    try {
      return Optional.of(InitDataFile.parse(content));
    } catch (SlotException e) {
      assertThat(String.valueOf(e.getMessage()))
          .startsWith("could not ")
          .matches(message -> message.chars().noneMatch(Character::isISOControl), "one line");
      return Optional.empty();
    }
  }

  private static void makesSense(InitData data) {
    SlotNames.below(data.workunitName());
    SlotNames.below(data.resultName());
    isOnePlace(data.projectDirectory());
    isOnePlace(data.boincDirectory());
    assertThat(data.slot()).isNotNegative();
    assertThat(data.cpus()).isPositive().isFinite();
    assertThat(data.checkpointPeriodSeconds()).isPositive().isFinite();
    assertThat(data.checkpointedCpuSeconds()).isNotNegative().isFinite();
    assertThat(data.startingElapsedSeconds()).isNotNegative().isFinite();
    assertThat(data.cpuUsageLimitPercent()).isPositive().isLessThanOrEqualTo(100);
    assertThat(data.host().cpus()).isPositive();
    assertThat(data.host().memoryBytes()).isNotNegative();
    positive(data.clientPid());
    positive(data.memoryBoundBytes());
    positive(data.diskBoundBytes());
  }

  private static void isOnePlace(Path path) {
    assertThat(path.isAbsolute() && path.equals(path.normalize())).as("%s", path).isTrue();
  }

  private static void positive(OptionalLong number) {
    number.ifPresent(it -> assertThat(it).isPositive());
  }
}
