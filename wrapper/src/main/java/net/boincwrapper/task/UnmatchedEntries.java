package net.boincwrapper.task;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.boincwrapper.slot.KnownLinks;
import net.boincwrapper.slot.SoftLinks;
import net.boincwrapper.slot.UntrustedDirectory;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.task.watch.QuotedText;

/**
 * Names the entries of {@code [checkpoint] files} that have matched nothing, with what the app has
 * written instead: a misspelt entry costs each interrupted task its whole run.
 */
final class UnmatchedEntries {
  private static final Duration FIRST_MINUTE = Duration.ofMinutes(1);
  private static final int MOST_LEVELS = 3;
  private static final int MOST_NAMES = 1000;
  private static final int MOST_SHOWN = 5;

  private final TaskContext task;
  private boolean told;
  private int seen;

  UnmatchedEntries(TaskContext task) {
    this.task = task;
  }

  /** Call it now and then while the app runs. */
  void tick() {
    if (!told && task.time().now().compareTo(FIRST_MINUTE) >= 0) {
      tell("has matched nothing in the first minute");
    }
  }

  /** The app has succeeded. */
  void atTheEnd() {
    if (!told) {
      task.facts().declaredFiles().look();
      tell("has matched nothing");
    }
  }

  private void tell(String what) {
    told = true;
    List<String> entries = task.facts().declaredFiles().unmatched();
    if (!entries.isEmpty()) {
      String names =
          entries.stream()
              .limit(MOST_SHOWN)
              .map(QuotedText::quoted)
              .collect(Collectors.joining(", "));
      task.log().line("[checkpoint] files: " + names + " " + what + "; " + newFiles());
    }
    linked()
        .ifPresent(
            name ->
                task.log()
                    .line(
                        "[checkpoint] files: "
                            + QuotedText.quoted(name)
                            + " is a link that the client has made: what the app writes there goes"
                            + " into the project's directory and is not sealed; give it"
                            + " <copy_file/> in its template, or the checkpoint another name"));
  }

  /** A declared name at which the client's link still stands. */
  private Optional<String> linked() {
    SoftLinks links = new SoftLinks(task.slot(), task.facts().init().projectDirectory());
    return task.facts().links().links().stream()
        .map(KnownLinks.Link::name)
        .filter(task.facts().declaredFiles()::covers)
        .filter(name -> links.target(task.slot().directory().resolve(name)).isPresent())
        .findFirst();
  }

  private String newFiles() {
    Set<String> names = new TreeSet<>();
    Instant start = task.memo().memo().containerStarted().orElse(Instant.EPOCH);
    try {
      UntrustedDirectory.visit(
          task.slot().directory(), top -> find(top, "", FileTime.from(start), 1, names));
    } catch (IOException e) {
      task.log().say(StderrLog.Level.DETAILS, "could not look for new files: " + e.getMessage());
    }
    if (names.isEmpty()) {
      return "the app has written no file in workdir";
    }
    String more = names.size() > MOST_SHOWN ? ", …" : "";
    return "the app has written "
        + names.stream().limit(MOST_SHOWN).map(QuotedText::quoted).collect(Collectors.joining(", "))
        + more;
  }

  /** Caches and byte code of libraries: nobody means them. */
  private static boolean isByproduct(String name) {
    return name.startsWith(".") || name.equals("__pycache__");
  }

  private void find(
      UntrustedDirectory directory, String prefix, FileTime since, int level, Set<String> into)
      throws IOException {
    for (String name : directory.list(MOST_NAMES)) {
      if (++seen > MOST_NAMES
          || isByproduct(name)
          || !task.facts().declaredFiles().mayBelong(prefix + name)) {
        continue;
      }
      Optional<FileStat> file = directory.file(name);
      if (file.isPresent()) {
        file.filter(f -> f.modified().compareTo(since) >= 0)
            .ifPresent(f -> into.add(prefix + name));
      } else if (level < MOST_LEVELS) {
        directory.visit(name, inner -> find(inner, prefix + name + "/", since, level + 1, into));
      }
    }
  }
}
