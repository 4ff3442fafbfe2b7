package net.boincwrapper.slot;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.slot.record.RecordText.DamagedException;

/**
 * Tells whether the slot has room for one more generation: the client aborts a task whose slot
 * passes {@code rsc_disk_bound} ({@code
 * client/app_control.cpp:ACTIVE_TASK::check_max_disk_exceeded}).
 *
 * @param slot the slot
 * @param sealed to find the generation that stays
 * @param generations to prune
 * @param effects for changes
 */
record SlotRoom(SlotLayout slot, SealedFiles sealed, Generations generations, Effects effects) {
  /** The app may write meanwhile, and the client counts outputs that we do not see. */
  private static final double USABLE = 0.9;

  /**
   * Why a set cannot be sealed; empty where it can. Prunes to one generation if that makes enough
   * room, and only then.
   */
  Optional<String> refusal(SortedMap<String, FileStat> set, long boundBytes) throws IOException {
    long wanted = set.values().stream().mapToLong(FileStat::bytes).reduce(0, SlotUsage::add);
    long used = SlotUsage.of(slot);
    long usable = (long) (boundBytes * USABLE);
    if (SlotUsage.add(used, wanted) <= usable || makeRoom(SlotUsage.add(used, wanted) - usable)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the slot has %d bytes and a checkpoint needs %d, but at most nine tenths of"
                + " rsc_disk_bound (%d) are used",
            used,
            wanted,
            boundBytes));
  }

  /** What nobody will ask for goes first. */
  private boolean makeRoom(long missing) throws IOException {
    long aside = SlotUsage.of(slot.setAside());
    List<Integer> spare = aside >= missing ? List.of() : spare();
    long freed = spare.stream().mapToLong(generations::bytes).reduce(aside, SlotUsage::add);
    if (freed < missing) {
      return false;
    }
    effects.remove(slot.ownDirectory(), SlotLayout.SET_ASIDE);
    for (int number : spare) {
      generations.remove(number);
    }
    return true;
  }

  /** All but generation 0 and the newest that verifies, or the newest if none does. */
  private List<Integer> spare() throws IOException {
    List<Integer> later = generations.later();
    if (later.isEmpty()) {
      return later;
    }
    int kept = later.stream().filter(this::verifies).findFirst().orElse(later.get(0));
    return later.stream().filter(number -> number != kept).toList();
  }

  private boolean verifies(int generation) {
    try {
      sealed.verified(generation);
      return true;
    } catch (DamagedException e) {
      return false;
    }
  }

  /** Java reports this only in the system's words. */
  static boolean isFull(IOException e) {
    String text = String.valueOf(e.getMessage());
    return text.contains("No space left on device") || text.contains("Disk quota exceeded");
  }
}
