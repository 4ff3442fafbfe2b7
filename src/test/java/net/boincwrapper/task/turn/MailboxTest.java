package net.boincwrapper.task.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MailboxTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Mailbox mailbox = new Mailbox();

  @Test
  void aLetterEndsTheWaiting() {
    new Thread(() -> mailbox.post(() -> {})).start();
    mailbox.await(LONG, LONG);
    assertThat(mailbox.take()).isPresent();
    assertThat(mailbox.take()).isEmpty();
  }

  @Test
  void soDoesANudgeOnceTheLeastTimeHasPassed() {
    new Thread(mailbox::nudge).start();
    long begin = System.nanoTime();
    mailbox.await(Duration.ofMillis(30), LONG);
    assertThat(System.nanoTime() - begin).isGreaterThan(Duration.ofMillis(28).toNanos());
  }

  @Test
  void aNudgeIsHeededOnce() {
    mailbox.nudge();
    assertThat(mailbox.wakes()).isTrue();
    mailbox.await(Duration.ZERO, LONG);
    assertThat(mailbox.wakes()).isFalse();
  }
}
