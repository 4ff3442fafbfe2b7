package net.boincwrapper.plan;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.engine.ContainerPlan.Mount;
import net.boincwrapper.engine.ContainerPlan.TmpfsMount;
import net.boincwrapper.slot.SlotLayout;

/**
 * The slot at WORKDIR, with mounts over what the app must not see or write.
 *
 * <p>{@link net.boincwrapper.slot.SlotPreparation} makes what is mounted and what it is mounted
 * over. {@code init_data.xml} is not masked: the client replaces it while the task runs, which
 * removes a mount, so it is scrubbed instead.
 */
final class SlotMounts {
  /** Hidden from the app if a client has made them; the others are there in any case. */
  private static final List<String> HIDDEN =
      List.of(SlotLayout.SHARED_MEMORY, SlotLayout.SETUP_COMPLETE);

  private static final int READ_AND_ENTER = 0555;
  private static final long ONE_PAGE = 4096;

  private final SlotLayout slot;
  private final ContainerPath workdir;
  private final List<Mount> mounts = new ArrayList<>();

  private SlotMounts(SlotLayout slot, ContainerPath workdir) {
    this.slot = slot;
    this.workdir = workdir;
  }

  static List<Mount> of(
      SlotLayout slot, ContainerPath workdir, AuthorFiles author, Findings findings) {
    SlotMounts planned = new SlotMounts(slot, workdir);
    planned.mounts.add(new Bind(slot.directory().toString(), workdir.text(), false));
    planned.mask();
    planned.protect(author.job(), findings);
    planned.protect(author.dockerfile(), findings);
    return List.copyOf(planned.mounts);
  }

  private void mask() {
    for (String name : HIDDEN) {
      if (Files.isRegularFile(slot.directory().resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        over(name, slot.emptyMask(), true);
      }
    }
    over(SlotLayout.STDERR, slot.stderrMask(), false);
    over(SlotLayout.TASK_STATE, slot.emptyMask(), true);
    over(SlotLayout.LOCK, slot.lockMask(), false);
    mounts.add(
        new TmpfsMount(
            inContainer(SlotLayout.OWN_DIRECTORY),
            OptionalLong.of(ONE_PAGE),
            READ_AND_ENTER,
            false));
  }

  /** The app must not write its own rules for the next start. */
  private void protect(String name, Findings findings) {
    Path file = slot.directory().resolve(name);
    if (Files.isSymbolicLink(file)) {
      findings.warning(
          name
              + " is a symbolic link, which the app could replace; give it <copy_file/>, or keep the"
              + " project without <use_symlinks/>");
    } else if (Files.isRegularFile(file)) {
      over(name, file, true);
    }
  }

  private void over(String name, Path source, boolean readOnly) {
    mounts.add(new Bind(source.toString(), inContainer(name), readOnly));
  }

  private String inContainer(String name) {
    return workdir.resolve(name).text();
  }
}
