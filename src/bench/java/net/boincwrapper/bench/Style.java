package net.boincwrapper.bench;

import java.util.List;

/**
 * How one subject is drawn: told apart by shape as well as by colour.
 *
 * @param shape {@code circle}, {@code square} or {@code diamond}
 */
record Style(String subject, String colour, String shape) {
  private static final String OURS = "#1f5fa8";
  private static final String REFERENCE = "#6b6b6b";
  private static final String PEER = "#c2571a";

  static List<Style> of(List<String> subjects) {
    return subjects.stream()
        .filter(subject -> !subject.equals(Subject.ISOLATED)) // has no sizes
        .map(Style::of)
        .toList();
  }

  private static Style of(String subject) {
    return switch (subject) {
      case Subject.OURS -> new Style(subject, OURS, "circle");
      case Subject.DOCKER_RUN, Subject.COPY -> new Style(subject, REFERENCE, "square");
      default -> new Style(subject, PEER, "diamond");
    };
  }
}
