package net.boincwrapper.slot;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** In memory. */
class KilledAtEveryStepTest extends KilledAtEveryStep {
  @Override
  SlotLayout slot(int step) throws IOException {
    return Slots.inMemory();
  }

  @Test
  void itIsKilledWhileItSealsTheFirstOne() throws Exception {
    whileItSealsTheFirstOne();
  }

  @Test
  void itIsKilledWhileItSealsTheThirdOneAndPrunes() throws Exception {
    whileItSealsTheThirdOneAndPrunes();
  }

  @Test
  void itIsKilledWhileItSealsOverWhatAnotherDeathHasLeft() throws Exception {
    whileItSealsOverWhatAnotherDeathHasLeft();
  }

  @Test
  void itIsKilledWhileItSealsWhatWasThereBeforeTheFirstStart() throws Exception {
    whileItSealsWhatWasThereBeforeTheFirstStart();
  }

  @Test
  void itIsKilledWhileItRestoresOverTornFiles() throws Exception {
    whileItRestoresOverTornFiles();
  }

  @Test
  void itIsKilledWhileItRestoresWhereNothingIsLeft() throws Exception {
    whileItRestoresWhereNothingIsLeft();
  }

  @Test
  void itIsKilledWhileItRestoresOverWhatStandsInTheWay() throws Exception {
    whileItRestoresOverWhatStandsInTheWay();
  }

  @Test
  void itIsKilledWhileItRestoresAfterADeathInTheMiddleOfRestoringAnother() throws Exception {
    whileItRestoresAfterADeathInTheMiddleOfRestoringAnother();
  }
}
