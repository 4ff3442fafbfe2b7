package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import net.boincwrapper.slot.Manifest.Entry;
import net.boincwrapper.slot.Manifest.Kind;
import net.boincwrapper.slot.SetCopy.ChangedException;
import net.boincwrapper.slot.record.OneLine;
import net.boincwrapper.slot.record.RecordText.DamagedException;

/**
 * The sealed checkpoints of a task: generations of the declared files, numbered from 1, each whole
 * and with a hash of every byte, and generation 0, the files as they were before the first start.
 *
 * <p>Every call blocks, for minutes if the files are large, and uses one thread. The process may be
 * killed, or the host may lose power, at any instant: a generation is published by a rename once
 * all of it is on the disk, and a restore that was begun is found again by its journal.
 *
 * <p>Sealing may go on while the app runs. Restoring may not.
 */
public final class Checkpoints {
  private final SlotLayout slot;
  private final LiveSet live;
  private final SealedFiles sealed;
  private final Effects effects;

  /**
   * The checkpoints in a slot.
   *
   * @param live the declared files
   * @param resultName generations of another result are not used
   */
  public Checkpoints(SlotLayout slot, LiveSet live, String resultName) {
    this(slot, live, resultName, Steps.NONE);
  }

  Checkpoints(SlotLayout slot, LiveSet live, String resultName, Steps steps) {
    this.slot = slot;
    this.live = live;
    this.sealed = new SealedFiles(slot, resultName);
    this.effects = new Effects(steps);
  }

  /**
   * The copies of files in the newest generation, 1 or later, of any result, for a caller that
   * means to damage them. The manifest is not among them: the damage has to be found by it.
   *
   * @return empty where there is no such generation
   */
  public static Optional<List<Path>> newestCopies(SlotLayout slot) throws IOException {
    Generations generations = new Generations(slot, new Effects(Steps.NONE));
    List<Integer> numbers = generations.later();
    return numbers.isEmpty() ? Optional.empty() : Optional.of(generations.copies(numbers.get(0)));
  }

  /**
   * The published generations of this result whose manifests can be read, newest first, 0 included.
   *
   * @throws SlotException it cannot be determined whether there are any
   */
  public List<Integer> generations() throws SlotException {
    return numbers().stream().filter(number -> manifest(number).isPresent()).toList();
  }

  /**
   * What a generation claims to hold; its files are not read. Empty if it has no valid manifest.
   */
  public Optional<Manifest> manifest(int generation) {
    try {
      return Optional.of(sealed.manifest(generation));
    } catch (DamagedException e) {
      return Optional.empty();
    }
  }

