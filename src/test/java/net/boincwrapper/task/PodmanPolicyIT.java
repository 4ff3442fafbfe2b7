package net.boincwrapper.task;

import net.boincwrapper.harness.OnPodman;
import org.junit.jupiter.api.Tag;

/** The same on Podman. */
@OnPodman
@Tag("heavy")
class PodmanPolicyIT extends HostPolicyIT {}
