package net.boincwrapper.task;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.job.Job.RequestRules;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.UntrustedFiles;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.time.Stopwatch;

/**
 * Sees the files at the top of WORKDIR by which the app asks for something. What they ask for is
 * done once they no longer change: they may be half written when they appear.
 *
 * <p>The kernel reports each name that appears. In case it cannot, all are listed from time to
 * time.
 */
final class AppRequests {
  private static final Duration REST = Duration.ofMillis(200);
  private static final Duration LIST_EVERY = Duration.ofSeconds(10);

  /** An app can make any number of files. */
  private static final int MOST_LISTED = 10_000;

  private static final int MOST_WAITING = 1_000;

  private final TaskContext task;
  private final TricklesAndUploads tricklesAndUploads;
  private final Triggers triggers;
  private final UntrustedFiles files;
  private final Map<String, Look> waiting = new HashMap<>();
  private final Map<String, FileStat> taken = new HashMap<>();
  private final Stopwatch sinceListing;

  /** The state of a file at the last look, and how long it has been like that. */
  private record Look(FileStat file, Stopwatch rest) {}

  AppRequests(TaskContext task, TricklesAndUploads tricklesAndUploads, Triggers triggers) {
    this.task = task;
    this.tricklesAndUploads = tricklesAndUploads;
    this.triggers = triggers;
    this.sinceListing = task.stopwatch();
    this.files = new UntrustedFiles(task.slot().directory());
  }

  /**
   * The app is about to start: whatever an earlier start asked for at its end, it will ask for
   * again.
   */
  void begin() {
    triggers.clear();
    taken.clear();
    sinceListing.reset();
  }

  /** Names at the slot's top that are new or have changed. */
  void changed(Set<String> names) {
    names.forEach(this::note);
  }

  /** Whether a file waits until it no longer changes, or for its turn. */
  boolean restless() {
    return !waiting.isEmpty();
  }

  /** Call it at each turn while the app runs. */
  void tick() {
    if (sinceListing.isDue(LIST_EVERY)) {
      sinceListing.restart();
      list();
    }
    Map.copyOf(waiting).forEach(this::look);
  }

  /**
   * The app has ended.
   *
   * @param whole whether it ended by itself, and so has written what it wanted to write
   */
  void ended(boolean whole) {
    if (whole) {
      // If the client did not fetch a message in time, it gets another try.
      taken.keySet().removeIf(name -> !name.startsWith(SlotLayout.UPLOAD_REQUEST_PREFIX));
      list();
      for (String name : Set.copyOf(waiting.keySet())) {
        files.stat(name).ifPresent(file -> tricklesAndUploads.takeLast(name));
      }
    }
    waiting.clear();
  }

  private void list() {
    // A file that cannot be seen, because the app has closed WORKDIR, does not count as a new
    // request.
    taken.keySet().removeIf(files::lacks);
    int seen = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(task.slot().directory())) {
      for (Path entry : all) {
        if (seen++ >= MOST_LISTED) {
          return;
        }
        note(String.valueOf(entry.getFileName()));
      }
    } catch (IOException | DirectoryIteratorException e) {
      // The app has closed it even to its owner; the kernel's reports are left.
    }
  }

  private void note(String name) {
    if (waiting.containsKey(name) || waiting.size() >= MOST_WAITING || !isRequest(name)) {
      return;
    }
    files
        .stat(name)
        .filter(file -> !file.equals(taken.get(name)))
        .ifPresent(file -> waiting.put(name, new Look(file, task.started())));
  }

  private boolean isRequest(String name) {
    RequestRules rules = task.facts().job().requests();
    return name.equals(SlotLayout.TRICKLE_UP)
        || name.startsWith(SlotLayout.UPLOAD_REQUEST_PREFIX)
        || rules.trickleUp().contains(name)
        || rules.complete().equals(Optional.of(name))
        || rules.temporaryExit().equals(Optional.of(name));
  }

  private void look(String name, Look before) {
    Optional<FileStat> now = files.stat(name);
    if (now.isEmpty()) {
      if (files.lacks(name)) {
        waiting.remove(name);
      }
    } else if (!now.get().equals(before.file())) {
      waiting.put(name, new Look(now.get(), task.started()));
    } else if (before.rest().hasPassed(REST)
        && (triggers.take(name) || tricklesAndUploads.take(name))) {
      waiting.remove(name);
      taken.put(name, now.get());
    }
  }
}
