package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.boincwrapper.cli.findings.CachePaths;
import net.boincwrapper.cli.findings.CheckpointFacts;
import net.boincwrapper.cli.findings.FileHistory;
import net.boincwrapper.cli.findings.WrittenElsewhere;
import net.boincwrapper.cli.folder.BoincTemplate.FileReference;
import net.boincwrapper.job.Job;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/** Sees how an app writes the files of its slot, from outside and without opening any. */
final class SlotWatch {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** A slot of many files is looked at less often: one part in this many of the time goes there. */
  private static final int COST_SHARE = 50;

  /** More names than an author would read; an app may make millions. */
  private static final int MOST_FILES = 10_000;

  private final ScratchTree tree;
  private final List<String> declared;
  private final DeclaredFiles files;
  private final Stopwatch sinceLook;
  private final SortedMap<Path, Track> tracks = new TreeMap<>();
  private Duration interval = Duration.ZERO;
  private boolean begun;

  /** Does not look yet. */
  SlotWatch(ScratchTree tree, Job job, HostClock clock) {
    this.tree = tree;
    this.declared = job.checkpoint().files();
    this.files = DeclaredFiles.of(job);
    this.sinceLook = Stopwatch.started(clock);
  }

  /** What was seen of one file. */
  private static final class Track {
    private final boolean given;
    private BasicFileAttributes last;
    private int inPlace;
    private int replaced;
    private boolean onlyGrew = true;

    Track(boolean given, BasicFileAttributes first) {
      this.given = given;
      this.last = first;
    }

    void see(BasicFileAttributes now) {
      boolean same = Objects.equals(now.fileKey(), last.fileKey());
      if (!same) {
        replaced++;
      } else if (now.size() != last.size()
          || !now.lastModifiedTime().equals(last.lastModifiedTime())) {
        inPlace++;
        onlyGrew &= now.size() > last.size();
      }
      last = now;
    }

    boolean isWritten() {
      return !given || inPlace + replaced > 0;
    }

    FileHistory history(Path name) {
      return new FileHistory(name.toString(), given, inPlace, replaced, onlyGrew);
    }
  }

  /** Call it often; the first time before the app runs, to know what it is given. */
  void look() {
    if (!begun || sinceLook.hasPassed(interval)) {
      lookNow();
    }
  }

  private void lookNow() {
    sinceLook.restart();
    try {
      DeclaredFiles.ordinaryFiles(tree.slot()).forEach(this::see);
    } catch (IOException e) {
      // The app closes directories, or the slot is being set up anew: the next look sees more.
    }
    begun = true;
    Duration cost = sinceLook.elapsed().multipliedBy(COST_SHARE);
    interval = cost.compareTo(SHORTEST) < 0 ? SHORTEST : cost;
    interval = interval.compareTo(LONGEST) > 0 ? LONGEST : interval;
  }

  private void see(Path name, BasicFileAttributes now) {
    Track known = tracks.get(name);
    if (known != null) {
      known.see(now);
    } else if (tracks.size() < MOST_FILES) {
      tracks.put(name, new Track(!begun, now));
    }
  }

  /**
   * What was seen, and is there now: a busy host may have left the app no look of its own.
   *
   * @param checkpoints how many the client has learnt of
   */
  CheckpointFacts facts(int checkpoints, WrittenElsewhere elsewhere) {
    lookNow();
    Set<Path> links = links();
    Set<Path> outputs = outputs();
    List<FileHistory> seen = new ArrayList<>();
    List<FileHistory> others = new ArrayList<>();
    for (Map.Entry<Path, Track> entry : tracks.entrySet()) {
      Path name = entry.getKey();
      FileHistory history = entry.getValue().history(name);
      if (files.isCheckpoint(name) && !links.contains(name)) {
        seen.add(history);
      } else if (isTheAppsOwn(name, entry.getValue()) && !outputs.contains(name)) {
        others.add(history);
      }
    }
    return new CheckpointFacts(
        declared,
        seen,
        others,
        links.stream().map(Path::toString).sorted().toList(),
        checkpoints,
        elsewhere);
  }

  private boolean isTheAppsOwn(Path name, Track track) {
    return files.isOther(name) && !track.given && !CachePaths.cover("/workdir/" + name);
  }

  /** Names at which the client's link still stands. */
  private Set<Path> links() {
    Set<Path> links = new HashSet<>();
    references()
        .filter(reference -> !reference.copyFile())
        .map(reference -> Path.of(reference.openName()))
        .filter(name -> Optional.ofNullable(tracks.get(name)).filter(Track::isWritten).isEmpty())
        .forEach(links::add);
    return links;
  }

  private Set<Path> outputs() {
    Set<Path> outputs = new HashSet<>();
    tree.folder().output().stream()
        .flatMap(template -> template.files().stream())
        .forEach(output -> outputs.add(Path.of(output.openName())));
    return outputs;
  }

  private Stream<FileReference> references() {
    return Stream.of(tree.folder().input(), tree.folder().output())
        .flatMap(Optional::stream)
        .flatMap(template -> template.files().stream());
  }
}
