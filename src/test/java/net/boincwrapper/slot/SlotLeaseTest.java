package net.boincwrapper.slot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import net.boincwrapper.slot.SlotLease.Holder;
import org.junit.jupiter.api.Test;

class SlotLeaseTest {
  private static final String FIXTURE = "init_data-8.3.0-docker.xml";

  @Test
  void isOursWhileInitDataNamesOurResult() throws Exception {
    SlotLayout layout = Slots.inMemory();
    Files.write(layout.initData(), Slots.fixture(FIXTURE));

    assertThat(new SlotLease(layout, "wu_0_0").holder()).isEqualTo(Holder.OURS);
    assertThat(new SlotLease(layout, "wu_1_0").holder()).isEqualTo(Holder.ANOTHER);

    SlotScrub.scrub(layout);
    assertThat(new SlotLease(layout, "wu_0_0").holder()).isEqualTo(Holder.OURS);
  }

  @Test
  void isAnothersOnceInitDataNamesAnotherResult() throws Exception {
    SlotLayout layout = Slots.inMemory();
    String content = new String(Slots.fixture(FIXTURE), UTF_8);
    SlotLease lease = new SlotLease(layout, "wu_0_0");
    for (Holder expected : List.of(Holder.OURS, Holder.OURS, Holder.ANOTHER, Holder.OURS)) {
      String name = expected == Holder.OURS ? "wu_0_0" : "wu_1_0";
      Files.writeString(layout.initData(), content.replace("wu_0_0", name));
      assertThat(lease.holder()).isEqualTo(expected);
    }
  }

  @Test
  void isNobodysInAnEmptiedSlot() throws Exception {
    assertThat(new SlotLease(Slots.inMemory(), "wu_0_0").holder()).isEqualTo(Holder.ANOTHER);
  }

  @Test
  void isStillOursAfterAnAppHasRemovedInitData() throws Exception {
    SlotLayout layout = Slots.inMemory();
    KnownLinks.recordOnce(layout, layout.directory().resolveSibling("project"));

    assertThat(new SlotLease(layout, "wu_0_0").holder()).isEqualTo(Holder.OURS);

    Files.createDirectory(layout.initData());
    assertThat(new SlotLease(layout, "wu_0_0").holder()).isEqualTo(Holder.UNKNOWN);
  }

  @Test
  void isUnknownWhileTheClientWrites() throws Exception {
    SlotLayout layout = Slots.inMemory();
    Files.write(layout.initData(), Arrays.copyOf(Slots.fixture(FIXTURE), 4096));

    assertThat(new SlotLease(layout, "wu_0_0").holder()).isEqualTo(Holder.UNKNOWN);
  }

  @Test
  void isNotOursWhereTwoResultsAreNamed() throws Exception {
    SlotLayout layout = Slots.inMemory();
    String two =
        new String(Slots.fixture(FIXTURE), UTF_8)
            .replace("<slot>", "<result_name>other</result_name>\n<slot>");
    Files.writeString(layout.initData(), two);

    assertThat(new SlotLease(layout, "wu_0_0").holder()).isEqualTo(Holder.ANOTHER);
  }
}
