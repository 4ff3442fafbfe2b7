package net.boincwrapper.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AppInfoTest {
  private static final ProjectFile PROGRAM = ProjectFile.of("docker_wrapper_1", "program");

  @Test
  void anApplicationHasItsFilesAndOneMainProgram() {
    AppVersion version =
        AppVersion.of("sim", PROGRAM)
            .copied(ProjectFile.of("job_1.toml", ""), "job.toml", false)
            .linked(ProjectFile.of("app_1", "#!/bin/sh"), "bin/app", true);

    assertThat(AppInfo.xml(List.of(version)))
        .isEqualTo(
            """
            <app_info>
            <app>
            <name>sim</name>
            </app>
            <file_info>
            <name>docker_wrapper_1</name>
            <executable/>
            </file_info>
            <file_info>
            <name>job_1.toml</name>
            </file_info>
            <file_info>
            <name>app_1</name>
            <executable/>
            </file_info>
            <app_version>
            <app_name>sim</app_name>
            <version_num>100</version_num>
            <api_version>8.0.0</api_version>
            <file_ref>
            <file_name>docker_wrapper_1</file_name>
            <main_program/>
            </file_ref>
            <file_ref>
            <file_name>job_1.toml</file_name>
            <open_name>job.toml</open_name>
            <copy_file/>
            </file_ref>
            <file_ref>
            <file_name>app_1</file_name>
            <open_name>bin/app</open_name>
            </file_ref>
            </app_version>
            </app_info>
            """);
  }

  @Test
  void applicationsShareAFile() {
    String xml = AppInfo.xml(List.of(AppVersion.of("a", PROGRAM), AppVersion.of("b", PROGRAM)));

    assertThat(Elements.all(xml, "file_info")).hasSize(1);
    assertThat(Elements.all(xml, "app_version")).hasSize(2);
  }
}
