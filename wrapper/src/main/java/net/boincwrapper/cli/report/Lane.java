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
    PREPARING("preparing", "span-0"),
    RUNNING("running", "span-1"),
    SUSPENDED("suspended", "span-2"),
    /** The app ends, or has ended and its outputs are looked after. */
    ENDING("ending", "span-3"),
    /** The wrapper does not run; the container may. */
    AWAY("no wrapper", "span-4");

    private final String word;
    private final String style;

    State(String word, String style) {
      this.word = word;
      this.style = style;
    }

    String word() {
      return word;
    }

    /** Name of its style in the page. */
    String style() {
      return style;
    }
  }

  /** A state, and how long it lasted. */
  public record Span(State state, double from, double to) {}

  /** Kinds of marks. */
  public enum Sign {
    /** The app has completed a checkpoint, and the client knows. */
    SEEN("checkpoint seen", "sign-0"),
    SEALED("checkpoint sealed", "sign-1"),
    INTERRUPTED("interruption", "sign-2");

    private final String word;
    private final String shape;

    Sign(String word, String shape) {
      this.word = word;
      this.shape = shape;
    }

    String word() {
      return word;
    }

    /** Name of its shape in the page. */
    String shape() {
      return shape;
    }
  }

  /**
   * Something that happened at a moment.
   *
   * @param text says it; may be empty
   */
  public record Mark(Sign sign, double at, String text) {}
}
