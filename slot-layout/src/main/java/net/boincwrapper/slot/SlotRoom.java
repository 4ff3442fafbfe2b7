package net.boincwrapper.slot;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import net.boincwrapper.slot.RecordText.DamagedException;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/**
 * Whether the slot has room for one more generation: the client aborts a task whose slot passes
 * {@code rsc_disk_bound} ({@code client/app_control.cpp:ACTIVE_TASK::check_max_disk_exceeded}).
 *
 * @param slot the slot
 * @param sealed to find the generation that stays
 * @param generations to prune
 */
record SlotRoom(SlotLayout slot, SealedFiles sealed, Generations generations) {
  /** The app may write meanwhile, and the client counts outputs that we do not see. */
  private static final double USABLE = 0.9;

  /**
   * Why a set cannot be sealed; empty where it can. Prunes to one generation where that makes the
   * room, and only then.
   */
  Optional<String> refusal(SortedMap<String, FileStat> set, long boundBytes) throws IOException {
    long wanted = set.values().stream().mapToLong(FileStat::bytes).reduce(0, SlotUsage::add);
    long used = SlotUsage.of(slot);
    double usable = boundBytes * USABLE;
    if (SlotUsage.add(used, wanted) <= usable) {
      return Optional.empty();
    }
    List<Integer> spare = spare();
    long freed = spare.stream().mapToLong(generations::bytes).reduce(0, SlotUsage::add);
    if (SlotUsage.add(used - freed, wanted) > usable) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the slot has %d bytes, a checkpoint %d, and rsc_disk_bound is %d, of which nine"
                  + " tenths are used",
              used,
              wanted,
              boundBytes));
    }
    for (int number : spare) {
      generations.remove(number);
    }
    return Optional.empty();
  }

  /** All but generation 0 and the newest that verifies; where none does, but the newest. */
  private List<Integer> spare() {
    List<Integer> later = generations.numbers().stream().filter(number -> number > 0).toList();
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

  /** Java tells by the system's words alone. */
  static boolean isFull(IOException e) {
    String text = String.valueOf(e.getMessage());
    return text.contains("No space left on device") || text.contains("Disk quota exceeded");
  }
}
