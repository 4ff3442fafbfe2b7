package net.boincwrapper.cli.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.slot.SlotLayout;

/** What tasks keep in a client's data directory. */
final class DataSurvey {
  private DataSurvey() {}

  /** The sealed checkpoints of each slot that has any. */
  static List<Measured> checkpoints(Path data) throws IOException {
    List<Measured> found = new ArrayList<>();
    for (Path slot : ProgramStores.children(data.resolve("slots"))) {
      Path kept = new SlotLayout(slot).checkpoints();
      if (Files.isDirectory(kept, LinkOption.NOFOLLOW_LINKS)) {
        found.add(new Measured(slot, ProgramStores.bytes(kept)));
      }
    }
    return found;
  }
}
