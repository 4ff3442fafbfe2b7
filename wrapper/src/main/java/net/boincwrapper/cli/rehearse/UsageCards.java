package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.boincwrapper.cli.display.Quantities;
import net.boincwrapper.cli.measure.RunBounds;
import net.boincwrapper.cli.report.Report.Card;
import net.boincwrapper.cli.simulate.RunUsage;

/** What a run used in all, each beside what a client allows. */
final class UsageCards {
  private UsageCards() {}

  static List<Card> of(RunUsage usage) {
    RunBounds bounds = usage.measured().bounds();
    List<Card> cards = new ArrayList<>();
    cards.add(time(usage));
    cards.add(cpu(usage));
    cards.add(
        bytes(
            "Memory, at most", usage.peakBytes(), bounds.memory().name(), bounds.memory().bytes()));
    long disk = usage.measured().peaks().diskBytes();
    cards.add(bytes("Disk, at most", disk, "rsc_disk_bound", bounds.diskBytes()));
    cards.add(
        Card.of(
            "Checkpoints",
            usage.checkpointsSeen() + " seen",
            usage.checkpoints() + " of them sealed"));
    return cards;
  }

  private static Card time(RunUsage usage) {
    Duration limit = usage.measured().bounds().time();
    String value = Quantities.duration(usage.wallTime());
    if (usage.measured().bounds().fpopsBound() == Double.MAX_VALUE) {
      return Card.of("Time", value, "of running");
    }
    double share = RunFacts.seconds(usage.measured().elapsed()) / RunFacts.seconds(limit);
    String detail = percent(share) + " of " + Quantities.duration(limit) + " (rsc_fpops_bound)";
    return new Card("Time", value, detail, share);
  }

  private static Card cpu(RunUsage usage) {
    String value = String.format(Locale.ROOT, "%.1f s", usage.cpuSeconds());
    return Card.of(
        "CPU time",
        value,
        usage.isLongEnough()
            ? percent(usage.utilisation()) + " of " + Quantities.cpus(usage.cpus())
            : "");
  }

  private static Card bytes(String label, long peak, String name, long bound) {
    String value = peak > 0 ? Quantities.bytes(peak) : "not measured";
    if (peak == 0 || bound == Long.MAX_VALUE) {
      return Card.of(label, value, "");
    }
    double share = (double) peak / Math.max(1, bound);
    String detail = percent(share) + " of " + name + ", " + Quantities.bytes(bound);
    return new Card(label, value, detail, share);
  }

  /** A small share is not nothing. */
  private static String percent(double share) {
    return share > 0 && share < 0.01
        ? "less than 1 %"
        : String.format(Locale.ROOT, "%.0f %%", share * 100);
  }
}
