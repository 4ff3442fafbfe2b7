package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WorkunitAdviceTest {
  private static final String NEVER_RUNS = "- **`shots_compare` never runs** with one result";

  private final JobDirectory job;
  private int versions;

  WorkunitAdviceTest() throws IOException {
    job = new JobDirectory();
  }

  @Test
  void argumentsOfTheTemplateAreThoseOfAllWorkunits() throws IOException {
    assertThat(readme())
        .contains(
            "- **Each workunit gets the template's arguments**, `--shots 20`:\n"
                + "  a seed among them is the same in all of them.\n");

    job.write("in.xml", JobDirectory.IN.replace("--shots 20", " "));

    assertThat(readme()).doesNotContain("gets the template's arguments");
  }

  @Test
  void withOneResultThereIsNothingToCompare() throws IOException {
    assertThat(readme()).contains(NEVER_RUNS);
    assertThat(readmeWith("<min_quorum>1</min_quorum>")).contains(NEVER_RUNS);
  }

  @Test
  void withTwoThereIs() throws IOException {
    assertThat(readmeWith("<min_quorum>2</min_quorum>")).doesNotContain("never runs");
  }

  @Test
  void eachFileIsInTheTable() throws IOException {
    job.tree(job.order("1.2")).write();

    for (String path : job.there()) {
      String top = path.contains("/") ? path.substring(0, path.indexOf('/') + 1) : path;
      if (!top.equals("README.md")) {
        assertThat(job.read("README.md")).contains("\n| `" + top + "` | ");
      }
    }
  }

  private String readmeWith(String element) throws IOException {
    job.write("in.xml", JobDirectory.IN.replace("</workunit>", element + "\n  </workunit>"));
    return readme();
  }

  /** Of a version of its own, since another of the same number would be refused. */
  private String readme() throws IOException {
    job.tree(job.order("1.1" + ++versions)).write();
    return job.read("README.md");
  }
}
