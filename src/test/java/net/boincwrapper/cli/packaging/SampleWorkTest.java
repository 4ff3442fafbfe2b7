package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.boincwrapper.cli.folder.RehearsalRecord;
import net.boincwrapper.cli.folder.RehearsedJob;
import net.boincwrapper.server.CreateWorkRules;
import net.boincwrapper.server.PackageRules;
import org.junit.jupiter.api.Test;

class SampleWorkTest {
  private final JobDirectory job;

  SampleWorkTest() throws IOException {
    job = new JobDirectory();
  }

  private static SampleWork work(String... arguments) {
    return new SampleWork(AppName.parse("shots"), List.of(), List.of(arguments), false);
  }

  private RehearsalRecord rehearsedWith(String... arguments) throws IOException {
    RehearsedJob then = RehearsedJob.of(job.folder(), "0.1.0", List.of(arguments));
    return new RehearsalRecord(then, 1, Map.of(), Map.of());
  }

  @Test
  void theSampleHasTheRehearsalsArgumentsAndTheLoopASeedForEach() throws IOException {
    job.write("in.xml", JobDirectory.IN.replace("<command_line>--shots 20</command_line>", ""));

    job.tree(job.order("1.2"), rehearsedWith("--shots", "20", "--seed", "7")).write();

    assertThat(job.read("create_work.sh"))
        .contains(
            "bin/create_work --appname shots --command_line '--shots 20 --seed 7' \\\n  shots_");
    assertThat(job.read("README.md"))
        .contains(
            "`create_work.sh` has those of the rehearsal.\n   Many at once, each with another seed:")
        .containsPattern(
            "\n   for s in \\$\\(seq 1000\\); do bin/create_work --appname shots"
                + " --command_line \"--shots 20 --seed \\$s\" shots_\\w+_circuit.qasm; done\n");
    assertThat(PackageRules.problems(job.root)).isEmpty();
  }

  @Test
  void argumentsOfTheTemplateAreToldToBeFixed() throws IOException {
    job.tree(job.order("1.2"), rehearsedWith("--shots", "20")).write();

    assertThat(job.read("create_work.sh")).doesNotContain("--command_line");
    assertThat(job.read("README.md"))
        .contains("Each workunit has the template's arguments", "takes `<command_line>` out")
        .doesNotContain("seq 1000");
  }

  @Test
  void withoutASeedThereIsALineForEach() {
    assertThat(work("20").loop())
        .isEqualTo(
            "while read -r line; do bin/create_work --appname shots --command_line \"$line\"; done"
                + " < LINES");
    assertThat(work("--seed").loop()).startsWith("while read");
  }

  @Test
  void wordsStayWordsInTheShellAndInTheClient() {
    SampleWork work = work("a b", "it's", "", "\"x", "--seed", "1", "$HOME");

    assertThat(work.command()).endsWith("'\"a b\" it'\\''s \"\" '\\''\"x'\\'' --seed 1 $HOME'");
    assertThat(work.loop()).contains("\"\\\"a b\\\" it's \\\"\\\" '\\\"x' --seed $s \\$HOME\"");
    assertThat(work.flaw("in.xml")).isEmpty();
    assertThat(CreateWorkRules.problems(work("a b").command(), "shots", "")).isEmpty();
  }

  @Test
  void whatNoCommandLineCanHoldIsRefused() {
    for (String word : List.of("a<b", "a&b", "a\nb", "\"it's")) {
      assertThat(work("1", word).flaw("in.xml").orElseThrow())
          .asString()
          .startsWith(
              "in.xml: has no <command_line>, and none could hold the rehearsal's argument");
    }
  }
}
