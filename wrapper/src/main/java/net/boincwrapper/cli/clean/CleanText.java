package net.boincwrapper.cli.clean;

import java.io.PrintWriter;
import java.util.List;
import net.boincwrapper.cli.clean.CleanSurvey.Findings;
import net.boincwrapper.cli.display.Quantities;

/** What people see of a cleaning. */
final class CleanText {
  private CleanText() {}

  /**
   * Says what is there.
   *
   * @param yes whether it is about to go
   */
  static void print(Findings findings, boolean yes, PrintWriter out) {
    List<Leftover> left = findings.leftovers();
    if (left.isEmpty()) {
      out.println("Nothing is left over that nobody needs.");
    } else {
      out.println(yes ? "Removing what nobody needs:" : "Nobody needs this any more:");
    }
    if (!yes) {
      left.forEach(it -> out.println("  " + line(it)));
    }
    if (!left.isEmpty() && !yes) {
      out.println();
      out.println("To remove it" + total(left) + ": the same command with --yes");
    }
    if (!findings.kept().isEmpty() && !yes) {
      out.println();
      out.println("Left alone:");
      findings
          .kept()
          .forEach(it -> out.println("  " + it.kind() + " " + it.name() + ": " + it.why()));
    }
    out.flush();
  }

  private static String total(List<Leftover> left) {
    long bytes = left.stream().mapToLong(it -> it.bytes().orElse(0)).sum();
    return bytes == 0 ? "" : " (" + Quantities.bytes(bytes) + ", less what images share)";
  }

  private static String line(Leftover left) {
    String size =
        left.bytes().orElse(0) > 0 ? ", " + Quantities.bytes(left.bytes().getAsLong()) : "";
    return left.kind() + " " + left.name() + size + ": " + left.why();
  }

  /**
   * Removes all of it, and says how each went.
   *
   * @return whether nothing failed; what somebody has begun to use is no failure
   */
  static boolean remove(List<Leftover> left, PrintWriter out) {
    boolean good = true;
    for (Leftover one : left) {
      String end;
      try {
        end = one.removal().remove() ? "removed" : "stays, for it is in use now";
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } catch (Exception e) {
        good = false;
        end = "could not be removed: " + Cleaning.reason(e);
      }
      out.println("  " + line(one) + " - " + end);
      out.flush();
    }
    return good;
  }
}
