package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directories of sealed checkpoints. A generation appears when {@code <n>.new} is renamed, and
 * goes when it is renamed to {@code <n>.old}: anything with a plain number was whole once.
 *
 * @param slot the slot
 * @param effects for changes
 */
record Generations(SlotLayout slot, Effects effects) {
  private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,8}");
  private static final Pattern LEFTOVER = Pattern.compile("\\d+\\.(new|old)");

  /** The numbers that are taken as names, newest first, whatever stands there. */
  List<Integer> numbers() throws IOException {
    return names().stream()
        .filter(name -> NUMBER.matcher(name).matches())
        .map(Integer::valueOf)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    if (!new OwnFiles(slot).isThere(slot.checkpoints())) {
      return names;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(slot.checkpoints())) {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (NotDirectoryException e) {
      // Certainly none.
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  /** A number that no generation has ever had. */
  int next() throws IOException {
    List<Integer> numbers = numbers();
    return numbers.isEmpty() ? 1 : numbers.get(0) + 1;
  }

  /** Makes the directory of them all, and clears away what an earlier run has left half done. */
  void prepare() throws SlotException, IOException {
    OwnDirectory.ensure(slot);
    OwnDirectory.ensure(slot.ownDirectory(), SlotLayout.CHECKPOINTS);
    for (String name : names()) {
      if (LEFTOVER.matcher(name).matches()) {
        effects.remove(slot.checkpoints(), name);
      }
    }
  }

  /** An empty directory for a generation that is being made. */
  Path begin(int generation) throws IOException {
    Path begun = begun(generation);
    discard(generation);
    effects.makeDirectory(begun);
    return begun;
  }

  /** Undoes {@link #begin}. */
  void discard(int generation) throws IOException {
    effects.remove(slot.checkpoints(), generation + ".new");
  }

  /**
   * The files are on the disk by now: adds the manifest, and then names the generation in one step.
   */
  void publish(Manifest manifest) throws IOException {
    Path begun = begun(manifest.generation());
    try (FileChannel channel = effects.create(begun.resolve(SealedFiles.MANIFEST))) {
      effects.write(channel, ByteBuffer.wrap(ManifestFile.write(manifest)), 0);
      effects.force(channel);
    }
    effects.syncDirectory(begun);
    effects.rename(begun, slot.checkpoint(manifest.generation()));
    effects.syncDirectory(slot.checkpoints());
  }

  /** Removes all but the newest {@code count}. Generation 0 does not count and stays. */
  void keep(int count) throws IOException {
    List<Integer> later = later();
    for (int number : later.subList(Math.min(count, later.size()), later.size())) {
      remove(number);
    }
  }

  /** As {@link #numbers}, without 0. */
  List<Integer> later() throws IOException {
    return numbers().stream().filter(number -> number > 0).toList();
  }

  /** The files beside a generation's manifest. */
  List<Path> copies(int generation) throws IOException {
    try (Stream<Path> files = Files.list(slot.checkpoint(generation))) {
      return files
          .filter(file -> !file.endsWith(SealedFiles.MANIFEST))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .toList();
    }
  }

  private Path begun(int generation) {
    return slot.checkpoints().resolve(generation + ".new");
  }

  void remove(int generation) throws IOException {
    String old = generation + ".old";
    effects.remove(slot.checkpoints(), old);
    effects.rename(slot.checkpoint(generation), slot.checkpoints().resolve(old));
    effects.remove(slot.checkpoints(), old);
  }

  /** How many bytes the client counts for it. */
  long bytes(int generation) {
    return SlotUsage.of(slot.checkpoint(generation));
  }
}
