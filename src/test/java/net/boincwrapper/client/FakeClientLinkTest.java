package net.boincwrapper.client;

import static net.boincwrapper.client.StatusMessageTest.cpu;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.boincwrapper.client.ClientLink.Inbox;
import org.junit.jupiter.api.Test;

class FakeClientLinkTest {
  private final FakeNanoTime time = new FakeNanoTime();
  private final FakeClientLink link = new FakeClientLink(time);

  @Test
  void whatIsDueIsHeardOnceAndNotBefore() {
    link.at(Duration.ofSeconds(2), ClientRequest.SUSPEND, ClientRequest.QUIT)
        .networkSuspendedAt(Duration.ofSeconds(2), true)
        .clientGoneAt(Duration.ofSeconds(3));
    assertThat(link.poll()).isEqualTo(Inbox.EMPTY);

    time.advance(Duration.ofSeconds(2));
    Inbox due = link.poll();
    assertThat(due.requests()).containsExactly(ClientRequest.SUSPEND, ClientRequest.QUIT);
    assertThat(due.networkSuspended()).isTrue();
    assertThat(due.clientGone()).isFalse();

    time.advance(Duration.ofSeconds(1));
    Inbox last = link.poll();
    assertThat(last.requests()).isEmpty();
    assertThat(last.networkSuspended()).isTrue();
    assertThat(last.clientGone()).isTrue();
  }

  @Test
  void whatIsToldIsRecordedUntilTheLinkIsClosed() {
    link.report(cpu(1, 0));
    link.graphics("http://127.0.0.1:1");
    link.close();
    link.report(cpu(2, 0));

    assertThat(link.statuses()).containsExactly(cpu(1, 0));
    assertThat(link.graphicsUrls()).containsExactly("http://127.0.0.1:1");
    assertThat(link.closed()).isTrue();
  }
}
