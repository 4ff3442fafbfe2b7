package net.boincwrapper.cli.volunteer;

import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * Chooses a number that no user and no group has.
 *
 * <p>The range is one from which nobody takes a number: above what useradd gives to people and to
 * system users (login.defs: at most 60000), below systemd's dynamic users (61184 to 65519), and
 * outside of subordinate ids; systemd lists it as unused ("Users, Groups, UIDs and GIDs on systemd
 * Systems"). Each candidate is looked up all the same. Drawn at random, so that two dry runs that
 * begin at once do not share one.
 */
final class UnusedId {
  static final int FIRST = 60706;
  static final int LAST = 61183;

  /** The sandbox of a rootless engine or a CI job may have fewer ids than that. */
  private static final String TOO_FEW =
      "the user namespace of this process has no uid and gid from %d to %d".formatted(FIRST, LAST);

  private static final int COUNT = LAST - FIRST + 1;

  private UnusedId() {}

  static boolean isInRange(int id) {
    return id >= FIRST && id <= LAST;
  }

  static int choose(VolunteerHost host, RandomGenerator random)
      throws IOException, InterruptedException, CannotBecomeVolunteer {
    if (!host.isMapped(FIRST) || !host.isMapped(LAST)) {
      throw new CannotBecomeVolunteer(TOO_FEW);
    }
    int start = random.nextInt(COUNT);
    for (int i = 0; i < COUNT; i++) {
      int id = FIRST + (start + i) % COUNT;
      if (!host.isRunning(id) && !host.isNamed(id)) {
        return id;
      }
    }
    throw new CannotBecomeVolunteer(
        "each uid from %d to %d is in use on this host".formatted(FIRST, LAST));
  }
}
