package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.slot.Manifest.Entry;
import net.boincwrapper.slot.Manifest.Kind;
import net.boincwrapper.slot.record.OneLine;
import net.boincwrapper.slot.record.RecordText.DamagedException;

/**
 * The sealed checkpoints of a slot, of whatever result, for people: to be looked at and copied
 * elsewhere. The slot is not changed, and a task may go on in it.
 */
public final class CheckpointArchive {
  private final SlotLayout slot;

  public CheckpointArchive(SlotLayout slot) {
    this.slot = slot;
  }

  /**
   * A generation.
   *
   * @param manifest what it claims to hold; empty where that cannot be read
   * @param damage what is wrong with it, as the continuation of "checkpoint 3"; empty where every
   *     file has the right length and hash
   */
  public record Found(int generation, Optional<Manifest> manifest, Optional<String> damage) {}

  /** Whether there is a place for checkpoints in a directory, though there may be none in it. */
  public static boolean isIn(SlotLayout slot) {
    return Files.isDirectory(slot.checkpoints(), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Every published generation, newest first, 0 included. Reads every file.
   *
   * @throws SlotException it cannot be determined whether there are any
   */
  public List<Found> all() throws SlotException {
    try {
      return new Generations(slot, new Effects(Steps.NONE))
          .numbers().stream().map(this::look).toList();
    } catch (IOException e) {
      throw failure("look for checkpoints in " + slot.directory(), e);
    }
  }

  private Found look(int generation) {
    Optional<Manifest> manifest = Optional.empty();
    try {
      manifest = Optional.of(SealedFiles.claimed(slot, generation));
      verify(manifest.get());
      return new Found(generation, manifest, Optional.empty());
    } catch (DamagedException e) {
      return new Found(
          generation, manifest, Optional.of(OneLine.of(String.valueOf(e.getMessage()), 500)));
    }
  }

  private void verify(Manifest manifest) throws DamagedException {
    new SealedFiles(slot, manifest.resultName()).verified(manifest.generation());
  }

  /**
   * Copies the files of a generation, with their times and permissions, into a directory that is
   * empty or not there yet. The client's links are not made: they lead into its own directories.
   *
   * @return names of the files, relative to the directory
   * @throws SlotException the generation is not there or damaged, and then nothing has been
   *     written; or the directory is not empty, or the disk refuses
   */
  public List<String> copy(int generation, Path target) throws SlotException {
    String attempt = "copy checkpoint " + generation + " of " + slot.directory() + " to " + target;
    try {
      Manifest manifest = SealedFiles.claimed(slot, generation);
      verify(manifest);
      prepare(target);
      List<String> written = new ArrayList<>();
      for (int number = 0; number < manifest.entries().size(); number++) {
        Entry entry = manifest.entries().get(number);
        if (entry.kind() == Kind.FILE) {
          copy(manifest, number, target.resolve(entry.name()));
          written.add(entry.name());
        }
      }
      return written;
    } catch (DamagedException e) {
      throw SlotException.lasting(
          attempt, List.of("it " + e.getMessage()), "Take another one, if there is one");
    } catch (IOException e) {
      throw SlotException.io(attempt, e, "Name a new directory on a disk with room for it");
    }
  }

  private static void prepare(Path target) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> children = Files.list(target)) {
      if (children.findAny().isPresent()) {
        throw new IOException(target + " is not empty");
      }
    }
  }

  /** What stands there at the end has to be what was sealed. */
  private void copy(Manifest manifest, int number, Path to) throws IOException, DamagedException {
    Entry entry = manifest.entries().get(number);
    Effects effects = new Effects(Steps.NONE);
    Files.createDirectories(to.resolveSibling(""));
    SealedFiles sealed = new SealedFiles(slot, manifest.resultName());
    try (SeekableByteChannel from = sealed.open(manifest.generation(), number);
        FileChannel into = effects.create(to)) {
      FileCopy.into(to.resolveSibling(""), effects).copy(from, into);
      into.force(true);
    }
    try (SeekableByteChannel written = Files.newByteChannel(to)) {
      if (!Sha256.of(written).equals(entry.sha256())) {
        throw new DamagedException("came out with other bytes in " + entry.name());
      }
    }
    effects.modified(to, entry.modified());
    effects.permissions(to, entry.permissions());
  }

  private static SlotException failure(String attempted, IOException cause) {
    return SlotException.io(
        attempted, cause, "Check that the directory can be read and that the disk is in order");
  }
}
