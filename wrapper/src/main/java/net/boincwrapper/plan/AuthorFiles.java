package net.boincwrapper.plan;

import net.boincwrapper.slot.SlotLayout;

/**
 * The two files of a slot that an author wrote for this program, which the app may only read.
 *
 * @param job name in the slot ({@code --config})
 * @param dockerfile name in the slot ({@code --dockerfile})
 */
public record AuthorFiles(String job, String dockerfile) {
  /** {@code job.toml} and {@code Dockerfile}. */
  static AuthorFiles standard() {
    return new AuthorFiles(SlotLayout.JOB, SlotLayout.DOCKERFILE);
  }
}
