package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.boincwrapper.slot.Manifest.Entry;
import net.boincwrapper.slot.Manifest.Kind;

/**
 * Turns the live files into those of a sealed checkpoint. Each effect can be repeated, and is
 * repeated when the journal is found again.
 */
final class Restore {
  private final SlotLayout slot;
  private final LiveSet live;
  private final SealedFiles sealed;
  private final Effects effects;
  private final RestoreJournal journal;

  /** Directories whose entries have changed. */
  private final Set<Path> touched = new TreeSet<>();

  Restore(SlotLayout slot, LiveSet live, SealedFiles sealed, Effects effects) {
    this.slot = slot;
    this.live = live;
    this.sealed = sealed;
    this.effects = effects;
    this.journal = new RestoreJournal(slot, effects);
  }

  void run(Manifest manifest, String why) throws IOException {
    new Entries(slot.directory()).open();
    if (!journal.isThere()) {
      // If it is there, an earlier attempt at this restore has begun to fill it.
      effects.remove(slot.ownDirectory(), SlotLayout.SET_ASIDE);
    }
    journal.write(manifest.generation(), why);
    FileCopy copy = FileCopy.into(slot.ownDirectory(), effects);
    for (int number = 0; number < manifest.entries().size(); number++) {
      putBack(copy, manifest.generation(), number, manifest.entries().get(number));
    }
    setAsideWhatIsNotIn(manifest);
    for (Path directory : touched) {
      effects.syncDirectory(directory);
    }
    journal.remove();
  }

  private void putBack(FileCopy copy, int generation, int number, Entry entry) throws IOException {
    Path aside = slot.restoring();
    effects.remove(slot.ownDirectory(), String.valueOf(aside.getFileName()));
    if (entry.kind() == Kind.LINK) {
      effects.link(aside, entry.target());
    } else {
      copyAside(copy, generation, number, entry, aside);
    }
    makeWay(slot.directory(), entry.name());
    effects.rename(aside, slot.directory().resolve(entry.name()));
  }

  private void copyAside(FileCopy copy, int generation, int number, Entry entry, Path aside)
      throws IOException {
    try (SeekableByteChannel from = sealed.open(generation, number);
        FileChannel into = effects.create(aside)) {
      if (copy.copy(from, into) != entry.bytes()) {
        throw new IOException("the copy of " + entry.name() + " has become shorter");
      }
      effects.permissions(aside, entry.permissions());
      setTime(aside, entry.modified());
      effects.force(into);
    }
  }

  /** An app can give its files times that not every file system accepts. */
  private void setTime(Path file, FileTime time) {
    try {
      effects.modified(file, time);
    } catch (IOException e) {
      // The content is what counts.
    }
  }

  /** Makes the directories on the way to a name, and removes what stands in their place. */
  private void makeWay(Path root, String name) throws IOException {
    Entries entries = new Entries(root);
    Path relative = root.getFileSystem().getPath(name);
    for (int depth = 1; depth < relative.getNameCount(); depth++) {
      Path directory = relative.subpath(0, depth);
      Optional<Entries.Kind> found = entries.kind(directory.toString());
      if (found.isPresent() && found.get() != Entries.Kind.DIRECTORY) {
        effects.remove(root, directory.toString());
      }
      touch(root.resolve(directory));
      if (!found.equals(Optional.of(Entries.Kind.DIRECTORY))) {
        effects.makeDirectory(root.resolve(directory));
      }
      new Entries(root.resolve(directory)).open();
    }
    touch(root.resolve(relative));
    if (entries.kind(name).equals(Optional.of(Entries.Kind.DIRECTORY))) {
      effects.remove(root, name);
    }
  }

  private void touch(Path file) {
    touched.add(file.resolveSibling(""));
  }

  private void setAsideWhatIsNotIn(Manifest manifest) throws IOException {
    Set<String> wanted =
        manifest.entries().stream().map(Entry::name).collect(Collectors.toUnmodifiableSet());
    for (String name : live.look().keySet()) {
      if (!wanted.contains(name)) {
        setAside(name);
      }
    }
  }

  private void setAside(String name) throws IOException {
    String aside = SlotLayout.SET_ASIDE + "/" + name;
    touch(slot.directory().resolve(name));
    try {
      makeWay(slot.ownDirectory(), aside);
      effects.rename(slot.directory().resolve(name), slot.ownDirectory().resolve(aside));
    } catch (FileSystemException e) {
      // Its name is too long there, or the disk is full. It must not stay, and no progress is lost
      // with it.
      effects.remove(slot.directory(), name);
    }
  }
}
