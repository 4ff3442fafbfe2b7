package net.boincwrapper.cli.packaging.buda;

import java.util.List;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.job.toml.JobReader.Setting;

/**
 * What BOINC's own docker_wrapper does not know of a job.toml: it reads ten keys, none of them in a
 * table, and ignores the rest ({@code
 * samples/docker_wrapper/docker_wrapper.cpp:parse_config_file}).
 */
final class NoEffect {
  /** It reads this file, whatever the job says ({@code FRACTION_DONE_FILENAME}). */
  private static final String PROGRESS = "progress.file";

  private static final String OF_CREATE_ARGS = "(create_args)";

  private NoEffect() {}

  /** Keys that the job has written. */
  static List<String> keys(JobFolder folder) {
    return folder.job().settings().stream()
        .filter(setting -> isInATable(setting.key()) && isWritten(setting))
        .filter(setting -> !setting.key().equals(PROGRESS) || setting.differs())
        .map(Setting::key)
        .toList();
  }

  private static boolean isInATable(String key) {
    return key.contains(".") || key.contains("[");
  }

  /** docker_wrapper hands create_args on as they are. */
  private static boolean isWritten(Setting setting) {
    return !setting.origin().equals("default") && !setting.origin().endsWith(OF_CREATE_ARGS);
  }
}
