package net.boincwrapper.job.toml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.boincwrapper.job.Names;
import net.boincwrapper.job.TomlTypes;
import net.boincwrapper.job.options.CreateArgs;
import net.boincwrapper.job.toml.JobReader.Setting;
import net.boincwrapper.toml.Key;
import net.boincwrapper.toml.Written;

/** Lists what is in force, key by key, with where it comes from. */
final class Settings {
  private final Written written;
  private final String file;
  private final Map<String, Object> fromCreateArgs = new TreeMap<>();

  private Settings(Written written, String file) {
    this.written = written;
    this.file = file;
  }

  static List<Setting> list(Written written, CreateArgs.Parsed create, String file) {
    Settings settings = new Settings(written, file);
    settings.createArgs(create);
    return settings.list();
  }

  private void createArgs(CreateArgs.Parsed create) {
    create.options().memoryBytes().ifPresent(bytes -> option(JobKeys.MEMORY, bytes));
    create.options().shmBytes().ifPresent(bytes -> option(JobKeys.SHM, bytes));
    create.pids().ifPresent(pids -> option(JobKeys.PIDS, (long) pids));
    create.network().ifPresent(network -> option(JobKeys.NETWORK, network));
    if (create.gpu()) {
      option(JobKeys.USE_GPU, true);
    }
  }

  private void option(Key key, Object value) {
    fromCreateArgs.put(key.path(), value);
  }

  private List<Setting> list() {
    List<Setting> settings = new ArrayList<>();
    for (Key key : JobKeys.ALL) {
      if (JobKeys.tableName(key).equals(JobKeys.SCRATCH)) {
        if (key.path().equals(JobKeys.SCRATCH_PATH.path())) {
          scratch(settings);
        }
      } else {
        settings.add(setting(key, key.path()));
      }
    }
    return List.copyOf(settings);
  }

  private void scratch(List<Setting> settings) {
    int tables = written.tables(JobKeys.SCRATCH);
    for (int i = 0; i < tables; i++) {
      String table = Names.element(JobKeys.SCRATCH, i);
      for (Key key : List.of(JobKeys.SCRATCH_PATH, JobKeys.SCRATCH_SIZE, JobKeys.SCRATCH_EXEC)) {
        settings.add(setting(key, Names.within(table, key.name())));
      }
    }
  }

  private Setting setting(Key key, String path) {
    Object value = written.document().values().get(path);
    Object meaning = written.values().get(path);
    if (meaning != null && value != null) {
      return setting(key, path, shown(value), place(path), Optional.of(meaning));
    }
    Object option = fromCreateArgs.get(path);
    if (option != null) {
      String origin = place(JobKeys.CREATE_ARGS.path()) + " (create_args)";
      return setting(key, path, String.valueOf(option), origin, Optional.of(option));
    }
    return setting(key, path, key.defaultValue(), "default", key.defaultMeaning());
  }

  private static Setting setting(
      Key key, String path, String value, String origin, Optional<Object> meaning) {
    return new Setting(path, value, origin, meaning, !value.equals(key.defaultValue()));
  }

  private String place(String path) {
    return file + ":" + written.document().line(path);
  }

  private static String shown(Object value) {
    if (value instanceof String text) {
      return TomlTypes.quote(text);
    }
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return TomlTypes.quote(list.stream().map(String.class::cast).toList());
    }
    return String.valueOf(value);
  }
}
