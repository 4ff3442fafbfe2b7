package net.boincwrapper.cli.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The samples of a run, evenly spaced: whenever there are too many, two neighbours become one. */
final class SampleSeries {
  /** More than a chart has columns; an even number. */
  static final int MOST = 2000;

  private List<RunSample> kept = new ArrayList<>();
  private Optional<RunSample> unfinished = Optional.empty();
  private int inUnfinished;
  private int perPoint = 1;

  void add(RunSample sample) {
    unfinished = Optional.of(unfinished.map(earlier -> earlier.and(sample)).orElse(sample));
    inUnfinished++;
    if (inUnfinished < perPoint) {
      return;
    }
    kept.add(unfinished.get());
    unfinished = Optional.empty();
    inUnfinished = 0;
    if (kept.size() == MOST) {
      halve();
    }
  }

  private void halve() {
    List<RunSample> half = new ArrayList<>(MOST);
    for (int i = 0; i < kept.size(); i += 2) {
      half.add(kept.get(i).and(kept.get(i + 1)));
    }
    kept = half;
    perPoint *= 2;
  }

  /** In the order of time, at most {@link #MOST}. */
  List<RunSample> samples() {
    List<RunSample> all = new ArrayList<>(kept);
    unfinished.ifPresent(all::add);
    return List.copyOf(all);
  }
}
