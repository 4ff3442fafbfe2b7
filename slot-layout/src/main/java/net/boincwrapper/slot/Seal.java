package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import net.boincwrapper.slot.Manifest.Entry;
import net.boincwrapper.slot.SetCopy.ChangedException;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/** Makes a generation out of the live files. */
final class Seal {
  /** How often the set is copied if it changes each time. */
  private static final int ATTEMPTS = 3;

  /** More than a checkpoint can sensibly have; each is remembered in the wrapper's small heap. */
  private static final int MOST_FILES = 1000;

  /** Of all names together. Each may take three bytes, and a manifest's size is limited. */
  private static final int MOST_CHARACTERS = 200_000;

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
    this.room = new SlotRoom(slot, sealed, generations, effects);
  }

  /** See {@link Checkpoints#seal}. */
  Sealing run(SealOrder order) throws IOException, SlotException {
    if (new RestoreJournal(slot, effects).isThere()) {
      throw SlotException.passing(
          "seal the checkpoint files of " + slot.directory(),
          "a restore is not finished, and they may be a mixture",
          "Restore a checkpoint first");
    }
    generations.prepare();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return attempt(order);
      } catch (ChangedException e) {
        // Once more.
      }
    }
    return new Sealing.Restless();
  }

  private Sealing attempt(SealOrder order) throws IOException, ChangedException {
    SortedMap<String, FileStat> set = live.look();
    if (set.isEmpty()) {
      return new Sealing.Empty();
    }
    if (!order.allows(set)) {
      return new Sealing.Restless();
    }
    int generation = generations.next(); // before room is made, perhaps by removing the newest
    Optional<String> refusal = refusal(set, order.diskBoundBytes());
    if (refusal.isPresent()) {
      return new Sealing.NoRoom(refusal.get());
    }
    try {
      Manifest manifest = manifest(generation, order, copy(generation, set));
      generations.publish(manifest);
      prune(order.keep());
      return new Sealing.Done(manifest);
    } catch (IOException e) {
      if (!SlotRoom.isFull(e)) {
        throw e;
      }
      return new Sealing.NoRoom("the disk is full: " + SlotException.describe(e));
    } finally {
      generations.discard(generation);
    }
  }

  /** What cannot be removed now is tried again at the next seal; this one is published. */
  private void prune(int keep) {
    try {
      generations.keep(keep);
    } catch (IOException e) {
      // Only the room matters, and that is checked before each seal.
    }
  }

  private Optional<String> refusal(SortedMap<String, FileStat> set, OptionalLong diskBoundBytes)
      throws IOException {
    Optional<String> tooMany = tooMany(set);
    return tooMany.isPresent() || diskBoundBytes.isEmpty()
        ? tooMany
        : room.refusal(set, diskBoundBytes.getAsLong());
  }

  private static Optional<String> tooMany(SortedMap<String, FileStat> set) {
    if (set.size() > MOST_FILES) {
      return Optional.of(set.size() + " files are declared, more than " + MOST_FILES);
    }
    int characters = set.keySet().stream().mapToInt(String::length).sum();
    return characters > MOST_CHARACTERS
        ? Optional.of(
            "the names of the declared files have more than " + MOST_CHARACTERS + " characters")
        : Optional.empty();
  }

  private Manifest manifest(int generation, SealOrder order, List<Entry> entries) {
    return new Manifest(
        resultName,
        generation,
        order.cpuSeconds(),
        order.wallSeconds(),
        order.fractionDone(),
        order.now(),
        entries);
  }

  /** Afterwards all is on the disk but their directory. */
  private List<Entry> copy(int generation, SortedMap<String, FileStat> set)
      throws IOException, ChangedException {
    Path directory = generations.begin(generation);
    List<String> permissions =
        new SetCopy(new UntrustedFiles(slot.directory()), effects).copy(set, directory);
    if (!live.look().equals(set)) {
      throw new ChangedException();
    }
    return entries(set, permissions, hashes(directory, set));
  }

  /** Another process may hash while the disk writes. */
  private List<String> hashes(Path directory, SortedMap<String, FileStat> set) throws IOException {
    List<Path> copies = new ArrayList<>();
    for (int number = 0; number < set.size(); number++) {
      copies.add(directory.resolve(String.valueOf(number)));
    }
    long bytes = set.values().stream().mapToLong(FileStat::bytes).reduce(0, SlotUsage::add);
    try (FileHashes pending = FileHashes.begin(copies, bytes)) {
      for (Path copy : copies) {
        effects.force(copy);
      }
      return pending.await();
    }
  }

  private static List<Entry> entries(
      SortedMap<String, FileStat> set, List<String> permissions, List<String> hashes) {
    List<Entry> entries = new ArrayList<>();
    set.forEach(
        (name, stat) -> {
          int number = entries.size();
          entries.add(Entry.file(name, stat, hashes.get(number), permissions.get(number)));
        });
    return entries;
  }

  /** See {@link Checkpoints#sealFirst}. */
  void runFirst(KnownLinks declared, Instant now, OptionalLong diskBoundBytes)
      throws IOException, SlotException, ChangedException {
    generations.prepare();
    if (!generations.numbers().isEmpty()) {
      return;
    }
    SortedMap<String, FileStat> set = live.look();
    Optional<String> refusal = refusal(set, diskBoundBytes);
    if (refusal.isPresent()) {
      throw SlotException.lasting(
          "seal the first checkpoint files of " + slot.directory(),
          List.of(refusal.get()),
          "Declare fewer in job.toml, or give the workunit more disk space");
    }
    try {
      List<Entry> entries = new ArrayList<>(copy(0, set));
      declared.links().stream()
          .filter(link -> link.kind() == KnownLinks.Kind.SYMBOLIC)
          .forEach(link -> entries.add(Entry.link(link.name(), text(link))));
      generations.publish(new Manifest(resultName, 0, 0, 0, OptionalDouble.empty(), now, entries));
    } finally {
      generations.discard(0);
    }
  }

  private String text(KnownLinks.Link link) {
    return link.textAt(slot.directory().resolve(link.name())).toString();
  }
}
