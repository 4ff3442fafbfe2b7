package net.boincwrapper.task;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.slot.InitDataFile;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.record.InitData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NicenessTest {
  @ParameterizedTest
  @CsvSource({
    "7, 20, '', true",
    "7, 20, docker, true",
    "8, 0, docker, true",
    "8, 2, docker, false",
    "8, 3, docker_mt, false",
    "8, 3, mt, true"
  })
  void clientsThatCannotTellAContainerFromTheVolunteersPrograms(
      int major, int minor, String planClass, boolean matters) throws SlotException {
    assertThat(Niceness.matters(init(major, minor, planClass))).isEqualTo(matters);
  }

  private static InitData init(int major, int minor, String planClass) throws SlotException {
    String xml =
        "<app_init_data><major_version>%d</major_version><minor_version>%d</minor_version>"
            + "<plan_class>%s</plan_class><project_dir>/boinc/projects/P</project_dir>"
            + "<boinc_dir>/boinc</boinc_dir><wu_name>wu</wu_name><result_name>wu_0</result_name>"
            + "<slot>0</slot></app_init_data>";
    return InitDataFile.parse(
        xml.formatted(major, minor, planClass).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void processesThatAreNotAtTheLowestPriorityYet() throws IOException {
    Path proc = Jimfs.newFileSystem(Configuration.unix()).getPath("/proc");
    stat(proc, 11, "sh", 0);
    stat(proc, 12, "a) name (x", 10);
    stat(proc, 13, "done", 19);
    Files.writeString(Files.createDirectories(proc.resolve("14")).resolve("stat"), "14 (cut");

    byte[] cut = "16 (schr\u00f6) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0".getBytes(ISO_8859_1);
    Files.write(Files.createDirectories(proc.resolve("16")).resolve("stat"), cut);

    assertThat(Niceness.higher(proc, List.of(11L, 12L, 13L, 14L, 15L, 16L)))
        .containsExactly(11L, 12L, 16L);
  }

  /** See proc(5). */
  private static void stat(Path proc, int pid, String name, int nice) throws IOException {
    String line =
        pid + " (" + name + ") S 1 1 1 0 -1 4194560 100 0 0 0 5 3 0 0 " + (20 + nice) + " " + nice;
    Path directory = Files.createDirectories(proc.resolve(String.valueOf(pid)));
    Files.writeString(directory.resolve("stat"), line + " 1 0 12345 2334720 217 18446744\n");
  }
}
