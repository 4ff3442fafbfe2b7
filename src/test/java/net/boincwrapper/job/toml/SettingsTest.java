package net.boincwrapper.job.toml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.boincwrapper.job.JobText;
import net.boincwrapper.job.toml.JobReader.Setting;
import net.boincwrapper.toml.KeyDoc;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void everyEffectiveValueSaysWhereItComesFrom() {
    String toml =
        """
        workdir = "/w"
        create_args = "-m 1g --pids-limit 9 --network bridge --gpus all"
        mount = ["./a:/a"]
        [exit]
        retry = [75]
        [[scratch]]
        path = "/s"
        size = "64m"
        """;

    assertThat(JobText.read(toml).settings())
        .contains(
            new Setting("workdir", "\"/w\"", "job.toml:1", Optional.of("/w"), true),
            new Setting(
                "project_dir_mount", "\"/project\"", "default", Optional.of("/project"), false),
            new Setting("image_name", "none", "default", Optional.empty(), false),
            new Setting(
                "mount", "[\"./a:/a\"]", "job.toml:3", Optional.of(List.of("./a:/a")), true),
            new Setting("use_gpu", "true", "job.toml:2 (create_args)", Optional.of(true), true),
            new Setting(
                "limits.memory",
                "1073741824",
                "job.toml:2 (create_args)",
                Optional.of(1073741824L),
                true),
            new Setting("limits.pids", "9", "job.toml:2 (create_args)", Optional.of(9L), true),
            new Setting(
                "limits.network", "true", "job.toml:2 (create_args)", Optional.of(true), true),
            new Setting("exit.retry", "[75]", "job.toml:5", Optional.of(List.of(75L)), true),
            new Setting("checkpoint.grace", "45", "default", Optional.of(45L), false),
            new Setting("scratch[0].size", "\"64m\"", "job.toml:8", Optional.of(64L << 20), true),
            new Setting("scratch[0].exec", "false", "default", Optional.of(false), false));
  }

  @Test
  void everyKeyOfTheReferenceIsThereInItsOrder() {
    assertThat(JobText.read("").settings())
        .extracting(Setting::key)
        .containsExactlyElementsOf(
            JobReader.reference().stream()
                .map(KeyDoc::key)
                .filter(key -> !key.startsWith("scratch"))
                .toList());
  }

  @Test
  void aValueThatIsRefusedIsNotEffective() {
    assertThat(JobText.read("verbose = 9").settings())
        .contains(new Setting("verbose", "1", "default", Optional.of(1L), false));
  }
}
