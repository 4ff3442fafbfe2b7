package net.boincwrapper.job.toml;

import static org.assertj.core.api.Assertions.assertThat;

import net.boincwrapper.job.JobText;
import net.boincwrapper.job.toml.JobReader.Setting;
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
            new Setting("workdir", "\"/w\"", "job.toml:1"),
            new Setting("project_dir_mount", "\"/project\"", "default"),
            new Setting("image_name", "none", "default"),
            new Setting("mount", "[\"./a:/a\"]", "job.toml:3"),
            new Setting("use_gpu", "true", "job.toml:2 (create_args)"),
            new Setting("limits.memory", "1073741824", "job.toml:2 (create_args)"),
            new Setting("limits.pids", "9", "job.toml:2 (create_args)"),
            new Setting("limits.network", "true", "job.toml:2 (create_args)"),
            new Setting("exit.retry", "[75]", "job.toml:5"),
            new Setting("checkpoint.grace", "45", "default"),
            new Setting("scratch[0].size", "\"64m\"", "job.toml:8"),
            new Setting("scratch[0].exec", "false", "default"));
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
        .contains(new Setting("verbose", "1", "default"));
  }
}
