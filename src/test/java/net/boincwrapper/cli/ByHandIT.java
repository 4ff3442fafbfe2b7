package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan of a dry run, pasted into a shell. */
@WithEngine
class ByHandIT {
  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(strings = {"job", "a job, \"it's\" $HOME; `no` \\ & *", "two\nlines"})
  void aTemplateRunsAsItWouldAsATask(String name) throws IOException, InterruptedException {
    Path job = home.resolve(name);
    assertThat(AuthorRun.of("init", "shell", job.toString()).exitCode()).isZero();

    // Twice: what the first one has made is no obstacle.
    for (int i = 0; i < 2; i++) {
      assertThat(pasted(job, "2")).contains("starting at step 0 of 2");
    }

    assertThat(job.resolve(".dry-run/by-hand/result.txt")).hasContent("counted to 2\n");
    assertThat(job.resolve("state")).doesNotExist();
  }

  @Test
  void everyValueArrivesAsItIs() throws IOException, InterruptedException {
    Path job = Files.createDirectory(home.resolve("values"));
    Files.createDirectories(job.resolve("data/deep"));
    Files.writeString(job.resolve("data/deep/a b.txt"), "deep\n");
    Files.writeString(
        job.resolve("job.toml"),
        "image_name = \""
            + TaskHarness.IMAGE
            + "\"\n"
            + """
            mount = ["./data:/da,ta"]
            create_args = '--entrypoint ./show.sh --env A="it is $HOME, so" --env B=*'

            [limits]
            network = true

            [[scratch]]
            path = "/s"
            size = "1m"
            exec = true
            """);
    Path script =
        Files.writeString(
            job.resolve("show.sh"),
            "#!/bin/sh\necho \"A=$A B=$B ARGS=$ARGS\"\ncat '/da,ta/deep/a b.txt'\n"
                + "touch out && stat -c %F out /s\n");
    assertThat(script.toFile().setExecutable(true, false)).isTrue();

    assertThat(pasted(job, "x  'y' \"z\" $(id)\n#"))
        .contains("deep\n", "regular empty file\ndirectory\n", "A=it is $HOME, so B=*")
        .contains("ARGS=x  'y' \"z\" $(id)\n#");
    assertThat(job.resolve(".dry-run/by-hand/out")).exists();
  }

  /** What the app prints. */
  private String pasted(Path job, String argument) throws IOException, InterruptedException {
    AuthorRun dryRun = AuthorRun.of("dry-run", "--json", job.toString(), "--", argument);
    assertThat(dryRun.exitCode()).as(dryRun.out() + dryRun.err()).isZero();
    JsonObject byHand =
        JsonParser.parseString(dryRun.out()).getAsJsonObject().getAsJsonObject("byHand");
    List<String> lines = new ArrayList<>(List.of("set -e"));
    byHand.getAsJsonArray("preparation").forEach(line -> lines.add(line.getAsString()));
    String create = byHand.get("create").getAsString();
    assertThat(create).doesNotContain("--name", "--label");
    String program = create.substring(0, create.indexOf(' '));
    lines.add("id=$(" + create + "\n)");
    lines.add(program + " start --attach \"$id\" || echo \"status $?\"");
    lines.add(program + " rm \"$id\" > /dev/null");
    Path said = home.resolve("said.txt");
    int status =
        new ProcessBuilder("sh", "-c", String.join("\n", lines))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    String text = Files.readString(said);
    assertThat(status).as(text).isZero();
    return text;
  }
}
