package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import net.boincwrapper.slot.record.OneLine;
import net.boincwrapper.slot.record.RecordText;
import net.boincwrapper.slot.record.RecordText.DamagedException;

/**
 * Says that the live files may be a mixture. It exists from before the first of them is replaced
 * until all of them are, and are on the disk.
 *
 * @param slot the slot
 * @param effects for changes
 */
record RestoreJournal(SlotLayout slot, Effects effects) {
  private static final RecordText FORMAT = new RecordText("restore", 1);
  private static final int MAX_BYTES = 64 * 1024;

  /** Whether something stands at its name. */
  boolean isThere() throws IOException {
    return new OwnFiles(slot).isThere(slot.restoreJournal());
  }

  /** The generation that was being restored; empty if the journal does not say. */
  OptionalInt generation() {
    byte[] content =
        new OwnFiles(slot).read(slot.restoreJournal(), MAX_BYTES).content().orElse(new byte[0]);
    try {
      return OptionalInt.of(Integer.parseInt(FORMAT.read(content).getOrDefault("generation", "")));
    } catch (DamagedException | NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  void write(int generation, String why) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("generation", String.valueOf(generation));
    values.put("why", OneLine.of(why, 1000));
    Path aside = slot.restoring();
    effects.remove(slot.ownDirectory(), String.valueOf(aside.getFileName()));
    try (FileChannel channel = effects.create(aside)) {
      effects.write(channel, ByteBuffer.wrap(FORMAT.write(values)), 0);
      effects.force(channel);
    }
    makeWay();
    effects.rename(aside, slot.restoreJournal());
    effects.syncDirectory(slot.ownDirectory());
  }

  /** A rename replaces anything but a directory, and only a damaged disk has one there. */
  private void makeWay() throws IOException {
    if (Files.isDirectory(slot.restoreJournal(), LinkOption.NOFOLLOW_LINKS)) {
      effects.remove(slot.ownDirectory(), name());
    }
  }

  private String name() {
    return String.valueOf(slot.restoreJournal().getFileName());
  }

  void remove() throws IOException {
    effects.remove(slot.ownDirectory(), name());
    effects.syncDirectory(slot.ownDirectory());
  }
}
