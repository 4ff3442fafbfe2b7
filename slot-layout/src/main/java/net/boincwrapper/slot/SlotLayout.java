package net.boincwrapper.slot;

import java.nio.file.Path;
import java.util.Set;

/**
 * Every name in a slot directory. Does no I/O.
 *
 * <p>Names that the BOINC client gives are from {@code lib/filesys.h}, {@code lib/app_ipc.h} and
 * {@code lib/proc_control.h}; see {@code slot-layout/README.md} for who writes and who reads each.
 *
 * @param directory the slot directory, absolute
 */
public record SlotLayout(Path directory) {
  /** {@code INIT_DATA_FILE}: what the client tells the task. Holds the account's authenticator. */
  public static final String INIT_DATA = "init_data.xml";

  /** {@code LOCKFILE}: locked by the process that owns the slot. */
  public static final String LOCK = "boinc_lockfile";

  /** {@code MMAPPED_FILE_NAME}: 8192 bytes shared with the client. */
  public static final String SHARED_MEMORY = "boinc_mmap_file";

  /** {@code BOINC_FINISH_CALLED_FILE}: status of a finished task. */
  public static final String FINISH = "boinc_finish_called";

  /** {@code TEMPORARY_EXIT_FILE}: delay and reason of a postponement. */
  public static final String TEMPORARY_EXIT = "boinc_temporary_exit";

  /** {@code STDERR_FILE}: appended to by the client's child, uploaded with the result. */
  public static final String STDERR = "stderr.txt";

  /** {@code TASK_STATE_FILENAME}: written by the client when a task checkpoints. */
  public static final String TASK_STATE = "boinc_task_state.xml";

  /** Written by the client when the slot is set up ({@code client/app_start.cpp}). */
  public static final String SETUP_COMPLETE = "boinc_setup_complete";

  /** Ours alone; the container sees an empty tmpfs in its place. */
  public static final String OWN_DIRECTORY = ".docker_wrapper";

  /** In our own directory: see {@link #checkpoints}. */
  static final String CHECKPOINTS = "checkpoints";

  /** In our own directory: see {@link #setAside}. */
  static final String SET_ASIDE = "set_aside";

  /** Default name of the job's description. */
  public static final String JOB = "job.toml";

  /** Default name of the image's recipe. */
  public static final String DOCKERFILE = "Dockerfile";

  /** Default name of the file in which the app writes a number from 0 to 1. */
  public static final String FRACTION_DONE = "fraction_done";

  /** {@code TRICKLE_UP_FILENAME}: a message from the app to the project. */
  public static final String TRICKLE_UP = "trickle_up.xml";

  /** {@code UPLOAD_FILE_REQ_PREFIX}: the app wants an output uploaded now. */
  public static final String UPLOAD_REQUEST_PREFIX = "boinc_ufr_";

  /** {@code UPLOAD_FILE_STATUS_PREFIX}: the client tells how that upload went. */
  public static final String UPLOAD_STATUS_PREFIX = "boinc_ufs_";

  /**
   * Messages from the project to the app ({@code api/boinc_api.cpp:boinc_receive_trickle_down}).
   */
  public static final String TRICKLE_DOWN_PREFIX = "trickle_down";

  /** What a sporadic app wants ({@code api/boinc_api.cpp:boinc_sporadic_dir}). */
  static final String SPORADIC_APP = "ac";

  /** What the client grants it. */
  static final String SPORADIC_CLIENT = "ca";

  private static final Set<String> RESERVED =
      Set.of(
          INIT_DATA,
          LOCK,
          SHARED_MEMORY,
          FINISH,
          TEMPORARY_EXIT,
          STDERR,
          TASK_STATE,
          SETUP_COMPLETE,
          OWN_DIRECTORY);

  /** Names of the client and of this program, which no job may mount, copy or declare. */
  public static Set<String> reservedNames() {
    return RESERVED;
  }

  public Path initData() {
    return directory.resolve(INIT_DATA);
  }

  Path lock() {
    return directory.resolve(LOCK);
  }

  public Path sharedMemory() {
    return directory.resolve(SHARED_MEMORY);
  }

  public Path finish() {
    return directory.resolve(FINISH);
  }

  public Path temporaryExit() {
    return directory.resolve(TEMPORARY_EXIT);
  }

  public Path trickleUp() {
    return directory.resolve(TRICKLE_UP);
  }

  public Path stderr() {
    return directory.resolve(STDERR);
  }

  Path taskState() {
    return directory.resolve(TASK_STATE);
  }

  public Path setupComplete() {
    return directory.resolve(SETUP_COMPLETE);
  }

  public Path ownDirectory() {
    return directory.resolve(OWN_DIRECTORY);
  }

  /** What must survive the wrapper's death. */
  public Path memo() {
    return ownDirectory().resolve("memo");
  }

  /** How often in a row the task could not be taken up. */
  Path earlyPostponements() {
    return ownDirectory().resolve("early");
  }

  /** Exists where an author runs a task without a client: this is not a client's slot. */
  Path withoutClient() {
    return ownDirectory().resolve("without_client");
  }

  /** The links that the client had made before the first start. */
  public Path knownLinks() {
    return ownDirectory().resolve("links");
  }

  /** The checkpoint files as they were last seen to be complete. */
  Path completeSet() {
    return ownDirectory().resolve("complete");
  }

  /** An empty file that takes the place, read-only, of what the container must not see. */
  public Path emptyMask() {
    return ownDirectory().resolve("empty");
  }

  /** Takes the place of {@code boinc_lockfile} in the container; apps with BOINC's API lock it. */
  public Path lockMask() {
    return ownDirectory().resolve("lockfile");
  }

  /** Takes the place of {@code stderr.txt} in the container; apps with BOINC's API write it. */
  public Path stderrMask() {
    return ownDirectory().resolve("app_stderr");
  }

  /** Sealed checkpoints, a directory each. */
  public Path checkpoints() {
    return ownDirectory().resolve(CHECKPOINTS);
  }

  /**
   * One sealed checkpoint: a file {@code manifest}, and the files that it lists, which are named
   * after their places in the list.
   */
  public Path checkpoint(int generation) {
    return checkpoints().resolve(String.valueOf(generation));
  }

  /** Exists while a restore is not finished, and says which one. */
  public Path restoreJournal() {
    return ownDirectory().resolve("restore");
  }

  /** What a restore took out of the app's way: declared files that the checkpoint does not have. */
  public Path setAside() {
    return ownDirectory().resolve(SET_ASIDE);
  }

  /** A second name for an output that is on its way to its place. */
  Path publishing() {
    return ownDirectory().resolve("publishing");
  }

  /** A file on its way back into the slot. */
  Path restoring() {
    return ownDirectory().resolve("restoring");
  }
}
