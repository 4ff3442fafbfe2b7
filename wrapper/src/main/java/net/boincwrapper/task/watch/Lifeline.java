package net.boincwrapper.task.watch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a container of a user's engine cannot outlive. Whoever ends it ends the container too, and
 * the engine's events do not tell of that.
 */
public sealed interface Lifeline permits ContainerUnit, NamespaceKeeper {
  /**
   * That of a container; empty where it has none that can be seen.
   *
   * @param proc where procfs is mounted
   * @param pid the container's first process
   * @param id the container's
   */
  static Optional<Lifeline> of(Path proc, long pid, String id) {
    Optional<Lifeline> unit = ContainerUnit.of(proc, pid, id).map(found -> found);
    return unit.isPresent() ? unit : NamespaceKeeper.of(proc, pid).map(found -> found);
  }

  /**
   * The one that an earlier process has noted.
   *
   * @param text as {@link #text} gave it
   * @return empty where the text means something else
   */
  static Optional<Lifeline> parse(Path proc, String text) {
    if (text.startsWith(ContainerUnit.MARK)) {
      return Optional.of(ContainerUnit.parse(proc, text));
    }
    return text.startsWith(NamespaceKeeper.MARK)
        ? Optional.of(NamespaceKeeper.parse(proc, text))
        : Optional.empty();
  }

  /** One line, which no other lifeline has until the next boot. */
  String text();

  /** Whether it is still the same one. */
  boolean holds();
}
