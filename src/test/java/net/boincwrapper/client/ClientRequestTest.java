package net.boincwrapper.client;

import static net.boincwrapper.client.ClientRequest.ABORT;
import static net.boincwrapper.client.ClientRequest.QUIT;
import static net.boincwrapper.client.ClientRequest.REREAD_APP_INFO;
import static net.boincwrapper.client.ClientRequest.RESUME;
import static net.boincwrapper.client.ClientRequest.SUSPEND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientRequestTest {
  @ParameterizedTest
  @CsvSource({
    "<suspend/>, SUSPEND",
    "<resume/>, RESUME",
    "<quit/>, QUIT",
    "<abort/>, ABORT",
    "<reread_app_info/>, REREAD_APP_INFO"
  })
  void eachTagIsARequest(String message, ClientRequest request) {
    assertThat(ClientRequest.in(message)).containsExactly(request);
  }

  @Test
  void severalTagsAreSeveralRequestsInTheirOrder() {
    assertThat(ClientRequest.in("<resume/>\n<reread_app_info/> <suspend/><abort/><quit/>"))
        .containsExactly(RESUME, REREAD_APP_INFO, SUSPEND, ABORT, QUIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<", "<<<", "quit", "<quit>", "<QUIT/>", "</quit/>", "\u00ff\u0001"})
  void whatIsNoRequestIsPassedOver(String message) {
    assertThat(ClientRequest.in(message)).isEmpty();
  }

  @Test
  void anUnknownTagDoesNotHideAKnownOne() {
    assertThat(ClientRequest.in("<new_in_9/><<quit/>")).containsExactly(QUIT);
  }
}
