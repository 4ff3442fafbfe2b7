package net.boincwrapper.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LanRulesTest {
  @Test
  void theyAreForTheInterfaceOfOurBridgeAndLoadedWholeOrNotAtAll() {
    assertThat(LanRules.text())
        .startsWith("table inet boincwrapper\ndelete table inet boincwrapper\n")
        .contains("iifname \"boincwrapper0\" ip daddr @lan4 goto refuse")
        .contains("192.168.0.0/16")
        .contains("chain input");
  }

  @Test
  void publicNetworksThatTheHostIsPartOfAreNamedBesidesThePrivateOnes() {
    assertThat(LanRules.text(List.of("198.51.100.0/24", "2001:db8:0:0:0:0:0:0/64")))
        .contains("224.0.0.0/3, 198.51.100.0/24 }")
        .contains("e000::/3, 2001:db8:0:0:0:0:0:0/64 }");
    assertThat(LanRules.text(List.of())).contains("224.0.0.0/3 }").contains("e000::/3 }");
  }

  @Test
  void withoutThemTheProbeFindsNone() throws Exception {
    assertThat(probe("true")).isEqualTo("false");
  }

  /** The one rule that the probe looks for, as iptables writes it: not every host has nft. */
  @Test
  void withThemAnyUserSeesThatTheyAreInForce() throws Exception {
    String rule =
        "iptables -A OUTPUT -d 127.77.66.55 -p tcp --dport 9 -j REJECT --reject-with"
            + " icmp-admin-prohibited";
    assumeTrue(run("unshare -rn sh -c '" + rule + "'").isPresent(), "needs iptables");

    assertThat(probe(rule)).isEqualTo("true");
  }

  @Test
  void theRulesAsTheyArePrintedAreLoadedAndFound() throws Exception {
    assumeTrue(run("nft --version").isPresent(), "needs nft");

    assertThat(probe("printf %s \"$RULES\" | nft -f - && printf %s \"$RULES\" | nft -f -"))
        .isEqualTo("true");
  }

  @Test
  void noRuleConcernsTheBridgeOfARootlessEngine() {
    assertThat(LanRules.objection(true).orElse("")).contains("rootless");
    assertThat(LanRules.objection(Optional.of("br-0123456789ab")).orElse(""))
        .contains("docker network rm boincwrapper");
    assertThat(LanRules.objection(Optional.empty())).isPresent();
    assertThat(LanRules.objection(Optional.of("boincwrapper0"))).isEmpty();
  }

  /** In a network of its own, where rules concern nobody else. */
  private static String probe(String before) throws IOException, InterruptedException {
    String java = System.getProperty("java.home") + "/bin/java";
    return run("unshare -rn sh -c 'ip link set lo up && "
            + before
            + " && "
            + java
            + " -cp target/classes:target/test-classes "
            + LanRulesTest.class.getName()
            + "'")
        .orElse("not run")
        .strip();
  }

  /** What the probe says; called by the test in another network. */
  public static void main(String[] none) {
    System.out.println(LanRules.inForce());
  }

  private static Optional<String> run(String command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", command));
    builder.environment().put("RULES", LanRules.text());
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? Optional.of(out) : Optional.empty();
  }
}
