package net.boincwrapper.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** All figures so far. Grows while a section runs. */
final class Figures {
  private final List<Figure> all = new ArrayList<>();

  Figures() {}

  Figures(Collection<Figure> figures) {
    all.addAll(figures);
  }

  /** One sample of a measure that has no size. */
  void add(Measure measure, String subject, double sample) {
    add(measure, subject, 0, sample);
  }

  /** One more sample. */
  void add(Measure measure, String subject, double size, double sample) {
    find(measure, subject, size)
        .orElseGet(() -> begin(new Figure(measure, subject, size, new ArrayList<>())))
        .samples()
        .add(sample);
  }

  /** What is here and not there. */
  Figures without(Figures others) {
    return new Figures(
        all.stream()
            .filter(f -> others.find(f.measure(), f.subject(), f.size()).isEmpty())
            .toList());
  }

  /** Those on one engine. */
  Figures on(Measure.Engine engine) {
    return new Figures(all.stream().filter(f -> f.measure().engine() == engine).toList());
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  private Figure begin(Figure figure) {
    all.add(figure);
    return figure;
  }

  List<Figure> all() {
    return List.copyOf(all);
  }

  Optional<Figure> find(Measure measure, String subject, double size) {
    return all.stream()
        .filter(f -> f.measure() == measure && f.subject().equals(subject) && f.size() == size)
        .findFirst();
  }

  /** Of one measure and subject, by size. */
  List<Figure> series(Measure measure, String subject) {
    return all.stream()
        .filter(figure -> figure.measure() == measure && figure.subject().equals(subject))
        .sorted((one, other) -> Double.compare(one.size(), other.size()))
        .toList();
  }

  /** Whose there are any, each once: the references, ours, others. */
  List<String> subjects() {
    return all.stream()
        .map(Figure::subject)
        .distinct()
        .sorted(Comparator.comparingInt(Figures::rank).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static int rank(String subject) {
    int rank = Subject.ORDER.indexOf(subject);
    return rank < 0 ? Subject.ORDER.size() : rank;
  }

  /** At which a measure was taken. */
  SortedSet<Double> sizes(Measure measure) {
    SortedSet<Double> sizes = new TreeSet<>();
    all.stream().filter(f -> f.measure() == measure).forEach(f -> sizes.add(f.size()));
    return sizes;
  }
}
