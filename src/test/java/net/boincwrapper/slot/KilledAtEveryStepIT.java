package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on a real disk, where each effect is waited for. */
class KilledAtEveryStepIT extends KilledAtEveryStep {
  @TempDir Path directory;

  @Override
  SlotLayout slot(int step) throws IOException {
    return Slots.in(directory.resolve("killed at " + step));
  }

  @Test
  void itIsKilledWhileItSealsTheThirdOneAndPrunes() throws Exception {
    whileItSealsTheThirdOneAndPrunes();
  }

  @Test
  void itIsKilledWhileItRestoresOverTornFiles() throws Exception {
    whileItRestoresOverTornFiles();
  }

  @Test
  void itIsKilledWhileItRestoresAfterADeathInTheMiddleOfRestoringAnother() throws Exception {
    whileItRestoresAfterADeathInTheMiddleOfRestoringAnother();
  }
}
