package net.boincwrapper.client;

import static net.boincwrapper.client.StatusMessageTest.cpu;
import static org.assertj.core.api.Assertions.assertThat;

import net.boincwrapper.client.ClientLink.Inbox;
import org.junit.jupiter.api.Test;

class StandaloneLinkTest {
  private final StandaloneLink link = new StandaloneLink();

  @Test
  void withoutAClientNothingIsHeardAndNobodyIsGone() {
    assertThat(link.poll()).isEqualTo(Inbox.EMPTY);
    assertThat(link.poll().clientGone()).isFalse();
  }

  @Test
  void theLastStatusIsKeptAndNobodyWaitsForItsReader() {
    assertThat(link.lastStatus()).isEmpty();

    link.report(cpu(1, 0));
    link.report(cpu(2, 0));

    assertThat(link.lastStatus()).contains(cpu(2, 0));
  }
}
