package net.boincwrapper.task;

import net.boincwrapper.harness.Volunteer;
import org.junit.jupiter.api.Tag;

/** The same for a client whose user is nobody but for being in group docker. */
@Tag("heavy")
class UnprivilegedPolicyIT extends HostPolicyIT {
  @Override
  Volunteer volunteer() {
    return Volunteer.UNPRIVILEGED;
  }
}
