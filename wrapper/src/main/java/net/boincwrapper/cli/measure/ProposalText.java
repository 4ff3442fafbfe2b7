package net.boincwrapper.cli.measure;

import static net.boincwrapper.cli.display.Quantities.bytes;
import static net.boincwrapper.cli.display.Quantities.duration;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Proposed bounds: where each comes from, and the lines to paste into the templates. */
public final class ProposalText {
  private final StringBuilder text = new StringBuilder();

  private ProposalText() {}

  public static String of(BoundsProposal proposal) {
    ProposalText writer = new ProposalText();
    writer.origins(proposal);
    writer.input(proposal);
    writer.limit(proposal);
    writer.outputs(proposal);
    return writer.text.toString();
  }

  private void origins(BoundsProposal proposal) {
    BoundsProposal.Seen seen = proposal.seen();
    line(
        "Proposed bounds, from what was measured here, at " + seen.bounds().speed() + " (--speed)");
    origin("rsc_fpops_est", duration(seen.running()) + " of running");
    origin(
        "rsc_fpops_bound",
        BoundsProposal.TIME
            + " times the "
            + duration(seen.elapsed())
            + " since the launch, at least"
            + " an hour");
    if (seen.memoryBytes() > 0) {
      origin(
          "rsc_memory_bound",
          bytes(seen.memoryBytes()) + more(BoundsProposal.MEMORY) + ", at least 16 MB");
    }
    origin(
        "rsc_disk_bound", bytes(seen.diskBytes()) + more(BoundsProposal.DISK) + ", at least 10 MB");
    origin("delay_bound", BoundsProposal.TIME + " times the running time, at least 7 days");
    if (!proposal.outputs().isEmpty()) {
      origin("max_nbytes", "twice the length of the output, at least 100 kB");
    }
    line("Another input may need more: rehearse the largest.");
  }

  private static String more(double factor) {
    return String.format(Locale.ROOT, " at most, and %.0f %% more", (factor - 1) * 100);
  }

  private void input(BoundsProposal proposal) {
    line("");
    line(proposal.seen().bounds().file() + ", in <workunit>:");
    proposal.values().forEach(this::element);
  }

  private void limit(BoundsProposal proposal) {
    OptionalLong mebibytes = proposal.limitMebibytes();
    if (mebibytes.isPresent()) {
      MemoryBound own = proposal.seen().bounds().limit().orElseThrow();
      line("");
      line(own.place() + ":");
      line("    " + own.spelling(mebibytes.getAsLong() + "m"));
    }
  }

  private void outputs(BoundsProposal proposal) {
    for (Map.Entry<String, String> output : proposal.outputs().entrySet()) {
      line("");
      line(
          proposal.seen().bounds().outputFile()
              + ", in the <file_info> of "
              + output.getKey()
              + ":");
      element("max_nbytes", output.getValue());
    }
  }

  private void origin(String tag, String from) {
    line(String.format(Locale.ROOT, "  %-16s  %s", tag, from));
  }

  private void element(String tag, String value) {
    line("    <" + tag + ">" + value + "</" + tag + ">");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
