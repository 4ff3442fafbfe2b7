package net.boincwrapper.job.toml;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Job.CheckpointRules;
import net.boincwrapper.job.Job.CheckpointRules.OnQuit;
import net.boincwrapper.job.Problems;
import net.boincwrapper.job.SlotPath;
import net.boincwrapper.job.options.CreateArgs;
import net.boincwrapper.toml.Key;
import net.boincwrapper.toml.Written;

/** Finds keys that are each right alone but wrong together. */
final class Contradictions {
  /** 128 and a signal's number: somebody killed the app ({@code HUP INT KILL TERM}). */
  private static final Set<Integer> KILLED = Set.of(129, 130, 137, 143);

  private final Job job;
  private final Written written;
  private final CreateArgs.Parsed create;
  private final Problems problems;

  private Contradictions(Job job, Written written, CreateArgs.Parsed create, Problems problems) {
    this.job = job;
    this.written = written;
    this.create = create;
    this.problems = problems;
  }

  static void find(Job job, Written written, CreateArgs.Parsed create, Problems problems) {
    Contradictions contradictions = new Contradictions(job, written, create, problems);
    contradictions.saidTwice();
    contradictions.network();
    contradictions.image();
    contradictions.checkpoint();
    contradictions.exitCodes();
    contradictions.files();
    contradictions.requests();
    new MemoryContradictions(job, written, problems).find();
  }

  private void saidTwice() {
    twice(JobKeys.MEMORY, "--memory", create.options().memoryBytes().isPresent());
    twice(JobKeys.SHM, "--shm-size", create.options().shmBytes().isPresent());
    twice(JobKeys.PIDS, "--pids-limit", create.pids().isPresent());
    twice(JobKeys.NETWORK, "--network", create.network().isPresent());
    if (written.has(JobKeys.USE_GPU) && !written.bool(JobKeys.USE_GPU) && create.gpu()) {
      problems.error(
          written.line(JobKeys.USE_GPU),
          "\"use_gpu\" is false, but \"create_args\" asks for a GPU; remove one");
    }
  }

  private void twice(Key key, String option, boolean alsoOption) {
    if (alsoOption && written.has(key)) {
      problems.error(
          written.line(key),
          "\"" + key.path() + "\" and " + option + " in \"create_args\" say the same; remove one");
    }
  }

  private void network() {
    boolean refused = create.network().isPresent() && !create.network().get();
    boolean closed = refused || (written.has(JobKeys.NETWORK) && !written.bool(JobKeys.NETWORK));
    String wanted = job.ports().isEmpty() ? "web_graphics_guest_port" : "a published port";
    if (closed && (!job.ports().isEmpty() || job.webGraphicsGuestPort().isPresent())) {
      problems.error(
          written.line(refused ? JobKeys.CREATE_ARGS : JobKeys.NETWORK),
          "the network is turned off, but " + wanted + " needs it; remove one");
    }
  }

  private void image() {
    boolean named = job.imageName().isPresent();
    boolean archived = job.image().archive().isPresent();
    if (named && archived) {
      problems.error(
          written.line(JobKeys.ARCHIVE),
          "\"image_name\" and \"image.archive\" are two images, and a job has one; remove one");
    }
    String name = job.imageName().orElse("");
    if (job.image().digest().filter(it -> name.contains("@") && !name.endsWith(it)).isPresent()) {
      problems.error(
          written.line(JobKeys.DIGEST),
          "\"image_name\" names another digest than \"image.digest\"; remove one");
    }
    if (archived && written.has(JobKeys.PULL)) {
      problems.warning(
          written.line(JobKeys.PULL),
          "\"image.pull\" has no effect, because the image comes with the app version");
    }
    if (job.image().digest().isPresent() && !named && !archived) {
      problems.error(
          written.line(JobKeys.DIGEST),
          "\"image.digest\" has no image to check; write image_name or image.archive");
    }
    if ((named || archived) && written.text(JobKeys.BUILD_ARGS).isPresent()) {
      problems.warning(
          written.line(JobKeys.BUILD_ARGS),
          "\"build_args\" has no effect, because the image is not built");
    }
  }

