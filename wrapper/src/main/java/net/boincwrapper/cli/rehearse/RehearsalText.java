package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.display.Paragraph;
import net.boincwrapper.cli.display.Quantities;
import net.boincwrapper.cli.findings.WrittenElsewhere;
import net.boincwrapper.cli.measure.MemoryBound;
import net.boincwrapper.cli.measure.ProposalText;
import net.boincwrapper.cli.rehearse.Recovery.Request;
import net.boincwrapper.cli.rehearse.Recovery.Resumption;
import net.boincwrapper.cli.simulate.WrapperLine;

/** A rehearsal as text, for people to read. */
final class RehearsalText {
  /** In seconds; less is shown as 0. An app that has just written a checkpoint may write none. */
  private static final double WORTH_A_REMARK = 0.1;

  private static final String DETAIL = " ".repeat(6);
  private static final String FROM = "from ";

  private final StringBuilder text = new StringBuilder();

  private RehearsalText() {}

  static String of(RehearsalReport report, Release release, Colours colours) {
    RehearsalText writer = new RehearsalText();
    writer.line("The rehearsal");
    writer.undisturbed(report);
    if (!report.trials().isEmpty()) {
      writer.trials(report.trials());
    }
    writer.line("");
    writer.reasons(release, colours);
    remarks(report, release).forEach(writer::paragraph);
    writer.proposal(report);
    report.proposedBounds().map(ProposalText::of).ifPresent(writer::block);
    return writer.text.toString();
  }

  /** No more than whether the app may be released, and why. */
  static String verdict(Release release, Colours colours) {
    RehearsalText writer = new RehearsalText();
    writer.reasons(release, colours);
    return writer.text.toString();
  }

  private void reasons(Release release, Colours colours) {
    UnaryOperator<String> colour =
        release
            .verdict()
            .<UnaryOperator<String>>map(good -> line -> colours.verdict(good, line))
            .orElse(colours::unclear);
    List<String> reasons = release.reasons();
    reasons.stream().limit(1).forEach(verdict -> paragraph(verdict, colour));
    reasons.stream().skip(1).forEach(this::paragraph);
  }

  /** One line, for when a run has ended. */
  static String news(InterruptedRun trial) {
    return trial.name() + ": " + outputs(trial) + resumption(trial);
  }

