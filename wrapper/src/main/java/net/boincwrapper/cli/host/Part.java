package net.boincwrapper.cli.host;

import java.util.List;

/** One part of the checklist. */
interface Part {
  /** Its heading. */
  String title();

  List<Row> rows();

  /** What is wrong in it. */
  List<Fault> faults();

  /** Whether it leaves open whether a task can run. */
  default boolean isUnsure() {
    return false;
  }

  /** Its key in the JSON. */
  String key();

  /** The same as its lines say: maps, lists, texts, numbers and truth values. */
  Object json();

  /**
   * A line.
   *
   * @param name a word or two
   * @param words what there is to say
   */
  record Row(String name, String words) {}
}
