package net.boincwrapper.task;

import java.util.Optional;
import java.util.Set;
import net.boincwrapper.slot.FileWatch;
import net.boincwrapper.slot.ScrubWatch;
import net.boincwrapper.slot.SlotLayout;

/** Watches the real slot. */
final class RealSlotWatch implements Gateways.SlotWatch {
  private final SlotLayout slot;
  private final FileWatch files;
  private Optional<ScrubWatch> scrubbing = Optional.empty();

  RealSlotWatch(SlotLayout slot, Set<String> names) {
    this.slot = slot;
    this.files = FileWatch.open(slot, names);
  }

  @Override
  public Set<String> poll() {
    return files.poll();
  }

  @Override
  public boolean guard(Runnable news) {
    scrubbing = ScrubWatch.open(slot, news);
    return scrubbing.isPresent();
  }

  @Override
  public Optional<byte[]> take() {
    return scrubbing.flatMap(ScrubWatch::take);
  }

  @Override
  public void close() {
    files.close();
    scrubbing.ifPresent(ScrubWatch::close);
  }
}