  private static String resumption(InterruptedRun trial) {
    if (trial.startedFromZero()) {
      return "; not resumed";
    }
    return !isWell(trial) || trial.recoveries().stream().allMatch(Recovery::isProven)
        ? ""
        : "; whether it resumed cannot be told";
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  private void block(String lines) {
    text.append('\n').append(lines);
  }

  private void paragraph(String sentences) {
    paragraph(sentences, UnaryOperator.identity());
  }

  private void paragraph(String sentences, UnaryOperator<String> colour) {
    Paragraph.lines(sentences, Paragraph.COLUMNS).forEach(part -> line(colour.apply(part)));
  }

  private void undisturbed(RehearsalReport report) {
    line("  seed         " + report.seed());
    line("  ran as       " + report.undisturbed().user().text());
    report.facts().ifPresent(facts -> line("  undisturbed  " + undisturbed(facts)));
    if (!report.compared().isEmpty()) {
      line("  compared     " + String.join(", ", report.compared()) + how(report));
    }
    line("");
  }

  private static String undisturbed(RunFacts facts) {
    return String.format(
        Locale.ROOT,
        "%s of running, %.1f s of CPU time, %d checkpoints%s",
        Quantities.duration(facts.running()),
        facts.cpuSeconds(),
        facts.checkpoints().size(),
        facts.checkpoints().isEmpty()
            ? ""
            : ", the first after " + seconds(facts.checkpoints().get(0).minus(facts.begin())));
  }

  static String how(RehearsalReport report) {
    return report.command().map(command -> ", by " + command).orElse(", byte for byte")
        + (report.proposedTemplate().isEmpty()
            ? ""
            : " (there is no output template: all new files)");
  }

  private void trials(List<InterruptedRun> trials) {
    line(row("interruption", "CPU lost", "resumed in", "outputs", "the app went on"));
    for (InterruptedRun trial : trials) {
      trial.recoveries().forEach(recovery -> recovery(trial, recovery));
      trial.missed().forEach(missed -> line(row(missed.what(), "", "", "", missed.why())));
      details(trial);
    }
  }

  private void recovery(InterruptedRun trial, Recovery recovery) {
    line(row(trial, recovery));
    if (isWell(trial) && !recovery.isProven() && recovery.basis().isPresent()) {
      line(DETAIL + recovery.evidence());
    }
    recovery.request().ifPresent(request -> line(DETAIL + answer(request)));
  }

  private static String row(InterruptedRun trial, Recovery recovery) {
    return row(
        recovery.interrupt().toString(),
        String.format(Locale.ROOT, "%.1f s", recovery.lostCpuSeconds()),
        recovery.resumedIn().map(RehearsalText::seconds).orElse(""),
        outputs(trial),
        wentOn(trial, recovery));
  }

  private static String row(String what, String lost, String resumed, String outputs, String how) {
    return String.format(
        Locale.ROOT, "  %-18s %8s  %10s  %-8s  %s", what, lost, resumed, outputs, how);
  }

  private void details(InterruptedRun trial) {
    if (trial.failed()) {
      line(DETAIL + trial.summary().reason());
    }
    trial.comparison().stream()
        .filter(found -> !found.same())
        .flatMap(found -> found.lines().stream())
        .forEach(difference -> line(DETAIL + difference));
  }

  static String outputs(InterruptedRun trial) {
    if (trial.failed()) {
      return "failed";
    }
    return trial.differs() ? "DIFFER" : trial.comparison().isPresent() ? "the same" : "none";
  }

  /** Whether nothing is known against the app but what it went on from. */
  private static boolean isWell(InterruptedRun trial) {
    return !trial.failed() && !trial.differs();
  }

  static String wentOn(InterruptedRun trial, Recovery recovery) {
    return switch (recovery.resumption()) {
      case RAN_ON -> "without a new start";
      case FROM_ZERO -> "from zero";
      case TOO_LATE -> "it had ended already";
      case RESUMED -> recovery.basis().map(RehearsalText::from).orElse("");
      case UNKNOWN ->
          recovery.basis().map(basis -> isWell(trial) ? given(basis) : from(basis)).orElse("");
    };
  }

  private static String given(WrapperLine.Basis basis) {
    return basis.rule() == WrapperLine.Rule.BEGINNING
        ? from(basis)
        : "not proven; given " + from(basis).substring(FROM.length());
  }

  private static String from(WrapperLine.Basis basis) {
    String generation =
        basis.generation().isPresent() ? "checkpoint " + basis.generation().getAsInt() : "";
    return switch (basis.rule()) {
      case AS_SEALED -> "from " + generation + ", found unchanged";
      case RESTORED -> "from " + generation + ", restored";
      case GOOD -> "from its files as they were left";
      case KEPT -> "from its files as they were left, which may be torn";
      case BEGINNING -> "from the beginning";
    };
  }

  static String answer(Request request) {
    return request
        .sealedAfter()
        .map(
            after ->
                "asked to end, its checkpoint was sealed after "
                    + seconds(after)
                    + "; the grace is "
                    + request.grace().toSeconds()
                    + " s")
        .orElse("asked to end, it wrote no new checkpoint");
  }

  /** What does not prevent a release, but is worth knowing. */
  static List<String> remarks(RehearsalReport report, Release release) {
    List<String> remarks = new ArrayList<>();
    WrittenElsewhere elsewhere = report.undisturbed().findings().elsewhere();
    if (release.granted() && !elsewhere.isEmpty()) {
      remarks.add(
          "Remark: it writes outside its WORKDIR, and its outputs did not depend on that: "
              + elsewhere.named()
              + ".");
    }
    nearBound(report).ifPresent(remarks::add);
    for (InterruptedRun trial : report.trials()) {
      for (Recovery recovery : trial.recoveries()) {
        recovery.request().flatMap(request -> remark(recovery, request)).ifPresent(remarks::add);
      }
    }
    return remarks;
  }

  /** Memory is looked at once a second, and another input may take more. */
  private static Optional<String> nearBound(RehearsalReport report) {
    MemoryBound bound = report.bounds().memory();
    long used = report.peakMemoryBytes();
    return bound.isNear(used)
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "Remark: it took %s of memory, %.0f %% of %s, %s. A little more would be too much:"
                    + " raise it, as proposed below.",
                Quantities.bytes(used),
                100.0 * used / bound.bytes(),
                bound.name(),
                Quantities.bytes(bound.bytes())))
        : Optional.empty();
  }

  private static Optional<String> remark(Recovery recovery, Request request) {
    if (request.killed()) {
      return Optional.of(
          "Remark: it did not end within its grace of "
              + request.grace().toSeconds()
              + " s when it was asked to, and was killed. Does the signal reach it? See the exec"
              + " form of CMD.");
    }
    return request.sealedAfter().isEmpty()
            && recovery.resumption() != Resumption.RAN_ON
            && recovery.lostCpuSeconds() >= WORTH_A_REMARK
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "Remark: it ended when it was asked to, but wrote no checkpoint: this quit cost"
                    + " %.1f s of CPU time.",
                recovery.lostCpuSeconds()))
        : Optional.empty();
  }

  private void proposal(RehearsalReport report) {
    if (!report.proposedTemplate().isEmpty()) {
      line("");
      paragraph(
          "The job has no output template. One that names these outputs, to be saved as out.xml:");
      line("");
      text.append(report.proposedTemplate());
    }
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", RunFacts.seconds(time));
  }
}
