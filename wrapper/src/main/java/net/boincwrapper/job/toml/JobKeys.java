package net.boincwrapper.job.toml;

import java.util.List;
import net.boincwrapper.job.Sizes;
import net.boincwrapper.job.StateMethod;
import net.boincwrapper.toml.Key;
import net.boincwrapper.toml.Schema;

/**
 * Every key of {@code job.toml}: reading, suggestions, effective values and documentation all go by
 * this table.
 *
 * <p>The top-level keys and the defaults of {@code workdir} and {@code verbose} are those of {@code
 * samples/docker_wrapper/docker_wrapper.cpp:parse_config_file}.
 */
final class JobKeys {
  static final String DEFAULT_WORKDIR = "/app";
  static final String DEFAULT_PROJECT_MOUNT = "/project";

  private static final long DAY = 86_400;

  static final Key WORKDIR =
      Key.text(
          "workdir",
          "\"" + DEFAULT_WORKDIR + "\"",
          "absolute, no system directory",
          "where the slot is mounted in the container, as WORKDIR in the Dockerfile");
  static final Key PROJECT_DIR_MOUNT =
      Key.text(
          "project_dir_mount",
          "\"" + DEFAULT_PROJECT_MOUNT + "\"",
          "absolute, no system directory",
          "where the project's directory is mounted, read-only");
  static final Key IMAGE_NAME =
      Key.text(
          "image_name",
          Key.NONE,
          "name[:tag][@digest]",
          "image to use as it is; without it the Dockerfile is built");
  static final Key USE_GPU = Key.bool("use_gpu", false, "whether the assigned GPU is wanted");
  static final Key WEB_PORT =
      Key.integer(
          "web_graphics_guest_port", "0", 0, 65_535, "port that serves web graphics; 0: none");
  static final Key MOUNT =
      Key.texts(
          "mount",
          "\"source:target[:ro]\"",
          "further bind mounts, each as after docker's -v; the source is below the slot"
              + " (\"./data\") or in the project's directory");
  static final Key PORTMAP =
      Key.texts(
          "portmap",
          "\"[host:]container[/udp]\"",
          "ports to publish on 127.0.0.1, each as after docker's -p; implies the network");
  static final Key BUILD_ARGS =
      Key.text("build_args", "\"\"", "", "options of docker build, split as a shell would");
  static final Key CREATE_ARGS =
      Key.text("create_args", "\"\"", "", "options of docker create, split as a shell would");
  static final Key VERBOSE =
      Key.integer("verbose", "1", 0, 2, "0: quiet, 1: acts on the container, 2: polls too");

  static final Key HOST_MOUNTS =
      Key.texts(
          "host_mounts",
          "names",
          "places of the host that the job needs, by the names that the host's owner gives them");
  static final Key HOST_MOUNTS_OPTIONAL =
      Key.texts("host_mounts_optional", "names", "such places that the job can do without");

  static final Key ARCHIVE =
      Key.text("image.archive", Key.NONE, "file name", "file of the app version with the image");
  static final Key DIGEST =
      Key.text("image.digest", Key.NONE, "sha256: and 64 digits", "any other image is refused");
  static final Key PULL =
      Key.word("image.pull", List.of("missing", "never"), "whether an absent image may be pulled");

  static final Key FILES =
      Key.texts(
          "checkpoint.files",
          "globs below workdir",
          "the files that are consistent together; none: the job does not checkpoint");
  static final Key SIGNAL =
      Key.text(
          "checkpoint.signal",
          Key.NONE,
          "name of a signal",
          "asks the app for a checkpoint; none: only the stop signal, which also ends it");
  static final Key REQUEST_FILE =
      Key.text(
          "checkpoint.request_file",
          Key.NONE,
          "path below workdir",
          "this file appears when the task is to stop and a checkpoint is wanted");
  static final Key GRACE =
      Key.integer("checkpoint.grace", "45", 1, 50, "seconds from asking to killing");
  static final Key GENERATIONS =
      Key.integer("checkpoint.generations", "2", 0, 100, "sealed copies kept; 0: no sealing");
  static final Key EXIT_CODE =
      Key.integer(
          "checkpoint.exit_code",
          Key.NONE,
          1,
          255,
          "the app's way to say: checkpoint written, start me again");
  static final Key ON_QUIT =
      Key.word(
          "checkpoint.on_quit",
          List.of("auto", "stop", "pause"),
          "what a quit does; auto: stop if there are checkpoint files, else pause");

  static final Key RETRY =
      Key.integers(
          "exit.retry", 1, 255, "exit codes that are worth another try from the checkpoint");
  static final Key RETRY_LIMIT = Key.integer("exit.retry_limit", "5", 0, 100, "most such tries");
  static final Key RETRY_DELAY =
      Key.integer("exit.retry_delay", "300", 0, DAY, "seconds before such a try");

