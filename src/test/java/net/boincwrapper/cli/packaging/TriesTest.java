package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TriesTest {
  private static List<String> of(XmlElement... written) {
    return Tries.of(List.of(written)).stream().map(XmlElement::text).toList();
  }

  @Test
  void aWorkunitIsTriedAgainAfterAFailure() {
    assertThat(of()).containsExactly("3", "6", "3");
  }

  @Test
  void moreReplicasAreWantedAndAllowed() {
    assertThat(of(XmlElement.text("target_nresults", 4))).containsExactly("3", "9", "6");
  }

  @Test
  void whatAnAuthorHasCountedStays() {
    assertThat(of(XmlElement.text("max_error_results", 1))).isEmpty();
  }

  @Test
  void whatCreateWorkCannotReadIsOne() {
    assertThat(of(XmlElement.text("target_nresults", "2e0"))).containsExactly("3", "6", "3");
  }
}
