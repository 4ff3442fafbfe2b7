package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import net.boincwrapper.slot.Manifest.Entry;
import net.boincwrapper.slot.SetCopy.ChangedException;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/** Makes a generation out of the live files. */
final class Seal {
  /** The set is copied so often, if it changes each time. */
  private static final int ATTEMPTS = 3;

  /** More than a checkpoint can sensibly have; each is remembered in the wrapper's small heap. */
  static final int MOST_FILES = 1000;

  private final SlotLayout slot;
  private final LiveSet live;
  private final String resultName;
  private final Effects effects;
  private final Generations generations;
  private final SlotRoom room;

  Seal(SlotLayout slot, LiveSet live, SealedFiles sealed, Effects effects) {
    this.slot = slot;
    this.live = live;
    this.resultName = sealed.resultName();
    this.effects = effects;
    this.generations = new Generations(slot, effects);
    this.room = new SlotRoom(slot, sealed, generations);
  }

  Sealing run(SealOrder order) throws IOException, SlotException {
    generations.prepare();
    int generation = generations.next();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      SortedMap<String, FileStat> set = live.look();
      if (set.isEmpty()) {
        return new Sealing.Empty();
      }
      if (order.expected().isPresent() && !order.expected().get().equals(set)) {
        return new Sealing.Restless();
      }
      Optional<String> refusal = refusal(set, order);
      if (refusal.isPresent()) {
        return new Sealing.NoRoom(refusal.get());
      }
      try {
        List<Entry> entries = copy(generation, set);
        Manifest manifest =
            new Manifest(
                resultName,
                generation,
                order.cpuSeconds(),
                order.wallSeconds(),
                order.now(),
                entries);
        publish(manifest);
        prune(order.keep());
        return new Sealing.Done(manifest);
      } catch (ChangedException e) {
        generations.discard(generation);
      } catch (IOException e) {
        generations.discard(generation);
        if (SlotRoom.isFull(e)) {
          return new Sealing.NoRoom("the disk is full: " + SlotException.describe(e));
        }
        throw e;
      }
    }
    return new Sealing.Restless();
  }

  private Optional<String> refusal(SortedMap<String, FileStat> set, SealOrder order)
      throws IOException {
    if (set.size() > MOST_FILES) {
      return Optional.of(set.size() + " files are declared, more than " + MOST_FILES);
    }
    return order.diskBoundBytes().isPresent()
        ? room.refusal(set, order.diskBoundBytes().getAsLong())
        : Optional.empty();
  }

  private List<Entry> copy(int generation, SortedMap<String, FileStat> set)
      throws IOException, ChangedException {
    Path directory = generations.begin(generation);
    List<Entry> entries =
        new SetCopy(new UntrustedFiles(slot.directory()), effects).copy(set, directory);
    if (!live.look().equals(set)) {
      throw new ChangedException();
    }
    return entries;
  }

  private void publish(Manifest manifest) throws IOException {
    Path file =
        slot.checkpoints().resolve(manifest.generation() + ".new").resolve(SealedFiles.MANIFEST);
    try (FileChannel channel = effects.create(file)) {
      effects.write(channel, ByteBuffer.wrap(ManifestFile.write(manifest)), 0);
      effects.force(channel);
    }
    generations.publish(manifest.generation());
  }

  /** Generation 0 does not count and stays. */
  private void prune(int keep) throws IOException {
    List<Integer> later = generations.numbers().stream().filter(number -> number > 0).toList();
    for (int number : later.subList(Math.min(keep, later.size()), later.size())) {
      generations.remove(number);
    }
  }

  /** See {@link Checkpoints#sealFirst}. */
  void runFirst(KnownLinks declared, Instant now)
      throws IOException, SlotException, ChangedException {
    generations.prepare();
    if (!generations.numbers().isEmpty()) {
      return;
    }
    List<Entry> entries = new ArrayList<>(copy(0, live.look()));
    declared.links().stream()
        .filter(link -> link.kind() == KnownLinks.Kind.SYMBOLIC)
        .forEach(link -> entries.add(Entry.link(link.name(), text(link))));
    publish(new Manifest(resultName, 0, 0, 0, now, entries));
  }

  private String text(KnownLinks.Link link) {
    return link.textAt(slot.directory().resolve(link.name())).toString();
  }
}