  static final Key PROGRESS_FILE =
      Key.text(
          "progress.file",
          "\"fraction_done\"",
          "path below workdir",
          "file in which the app writes a number from 0 to 1");
  static final Key PROGRESS_TIMEOUT =
      Key.integer(
          "progress.timeout",
          "0",
          0,
          30 * DAY,
          "seconds without a sign of life after which the app is stopped; 0: never");

  static final Key TRICKLE_UP =
      Key.texts(
          "requests.trickle_up",
          "names in workdir",
          "files whose text is sent to the project as a message, with the file's name as variety");
  static final Key COMPLETE =
      Key.text(
          "requests.complete",
          Key.NONE,
          "name in workdir",
          "this file ends the task; its first line is the exit status, and a message begins on its"
              + " third");
  static final Key TEMPORARY_EXIT =
      Key.text(
          "requests.temporary_exit",
          Key.NONE,
          "name in workdir",
          "this file stops the app for a while; its first line is the seconds, and the reason"
              + " begins on its third");

  static final Key MEMORY =
      Key.size(
          "limits.memory",
          Sizes.LEAST_MEMORY,
          "memory; none: the workunit's bound if job.toml has any table, else no limit");
  static final Key SHM = Key.size("limits.shm", 1, "size of /dev/shm; none: the engine's own");
  static final Key PIDS =
      Key.integer("limits.pids", "1024", 1, 4_194_304, "most processes and threads");
  static final Key TIME =
      Key.integer(
          "limits.time",
          "0",
          0,
          Integer.MAX_VALUE,
          "most seconds of running; 0: the client's bound alone");
  static final Key NETWORK = Key.bool("limits.network", false, "whether the job needs the network");

  static final Key SCRATCH_PATH =
      Key.text(
          "scratch[].path",
          Key.NONE,
          "absolute",
          "where hot intermediate data lives in memory, gone with the container");
  static final Key SCRATCH_SIZE =
      Key.size("scratch[].size", 1, "size of it; counts towards the memory");
  static final Key SCRATCH_EXEC =
      Key.bool("scratch[].exec", false, "whether programs may be run from it");

  static final Key QUBITS =
      Key.integer(
          "quantum.qubits",
          Key.NONE,
          1,
          1024,
          "qubits of the state; none: the circuit says it, or the image's label");
  static final Key METHOD =
      Key.wordOrNone(
          "quantum.method",
          StateMethod.words(),
          "how the state is represented; none: nothing is known of the memory");
  static final Key CLIFFORD =
      Key.wordOrNone(
          "quantum.clifford",
          StateMethod.words(),
          "the method instead for a circuit of Clifford gates alone; none: the same");
  static final Key PRECISION =
      Key.word("quantum.precision", List.of("double", "single"), "16 or 8 bytes per amplitude");
  static final Key DEPTH =
      Key.integer("quantum.depth", Key.NONE, 1, Integer.MAX_VALUE, "most gate depth of a circuit");
  static final Key GATES =
      Key.integer("quantum.gates", Key.NONE, 1, Integer.MAX_VALUE, "most gates of a circuit");
  static final Key MEMORY_BASE =
      Key.size("quantum.memory_base", 1, "memory that the app takes without a state");
  static final Key STATE_COPIES =
      Key.number(
          "quantum.state_copies",
          1,
          1000,
          "states that it holds at once, writing a checkpoint included");

  /** In order of the reference. */
  static final List<Key> ALL =
      List.of(
          WORKDIR,
          PROJECT_DIR_MOUNT,
          IMAGE_NAME,
          USE_GPU,
          WEB_PORT,
          MOUNT,
          PORTMAP,
          HOST_MOUNTS,
          HOST_MOUNTS_OPTIONAL,
          BUILD_ARGS,
          CREATE_ARGS,
          VERBOSE,
          ARCHIVE,
          DIGEST,
          PULL,
          FILES,
          SIGNAL,
          REQUEST_FILE,
          GRACE,
          GENERATIONS,
          EXIT_CODE,
          ON_QUIT,
          RETRY,
          RETRY_LIMIT,
          RETRY_DELAY,
          PROGRESS_FILE,
          PROGRESS_TIMEOUT,
          TRICKLE_UP,
          COMPLETE,
          TEMPORARY_EXIT,
          MEMORY,
          SHM,
          PIDS,
          TIME,
          NETWORK,
          SCRATCH_PATH,
          SCRATCH_SIZE,
          SCRATCH_EXEC,
          QUBITS,
          METHOD,
          CLIFFORD,
          PRECISION,
          DEPTH,
          GATES,
          MEMORY_BASE,
          STATE_COPIES);

  /** The one table that may be written several times. */
  static final String SCRATCH = "scratch";

  static final Schema SCHEMA = Schema.of(ALL, RetiredKeys.INSTEAD);

  private JobKeys() {}

  static String tableName(Key key) {
    return key.table().replace("[]", "");
  }
}
