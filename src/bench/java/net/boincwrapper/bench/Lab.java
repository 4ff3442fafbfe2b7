package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a section works with.
 *
 * @param work where data directories are made; on a disk, not in memory
 * @param site of all tasks but those of a first launch
 * @param ours the wrapper under test
 * @param peer another, to be compared with
 * @param figures where samples go
 * @param notes what else the reader has to know
 * @param leftOut subjects that have failed in this section
 * @param progress one line at a time
 */
record Lab(
    Path work,
    Site site,
    Wrapper ours,
    Optional<Wrapper> peer,
    Effort effort,
    Random random,
    Figures figures,
    List<String> notes,
    Set<String> leftOut,
    Consumer<String> progress) {
  private static final Path PROC = Path.of("/proc");

  /** What is done to each subject. */
  interface Trial {
    void of(Subject subject) throws IOException;
  }

  /** Ours, and the peer if there is one. */
  List<Subject> wrappers() {
    List<Subject> wrappers = new ArrayList<>(List.of(ours));
    peer.ifPresent(wrappers::add);
    return wrappers;
  }

  /** Some, and before them others. */
  List<Subject> wrappersAnd(Subject... others) {
    List<Subject> subjects = new ArrayList<>(List.of(others));
    subjects.addAll(wrappers());
    return subjects;
  }

  /**
   * Tries each once, in an order that changes, so that none always comes after the same other. A
   * subject other than ours that fails is left out of the rest of the section, so that what else it
   * has measured stays in pairs, and that is noted.
   */
  void each(List<Subject> subjects, Trial trial) throws IOException {
    List<Subject> shuffled = new ArrayList<>(subjects);
    Collections.shuffle(shuffled, random);
    shuffled.removeIf(subject -> leftOut.contains(subject.name()));
    for (Subject subject : shuffled) {
      try {
        trial.of(subject);
      } catch (BenchException | IOException | AssertionError e) {
        if (isOurs(subject)) {
          throw e;
        }
        leftOut.add(subject.name());
        notes.add(subject.name() + " failed: " + BenchException.firstLine(e));
        progress.accept(subject.name() + " failed: " + e.getMessage());
      }
    }
  }

  /** On whatever engine. */
  private boolean isOurs(Subject subject) {
    return subject instanceof Wrapper wrapper && wrapper.program().equals(ours.program());
  }

  /** Seconds between two bounds, so that no poll is met at the same phase each time. */
  double between(double least, double most) {
    return least + random.nextDouble() * (most - least);
  }

  ProcessTable processes() throws IOException {
    return ProcessTable.read(PROC);
  }
}
