package net.boincwrapper.cli.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.report.Chart.Bound;
import net.boincwrapper.cli.report.Chart.Point;
import net.boincwrapper.cli.report.Lane.Mark;
import net.boincwrapper.cli.report.Lane.Sign;
import net.boincwrapper.cli.report.Lane.Span;
import net.boincwrapper.cli.report.Lane.State;
import net.boincwrapper.cli.report.Report.Card;
import net.boincwrapper.cli.report.Report.Cell;
import net.boincwrapper.cli.report.Report.Fact;
import net.boincwrapper.cli.report.Report.Note;
import net.boincwrapper.cli.report.Report.Table;
import net.boincwrapper.cli.report.Report.Verdict;

/** Reports as they might be. */
final class SampleReports {
  static final String NASTY = "</script><img src=x onerror=alert(1)>\"'`&\u0000\u202e{{body}}$1";

  private SampleReports() {}

  /** Of a rehearsal with one bad run. */
  static Report rehearsal() {
    return report(
        "noisy-qubits",
        new Verdict(
            Grade.BAD,
            "Do not release the app: its outputs differ after rollback@51.5s.",
            List.of("These files are not declared: log.bin, result.txt.")),
        List.of("12:00:01 docker-wrapper: starting container 4d4da39c43d9", "step 1", "step 2"));
  }

  /** Every text of it has been written by somebody who means harm. */
  static Report nasty() {
    return report(
        NASTY, new Verdict(Grade.OPEN, NASTY, List.of(NASTY)), List.of(NASTY, "a\u001b[31mred"));
  }

  /** Of a run that came to nothing. */
  static Report empty() {
    return new Report(
        "Run",
        "empty",
        Instant.EPOCH,
        "docker-wrapper 0.1.0",
        new Verdict(Grade.BAD, "The run failed.", List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        "docker-wrapper dry-run --run .",
        List.of());
  }

  private static Report report(String name, Verdict verdict, List<String> log) {
    return new Report(
        "Rehearsal",
        name,
        Instant.parse("2026-11-29T20:15:00Z"),
        "docker-wrapper 0.1.0",
        verdict,
        cards(),
        List.of(
            lane("undisturbed", Grade.GOOD, "the measure", 80, -1),
            lane("kill@36.5s", Grade.GOOD, "the same", 84, 40),
            lane(name.length() > 20 ? name : "rollback@51.5s", Grade.BAD, "DIFFER", 90, 55)),
        List.of(
            new RunCharts("undisturbed", List.of(), charts(80, name)),
            new RunCharts("kill", List.of(hit(40, name)), charts(84, name))),
        List.of(table(name)),
        List.of(
            new Note("Proposed bounds", List.of("<rsc_memory_bound>1e9</rsc_memory_bound>"), true)),
        List.of(
            new Fact("image", "boincwrapper/project:8f52d26c12a528aa"),
            new Fact("engine", "Docker 20.10.24+dfsg1"),
            new Fact("user", name)),
        "docker-wrapper dry-run --rehearse --seed 2026 examples/noisy-qubits",
        List.of(new LogTail("undisturbed", "/j/.dry-run/stderr.txt", log, true)));
  }

  private static List<Card> cards() {
    return List.of(
        Card.of("Running", "1:12", "after 0:08 of preparation"),
        Card.of("CPU time", "138.4 s", "96 % of 2 CPUs"),
        new Card("Memory, peak", "73.2 MiB", "15 % of rsc_memory_bound, 500.0 MiB", 0.15),
        new Card("Disk, peak", "1.2 GiB", "120 % of rsc_disk_bound, 1.0 GiB", 1.2),
        Card.of("Checkpoints", "38 seen", "22 sealed"),
        Card.of("Interruptions", "6 of 7", "come to the same outputs"));
  }

  private static Mark hit(double at, String text) {
    return new Mark(Sign.INTERRUPTED, at, text);
  }

  private static Lane lane(String name, Grade grade, String outcome, double end, double hit) {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < 18; i++) {
      marks.add(new Mark(Sign.SEEN, 10 + i * 4, ""));
      if (i % 2 == 0) {
        marks.add(new Mark(Sign.SEALED, 10.4 + i * 4, "generation " + i));
      }
    }
    if (hit < 0) {
      return new Lane(
          name,
          outcome,
          grade,
          List.of(
              new Span(State.PREPARING, 0, 8),
              new Span(State.RUNNING, 8, end - 2),
              new Span(State.ENDING, end - 2, end)),
          marks);
    }
    marks.add(hit(hit, name));
    return new Lane(
        name,
        outcome,
        grade,
        List.of(
            new Span(State.PREPARING, 0, 3),
            new Span(State.RUNNING, 3, hit),
            new Span(State.AWAY, hit, hit + 3),
            new Span(State.PREPARING, hit + 3, hit + 5),
            new Span(State.RUNNING, hit + 5, hit + 15),
            new Span(State.SUSPENDED, hit + 15, hit + 18),
            new Span(State.RUNNING, hit + 18, end - 2),
            new Span(State.ENDING, end - 2, end)),
        marks);
  }

  private static List<Chart> charts(int seconds, String name) {
    List<Point> cpu = new ArrayList<>();
    List<Point> memory = new ArrayList<>();
    List<Point> disk = new ArrayList<>();
    List<Point> done = new ArrayList<>();
    for (int i = 8; i < seconds; i++) {
      cpu.add(new Point(i, 1.8 + 0.15 * Math.sin(i)));
      memory.add(new Point(i, (60 + 13 * Math.sin(i / 30.0)) * (1 << 20)));
      disk.add(new Point(i, (200 + i / 10 * 20) * (double) (1 << 20)));
      done.add(new Point(i, (i - 8.0) / (seconds - 8)));
    }
    return List.of(
        new Chart("CPU", Unit.CPUS, cpu, Optional.of(new Bound("the task's", 2)), false),
        new Chart(
            "Memory", Unit.BYTES, memory, Optional.of(new Bound("rsc_memory_bound", 5e8)), false),
        new Chart("Disk", Unit.BYTES, disk, Optional.of(new Bound("rsc_disk_bound", 4e8)), true),
        new Chart("Progress " + name, Unit.SHARE, done, Optional.empty(), false));
  }

  private static Table table(String name) {
    return new Table(
        "Interruptions",
        "Outputs decay.svg, result.json were compared byte for byte.",
        List.of("interruption", "outputs", "CPU lost", "resumed in", "the app went on"),
        List.of(
            List.of(
                Cell.of("kill@36.5s"),
                new Cell("the same", "", Grade.GOOD),
                Cell.of("0.0 s"),
                Cell.of("1.3 s"),
                Cell.of("from checkpoint 22, found unchanged")),
            List.of(
                Cell.of("rollback@51.5s"),
                new Cell("DIFFER", name + " differs from byte 8 on", Grade.BAD),
                Cell.of("0.2 s"),
                Cell.of("3.1 s"),
                Cell.of("from checkpoint 34, restored"))));
  }
}
