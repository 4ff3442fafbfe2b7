package net.boincwrapper.cli.report;

import java.time.Instant;
import java.util.List;

/**
 * What a report shows, from top to bottom. No text of it is trusted: the page escapes all of them.
 *
 * @param kind "Rehearsal", "Run"
 * @param job the job's name
 * @param made when
 * @param program name and version of this program
 * @param cards the figures that count, a few
 * @param lanes of the timeline, one for each run
 * @param graphs of what was used, those of the first run first
 * @param tables further results, such as how the outputs compared
 * @param notes what else was found
 * @param facts about the job and this host
 * @param command repeats it
 * @param logs the ends of the logs that matter
 */
public record Report(
    String kind,
    String job,
    Instant made,
    String program,
    Verdict verdict,
    List<Card> cards,
    List<Lane> lanes,
    List<RunCharts> graphs,
    List<Table> tables,
    List<Note> notes,
    List<Fact> facts,
    String command,
    List<LogTail> logs) {

  public Report {
    cards = List.copyOf(cards);
    lanes = List.copyOf(lanes);
    graphs = List.copyOf(graphs);
    tables = List.copyOf(tables);
    notes = List.copyOf(notes);
    facts = List.copyOf(facts);
    logs = List.copyOf(logs);
  }

  /**
   * What came of it.
   *
   * @param headline one sentence
   * @param reasons further sentences
   */
  public record Verdict(Grade grade, String headline, List<String> reasons) {
    public Verdict {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * One figure.
   *
   * @param detail what it is measured by; may be empty
   * @param share of a bound, 0 or more; negative: there is none
   */
  public record Card(String label, String value, String detail, double share) {
    /** Of a figure without a bound. */
    public static final double UNBOUNDED = -1;

    public static Card of(String label, String value, String detail) {
      return new Card(label, value, detail, UNBOUNDED);
    }

    boolean isBounded() {
      return share >= 0;
    }
  }

  /** A table, with one word or number in a cell. */
  public record Table(
      String title, String explanation, List<String> columns, List<List<Cell>> rows) {
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /**
   * A cell of a table.
   *
   * @param detail in smaller letters below; may be empty
   * @param grade {@link Grade#OPEN} for what is not judged
   */
  public record Cell(String text, String detail, Grade grade) {
    public static Cell of(String text) {
      return new Cell(text, "", Grade.OPEN);
    }
  }

  /**
   * Something that was found.
   *
   * @param verbatim whether its lines are to be copied as they are
   */
  public record Note(String title, List<String> lines, boolean verbatim) {
    public Note {
      lines = List.copyOf(lines);
    }
  }

  /** What a reader may ask about the job or the host. */
  public record Fact(String label, String value) {}
}
