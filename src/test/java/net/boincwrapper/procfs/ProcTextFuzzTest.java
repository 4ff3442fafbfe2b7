package net.boincwrapper.procfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.SortedSet;
import net.boincwrapper.fuzz.Cost;
import org.junit.jupiter.api.Timeout;

/** An app names its processes, and puts them into groups with names of its own. */
@Timeout(120)
class ProcTextFuzzTest {
  @FuzzTest
  void saysWhatTheKernelHasWrittenWhateverTheNameIs(byte[] content) throws Exception {
    String text = new String(content, ISO_8859_1);
    Cost.bounded(content.length, () -> StatLine.of(text)).number(StatLine.THREADS);

    StatLine named =
        StatLine.of("7 (" + text + ") R 1 7 7 0 -1 4194304 1 2 3 4 5 6 7 8 20 19 3 0 99");
    assertThat(named.number(StatLine.PID)).hasValue(7);
    assertThat(named.name()).isEqualTo(text);
    assertThat(named.isIn('R')).isTrue();
    assertThat(named.number(StatLine.PARENT)).hasValue(1);
    assertThat(named.number(StatLine.THREADS)).hasValue(3);
    assertThat(named.number(StatLine.START_TICKS)).hasValue(99);

    SortedSet<Integer> cpus = Cost.bounded(content.length, () -> CpuList.parse(text));
    assertThat(CpuList.parse(CpuList.text(cpus))).isEqualTo(cpus);
  }
}
