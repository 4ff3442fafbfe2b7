package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * Tells whether a slot certainly no longer belongs to a result, although a container of that result
 * still mounts it. What cannot be read proves nothing.
 *
 * <p>The client does not empty the slot of a task that is aborted while none of its processes runs.
 * The next task in the slot, or the client's next start, does ({@code
 * client/app.cpp:get_free_slot}, {@code client/file_names.cpp:delete_old_slot_dirs}).
 */
public final class AbandonedSlot {
  /** This long after a slot's set-up our program has begun, if the task is one of ours. */
  private static final Duration BEGUN_BY_THEN = Duration.ofMinutes(2);

  private final SlotLayout slot;
  private final String resultName;
  private final Instant mountedAt;

  /**
   * For another task's slot; the directory of slots must exist.
   *
   * @param resultName the result that had the slot when the container was created
   * @param mountedAt when the container was created
   */
  public AbandonedSlot(SlotLayout slot, String resultName, Instant mountedAt) {
    this.slot = slot;
    this.resultName = resultName;
    this.mountedAt = mountedAt;
  }

  /**
   * Why the container can go. Empty if it may belong to a living task, or if the slot's next task
   * still needs it as evidence that another app may have written into its slot.
   */
  public Optional<String> reason(Instant now) {
    Optional<BasicFileAttributes> directory;
    try {
      directory = attributes(slot.directory());
    } catch (IOException e) {
      return Optional.empty();
    }
    if (directory.isEmpty()) {
      return Optional.of("its slot " + slot.directory() + " is gone");
    }
    return directory.get().isDirectory() ? reason(directory.get(), now) : Optional.empty();
  }

  private Optional<String> reason(BasicFileAttributes directory, Instant now) {
    UntrustedFiles.Reading initData =
        new UntrustedFiles(slot.directory()).read(SlotLayout.INIT_DATA, InitDataFile.MAX_BYTES);
    if (initData instanceof UntrustedFiles.Reading.Refused) {
      return Optional.empty();
    }
    try {
      return initData.content().isPresent()
          ? reason(InitDataFile.resultNames(initData.content().get()), now)
          : isEmptied(directory)
              ? Optional.of("its slot " + slot.directory() + " was emptied")
              : Optional.empty();
    } catch (IOException | XMLStreamException e) {
      return Optional.empty();
    }
  }

  private Optional<String> reason(List<String> holders, Instant now) throws IOException {
    boolean another = holders.size() == 1 && !holders.get(0).equals(resultName);
    return another && hasBegun(holders.get(0), now)
        ? Optional.of("its slot " + slot.directory() + " belongs to the result " + holders.get(0))
        : Optional.empty();
  }

  /**
   * An app cannot remove our own directory. An empty directory may also be the mount point of a
   * missing disk, but that has not changed since the container was created.
   */
  private boolean isEmptied(BasicFileAttributes directory) throws IOException {
    return attributes(slot.ownDirectory()).isEmpty()
        && !directory.lastModifiedTime().toInstant().isBefore(mountedAt);
  }

  /** Whether the slot's next task has started its container, or is not one of ours. */
  private boolean hasBegun(String holder, Instant now) throws IOException {
    if (attributes(slot.ownDirectory()).isPresent()) {
      return MemoFile.read(slot)
          .memo()
          .filter(memo -> memo.resultName().equals(holder) && memo.containerId().isPresent())
          .isPresent();
    }
    return attributes(slot.setupComplete())
        .filter(at -> at.lastModifiedTime().toInstant().plus(BEGUN_BY_THEN).isBefore(now))
        .isPresent();
  }

  /** Empty only if there certainly is nothing. */
  private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