  /**
   * The newest generation, 1 or later, in which every file has the right length and hash.
   *
   * @param complaints gets a line for each newer one that is damaged
   * @throws SlotException it cannot be determined whether there are any
   */
  public Optional<Manifest> newestVerified(Consumer<String> complaints) throws SlotException {
    for (int number : numbers()) {
      if (number > 0) {
        try {
          return Optional.of(sealed.verified(number));
        } catch (DamagedException e) {
          complaints.accept(OneLine.of("checkpoint " + number + " " + e.getMessage(), 500));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether every file of a generation, which may be 0, has the right length and hash. */
  public boolean verifies(int generation) {
    try {
      sealed.verified(generation);
      return true;
    } catch (DamagedException e) {
      return false;
    }
  }

  /**
   * Whether the live files have the names and the bytes of a generation that was verified. Times
   * and permissions do not count.
   */
  public boolean liveEquals(Manifest manifest) {
    if (!live.look().keySet().equals(manifest.stats().keySet())) {
      return false;
    }
    for (int number = 0; number < manifest.entries().size(); number++) {
      Entry entry = manifest.entries().get(number);
      boolean same =
          entry.kind() == Kind.LINK
              ? isLiveLink(entry)
              : isLiveFile(manifest.generation(), number, entry.name());
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private boolean isLiveFile(int generation, int number, String name) {
    try (SeekableByteChannel copy = sealed.open(generation, number);
        SeekableByteChannel file = new UntrustedFiles(slot.directory()).openToRead(name)) {
      return SameBytes.in(copy, file);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isLiveLink(Entry entry) {
    try {
      Path link = slot.directory().resolve(entry.name());
      return Files.readSymbolicLink(link).toString().equals(entry.target());
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /**
   * Copies the declared files and makes the copies the next generation. If they change meanwhile,
   * they are copied again, a few times. A full disk, or a bound that would be exceeded, causes no
   * exception: see {@link Sealing.NoRoom}.
   *
   * @throws SlotException a file may not be read, or the disk refuses for another reason; nothing
   *     was published, and what was there before still is
   */
  public Sealing seal(SealOrder order) throws SlotException {
    try {
      return new Seal(slot, live, sealed, effects).run(order);
    } catch (IOException e) {
      throw failure("seal the checkpoint files of " + slot.directory(), e);
    }
  }

  /**
   * Makes generation 0 of the declared files as they are, even if there are none; does nothing if
   * there already is a generation. Call it before the app's first start.
   *
   * @param declared the client's links that are declared files; symbolic ones are kept as links
   *     (those written as text are files)
   * @param diskBoundBytes as in {@link SealOrder}
   * @throws SlotException also if the slot has no room for it
   */
  public void sealFirst(KnownLinks declared, Instant now, OptionalLong diskBoundBytes)
      throws SlotException {
    try {
      new Seal(slot, live, sealed, effects).runFirst(declared, now, diskBoundBytes);
    } catch (IOException e) {
      throw failure("seal the first checkpoint files of " + slot.directory(), e);
    } catch (ChangedException e) {
      throw SlotException.passing(
          "seal the first checkpoint files of " + slot.directory(),
          "they change, though the app has not been started",
          "See what else writes into the slot");
    }
  }

  /**
   * Turns the live files into those of a generation, which should have been verified: replaces and
   * adds files, and moves other declared files to {@link SlotLayout#setAside}. Times and
   * permissions are those of the sealed files. If it fails or the process ends, {@link
   * #unfinishedRestore} says so, and the same or another generation can then be restored.
   *
   * @param why one line, for people
   * @throws SlotException the generation is damaged, or the disk refuses
   */
  public void restore(int generation, String why) throws SlotException {
    String attempt = "restore checkpoint " + generation + " in " + slot.directory();
    try {
      Manifest manifest = sealed.manifest(generation);
      sealed.checkLengths(manifest);
      OwnDirectory.ensure(slot);
      new Restore(slot, live, sealed, effects).run(manifest, why);
    } catch (DamagedException e) {
      throw SlotException.lasting(attempt, List.of("it " + e.getMessage()), "Restore an older one");
    } catch (IOException e) {
      throw failure(attempt, e);
    }
  }

  /**
   * The generation whose restore was begun but not finished: until one is restored, the live files
   * are a mixture. It may no longer verify. If the journal itself is damaged, this is the newest
   * generation that verifies, or else 0; finding it may read them all.
   *
   * @throws SlotException it cannot be determined whether there is a journal
   */
  public Optional<Integer> unfinishedRestore() throws SlotException {
    RestoreJournal journal = new RestoreJournal(slot, effects);
    try {
      if (!journal.isThere()) {
        return Optional.empty();
      }
    } catch (IOException e) {
      throw failure("look for an unfinished restore in " + slot.directory(), e);
    }
    OptionalInt generation = journal.generation();
    return Optional.of(
        generation.isPresent()
            ? generation.getAsInt()
            : newestVerified(line -> {}).map(Manifest::generation).orElse(0));
  }

  /** Takes what is in the slot as it is, because there is nothing better: seals go on from it. */
  public void giveUpRestore() throws SlotException {
    RestoreJournal journal = new RestoreJournal(slot, effects);
    try {
      if (journal.isThere()) {
        journal.remove();
      }
    } catch (IOException e) {
      throw failure("give up a restore in " + slot.directory(), e);
    }
  }

  private List<Integer> numbers() throws SlotException {
    try {
      return new Generations(slot, effects).numbers();
    } catch (IOException e) {
      throw failure("look for checkpoints in " + slot.directory(), e);
    }
  }

  private static SlotException failure(String attempted, IOException cause) {
    return SlotException.io(
        attempted,
        cause,
        "Check that the client's user owns the slot directory and that the disk is in order");
  }
}
