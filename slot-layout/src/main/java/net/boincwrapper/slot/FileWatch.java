package net.boincwrapper.slot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tells which names in the slot have changed. Used by one thread; no call blocks. Meant to be
 * polled ten times a second.
 *
 * <p>The kernel (inotify) reports at once when files are created, renamed or removed. It is not
 * asked to report writes: an app that writes often would wake us as often. So existing files of
 * interest are also looked at once a second, and at each poll for two seconds after they have
 * changed, because whoever replaces a file is often still writing it. Without inotify, those looks
 * are all there is.
 */
public final class FileWatch implements Closeable {
  private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long RESTLESS_NANOS = Duration.ofSeconds(2).toNanos();

  private final Descent slot;
  private final Set<String> interest;
  private final LongSupplier nanoTime;
  private final Optional<WatchService> service;
  private final Map<String, Optional<State>> seen = new HashMap<>();
  private final Map<String, Long> restlessUntil = new HashMap<>();
  private long lookAt;

  /** What can be seen of a file without opening it: an app may have put a FIFO there. */
  private record State(Entries.Kind kind, long bytes, FileTime modified, String identity) {
    /** Written by hand: the one that Java generates takes milliseconds on its first call. */
    @Override
    public boolean equals(Object object) {
      return object instanceof State other
          && kind == other.kind
          && bytes == other.bytes
          && modified.equals(other.modified)
          && identity.equals(other.identity);
    }

    @Override
    public int hashCode() {
      return Objects.hash(kind, bytes, modified, identity);
    }
  }

  private FileWatch(
      SlotLayout layout,
      Set<String> interest,
      LongSupplier nanoTime,
      Optional<WatchService> service) {
    this.slot = new Descent(layout.directory());
    this.interest = Set.copyOf(interest);
    this.nanoTime = nanoTime;
    this.service = service;
    for (String name : interest) {
      seen.put(name, state(name));
    }
    this.lookAt = nanoTime.getAsLong() + LOOK_EVERY_NANOS;
  }

  /**
   * Begins to watch.
   *
   * @param interest names, relative to the slot, of the files whose content matters
   */
  public static FileWatch open(SlotLayout layout, Set<String> interest) {
    return open(layout, interest, System::nanoTime);
  }

  static FileWatch open(SlotLayout layout, Set<String> interest, LongSupplier nanoTime) {
    // First the kernel, then the first look, so that nothing is missed in between.
    Optional<WatchService> service = service(layout.directory());
    return new FileWatch(layout, interest, nanoTime, service);
  }

  /** A host has a limited number of inotify instances, and other file systems have none. */
  private static Optional<WatchService> service(Path directory) {
    if (!directory.getFileSystem().equals(FileSystems.getDefault())) {
      return Optional.empty();
    }
    try {
      WatchService service = directory.getFileSystem().newWatchService();
      directory.register(
          service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
      return Optional.of(service);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The names that have changed since the last call: those at the slot's top that were created or
   * removed, and those of interest that were written. If too much has happened at once, all names
   * of interest.
   */
  public Set<String> poll() {
    Set<String> changed = new LinkedHashSet<>();
    service.ifPresent(watch -> drain(watch, changed));
    long now = nanoTime.getAsLong();
    boolean lookAtAll = now - lookAt >= 0;
    if (changed.isEmpty() && !lookAtAll && restlessUntil.isEmpty()) {
      return changed;
    }
    if (lookAtAll) {
      restlessUntil.values().removeIf(until -> until - now <= 0);
      lookAt = now + LOOK_EVERY_NANOS;
    }
    for (String name : interest) {
      if (changed.contains(name) || (lookAtAll && mayChangeUntold(name)) || isRestless(name, now)) {
        look(name, changed, now);
      }
    }
    return changed;
  }

  private void drain(WatchService watch, Set<String> changed) {
    for (WatchKey key = watch.poll(); key != null; key = watch.poll()) {
      List<WatchEvent<?>> events = key.pollEvents();
      for (WatchEvent<?> event : events) {
        if (event.kind().equals(StandardWatchEventKinds.OVERFLOW)) {
          changed.addAll(interest);
        } else {
          changed.add(String.valueOf(event.context()));
        }
      }
      key.reset();
    }
  }

  /** The kernel reports when a missing file appears; looking for it would cost an exception. */
  private boolean mayChangeUntold(String name) {
    return service.isEmpty() || Optional.ofNullable(seen.get(name)).flatMap(was -> was).isPresent();
  }

  private void look(String name, Set<String> changed, long now) {
    Optional<State> state = state(name);
    boolean differs = !state.equals(seen.get(name));
    seen.put(name, state);
    if (differs) {
      changed.add(name);
    }
    if (changed.contains(name)) {
      restlessUntil.put(name, now + RESTLESS_NANOS);
    }
  }

  private Optional<State> state(String name) {
    try {
      BasicFileAttributes found = slot.attributes(name);
      return Optional.of(
          new State(
              Entries.kind(found),
              found.size(),
              found.lastModifiedTime(),
              String.valueOf(found.fileKey())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private boolean isRestless(String name, long now) {
    return Optional.ofNullable(restlessUntil.get(name))
        .filter(until -> until - now > 0)
        .isPresent();
  }

  /** Stops watching. Never throws. */
  @Override
  public void close() {
    service.ifPresent(FileWatch::close);
  }

  private static void close(WatchService service) {
    try {
      service.close();
    } catch (IOException e) {
      // Its descriptors go with the process.
    }
  }
}
