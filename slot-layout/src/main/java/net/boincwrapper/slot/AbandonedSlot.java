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
 * Whether a slot is certainly not a result's any more, although a container of that result is
 * mounted on it. What cannot be read says nothing.
 *
 * <p>The client does not empty the slot of a task that is aborted while no process of it runs; the
 * next task in it, or the client's next start, does ({@code client/app.cpp:get_free_slot}, {@code
 * client/file_names.cpp:delete_old_slot_dirs}).
 */
public final class AbandonedSlot {
  /** From the end of a slot's set-up until our program, if it is one of ours, has begun. */
  private static final Duration BEGUN_BY_THEN = Duration.ofMinutes(2);

  private final SlotLayout slot;
  private final String resultName;
  private final Instant mountedAt;

  /**
   * A slot of another task, in a directory of slots that is there.
   *
   * @param resultName that had the slot when the container was created
   * @param mountedAt when the container was created
   */
  public AbandonedSlot(SlotLayout slot, String resultName, Instant mountedAt) {
    this.slot = slot;
    this.resultName = resultName;
    this.mountedAt = mountedAt;
  }

  /**
   * Why the container can go; empty: it may be a living task's, or it is evidence for the slot's
   * next task, which has to see that another app may have written into its slot.
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
        ? Optional.of("its slot " + slot.directory() + " is the result " + holders.get(0) + "'s")
        : Optional.empty();
  }

  /**
   * An app cannot reach our own directory; and an empty directory may stand where a disk was, but
   * that has not changed since the container was created.
   */
  private boolean isEmptied(BasicFileAttributes directory) throws IOException {
    return attributes(slot.ownDirectory()).isEmpty()
        && !directory.lastModifiedTime().toInstant().isBefore(mountedAt);
  }

  /** Whether the slot's next task has started its container, or is none of ours. */
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

  /** Empty where there certainly is nothing. */
  private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
