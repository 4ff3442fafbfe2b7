package net.boincwrapper.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import net.boincwrapper.job.toml.JobReader;
import net.boincwrapper.toml.KeyDoc;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private static final String BEGIN = "<!-- job.toml reference -->\n";
  private static final String END = "<!-- end of job.toml reference -->\n";

  @Test
  void theTableOfTheKeysIsWhatTheProgramReads() throws IOException {
    String page = Files.readString(Path.of("job-templates", "job-toml.md"));

    assertThat(page).contains(BEGIN).contains(END);
    assertThat(page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END)))
        .as("paste this between the markers of job-toml.md")
        .isEqualTo(table(JobReader.reference()));
  }

  private static String table(List<KeyDoc> reference) {
    String head = "| key | type | default | range | meaning |\n|---|---|---|---|---|\n";
    return reference.stream().map(ReferenceTest::row).collect(Collectors.joining("\n", head, "\n"));
  }

  private static String row(KeyDoc key) {
    String range = key.range().isEmpty() ? "" : " " + key.range();
    return String.format(
        "| `%s` | %s | %s |%s | %s |",
        key.key(), key.type(), shown(key.defaultValue()), range, key.meaning());
  }

  private static String shown(String defaultValue) {
    return defaultValue.equals("none") ? "none" : "`" + defaultValue + "`";
  }
}
