package net.boincwrapper.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachedNetworksTest {
  @ParameterizedTest
  @CsvSource({
    "198.51.100.77, 24, 198.51.100.0/24",
    "198.51.100.77, 30, 198.51.100.76/30",
    "198.51.100.77, 32, 198.51.100.77/32",
    "2001:db8:1:2:3::4, 64, 2001:db8:1:2:0:0:0:0/64",
    "2001:db8:1:2ff::4, 57, 2001:db8:1:280:0:0:0:0/57"
  })
  void aNetworkIsNamedWithoutItsHosts(String address, int prefix, String network) throws Exception {
    assertThat(AttachedNetworks.network(InetAddress.getByName(address), prefix)).isEqualTo(network);
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.77, 32, 32",
    "2001:db8:1:2:3::4, 128, 64",
    "2001:db8:1:2:3::4, 64, 64",
    "2001:db8:1:2:3::4, 56, 56"
  })
  void anAddressThatWasGivenOutByItselfHasNeighbours(String address, int told, int prefix)
      throws Exception {
    assertThat(AttachedNetworks.prefix(InetAddress.getByName(address), told)).isEqualTo(prefix);
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.77", "8.8.8.8", "2001:db8::1", "3fff::1"})
  void neighboursWithPublicAddressesHaveToBeNamed(String address) throws Exception {
    assertThat(AttachedNetworks.isPublic(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.1.2.3", "172.17.0.1", "192.168.1.1", "127.0.0.1", "169.254.1.1", "fd00::1"})
  void othersAreNamedInAnyCase(String address) throws Exception {
    assertThat(AttachedNetworks.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @Test
  void thoseOfThisHostAreFound() {
    assertThat(AttachedNetworks.ofThisHost())
        .allMatch(network -> network.matches("[0-9a-f.:]+/\\d+"));
  }
}
