package net.boincwrapper.cli.report;

import java.util.List;

/**
 * One run, as a lane of the timeline. Times are seconds since its app first ran.
 *
 * @param name of the run
 * @param outcome in a few words
 * @param spans in order, not overlapping
 * @param marks in order
 */
public record Lane(String name, String outcome, Grade grade, List<Span> spans, List<Mark> marks) {
  public Lane {
    spans = List.copyOf(spans);
    marks = List.copyOf(marks);
  }

  /** When the last thing in it happened. */
  double end() {
    double last = spans.isEmpty() ? 0 : spans.get(spans.size() - 1).to();
    return marks.stream().mapToDouble(Mark::at).reduce(last, Math::max);
  }

  /** How many marks of a kind there are. */
  public long count(Sign sign) {
    return marks.stream().filter(mark -> mark.sign() == sign).count();
  }

  /** What a task does for a while. */
  public enum State {
    /** The image and the container are being made. */
    PREPARING("preparing"),
    RUNNING("running"),
    SUSPENDED("suspended"),
    /** The app ends, or has ended and its outputs are looked after. */
    ENDING("ending"),
    /** The wrapper does not run; the container may. */
    AWAY("no wrapper");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    /** Name of its style in the page. */
    String style() {
      return "span-" + ordinal();
    }
  }

  /** A state, and how long it lasted. */
  public record Span(State state, double from, double to) {}

  /** Kinds of marks. */
  public enum Sign {
    /** The app has completed a checkpoint, and the client knows. */
    SEEN("checkpoint seen"),
    SEALED("checkpoint sealed"),
    INTERRUPTED("interruption");

    private final String word;

    Sign(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    /** Name of its shape in the page. */
    String shape() {
      return "sign-" + ordinal();
    }
  }

  /**
   * Something that happened at a moment.
   *
   * @param text says it; may be empty
   */
  public record Mark(Sign sign, double at, String text) {}
}
