package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Arrays;
import net.boincwrapper.slot.SlotLease.Holder;
import org.junit.jupiter.api.Test;

class SlotLeaseTest {
  private static final String FIXTURE = "init_data-8.3.0-docker.xml";

  @Test
  void isOursWhileInitDataNamesOurResult() throws Exception {
    SlotLayout layout = Slots.inMemory();
    Files.write(layout.initData(), Slots.fixture(FIXTURE));

    assertThat(SlotLease.stillOurs(layout, "wu_0_0")).isTrue();
    assertThat(SlotLease.holder(layout, "wu_1_0")).isEqualTo(Holder.ANOTHER);

    SlotScrub.scrub(layout);
    assertThat(SlotLease.stillOurs(layout, "wu_0_0")).isTrue();
  }

  @Test
  void isNobodysInAnEmptiedSlot() throws Exception {
    assertThat(SlotLease.holder(Slots.inMemory(), "wu_0_0")).isEqualTo(Holder.ANOTHER);
  }

  @Test
  void isStillOursAfterAnAppHasRemovedInitData() throws Exception {
    SlotLayout layout = Slots.inMemory();
    KnownLinks.recordOnce(layout, layout.directory().resolveSibling("project"));

    assertThat(SlotLease.holder(layout, "wu_0_0")).isEqualTo(Holder.OURS);

    Files.createDirectory(layout.initData());
    assertThat(SlotLease.holder(layout, "wu_0_0")).isEqualTo(Holder.UNKNOWN);
  }

  @Test
  void isUnknownWhileTheClientWrites() throws Exception {
    SlotLayout layout = Slots.inMemory();
    Files.write(layout.initData(), Arrays.copyOf(Slots.fixture(FIXTURE), 4096));

    assertThat(SlotLease.holder(layout, "wu_0_0")).isEqualTo(Holder.UNKNOWN);
    assertThat(SlotLease.stillOurs(layout, "wu_0_0")).isFalse();
  }

  @Test
  void isNotOursWhereTwoResultsAreNamed() throws Exception {
    SlotLayout layout = Slots.inMemory();
    String two =
        new String(Slots.fixture(FIXTURE), java.nio.charset.StandardCharsets.UTF_8)
            .replace("<slot>", "<result_name>other</result_name>\n<slot>");
    Files.writeString(layout.initData(), two);

    assertThat(SlotLease.holder(layout, "wu_0_0")).isEqualTo(Holder.ANOTHER);
  }
}
