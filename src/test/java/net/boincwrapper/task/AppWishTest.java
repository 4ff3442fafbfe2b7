package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AppWishTest {
  @Test
  void theNumberIsFirstAndTheMessageBehindTheSecondLine() {
    assertThat(AppWish.parse("7\n1\nno circuit\nleft\n"))
        .isEqualTo(new AppWish(7, "no circuit\nleft"));
    assertThat(AppWish.parse(" 60 \n0")).isEqualTo(new AppWish(60, ""));
  }

  @Test
  void whatIsNoNumberIsNone() {
    for (String text : new String[] {"", "done", "-1\n", "1e3", "99999999999", "0x7"}) {
      assertThat(AppWish.parse(text)).as(text).isEqualTo(new AppWish(0, ""));
    }
  }
}