  private void checkpoint() {
    CheckpointRules rules = job.checkpoint();
    if (!written.mentions(JobKeys.FILES.path()) || written.has(JobKeys.FILES)) {
      withoutFiles(rules);
    }
    if (rules.generations() == 0 && !rules.files().isEmpty()) {
      problems.warning(
          written.line(JobKeys.GENERATIONS),
          "nothing is sealed, so a power cut in the middle of a checkpoint costs the whole run");
    }
  }

  private void withoutFiles(CheckpointRules rules) {
    if (!written.texts(JobKeys.FILES).isEmpty()) {
      return;
    }
    needFiles(JobKeys.EXIT_CODE, rules.exitCode().isPresent());
    needFiles(JobKeys.SIGNAL, rules.signal().isPresent());
    needFiles(JobKeys.REQUEST_FILE, rules.requestFile().isPresent());
    if (written.has(JobKeys.GENERATIONS) && rules.generations() > 0) {
      problems.warning(
          written.line(JobKeys.GENERATIONS),
          "\"checkpoint.generations\" has no effect without checkpoint files");
    }
    if (rules.onQuit() == OnQuit.STOP) {
      problems.warning(
          written.line(JobKeys.ON_QUIT),
          "on_quit = \"stop\" without checkpoint files: every quit costs the whole run");
    }
  }

  private void needFiles(Key key, boolean wanted) {
    if (wanted) {
      problems.error(
          written.line(key),
          "\"" + key.path() + "\" needs checkpoint files; write files in [checkpoint]");
    }
  }

  private void exitCodes() {
    job.checkpoint().exitCode().ifPresent(code -> killed(JobKeys.EXIT_CODE, code));
    for (int code : written.integers(JobKeys.RETRY)) {
      killed(JobKeys.RETRY, code);
      if (job.checkpoint().exitCode().orElse(0) == code) {
        problems.error(
            written.line(JobKeys.RETRY),
            "exit code " + code + " is both \"checkpoint.exit_code\" and in \"exit.retry\"");
      }
    }
  }

  private void killed(Key key, int code) {
    if (KILLED.contains(code)) {
      problems.error(
          written.line(key),
          "\""
              + key.path()
              + "\" "
              + code
              + " means that somebody killed the app (128 and signal "
              + (code - 128)
              + "); choose a code below 128");
    }
  }

  /** A file that asks for one thing must not be anything else. */
  private void requests() {
    Map<String, String> meant = new HashMap<>();
    meant.put(job.progress().file(), "progress.file");
    job.checkpoint().requestFile().ifPresent(file -> meant.put(file, "checkpoint.request_file"));
    job.requests().complete().ifPresent(file -> meansOnlyThis(JobKeys.COMPLETE, file, meant));
    job.requests()
        .temporaryExit()
        .ifPresent(file -> meansOnlyThis(JobKeys.TEMPORARY_EXIT, file, meant));
    for (String file : job.requests().trickleUp()) {
      meansOnlyThis(JobKeys.TRICKLE_UP, file, meant);
    }
  }

  private void meansOnlyThis(Key key, String file, Map<String, String> meant) {
    String other = meant.putIfAbsent(file, key.path());
    if (other != null) {
      problems.error(
          written.line(key),
          "\"" + key.path() + "\" and \"" + other + "\" are the same file, " + file);
    }
    for (String glob : job.checkpoint().files()) {
      if (SlotPath.matches(glob, file)) {
        problems.error(
            written.line(key),
            "\"" + key.path() + "\" " + file + " is one of \"checkpoint.files\" (" + glob + ")");
      }
    }
  }

  private void files() {
    String progress = job.progress().file();
    String request = job.checkpoint().requestFile().orElse("");
    if (progress.equals(request)) {
      problems.error(
          written.line(JobKeys.REQUEST_FILE),
          "\"checkpoint.request_file\" and \"progress.file\" are the same file");
    }
    for (String glob : job.checkpoint().files()) {
      if (!request.isEmpty() && SlotPath.matches(glob, request)) {
        problems.error(
            written.line(JobKeys.REQUEST_FILE),
            "\"checkpoint.request_file\" is one of \"checkpoint.files\" (" + glob + ")");
      }
      if (SlotPath.matches(glob, progress)) {
        problems.error(
            written.line(JobKeys.FILES),
            "\"checkpoint.files\" entry \""
                + glob
                + "\" covers the progress file "
                + progress
                + ", which changes all the time: no checkpoint would ever be complete");
      }
    }
  }
}
