package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildPlatformTest {
  @ParameterizedTest
  @CsvSource({
    "x86_64, linux/amd64",
    "amd64, linux/amd64",
    "aarch64, linux/arm64",
    "arm64, linux/arm64",
    "armv7l, linux/arm/v7",
    "armv6l, linux/arm/v6",
    "armv5tel, linux/arm/v5",
    "armv8l, linux/arm/v8",
    "arm, linux/arm/v7",
    "armhf, linux/arm/v7",
    "armel, linux/arm/v6",
    "i686, linux/386",
    "ppc64le, linux/ppc64le",
    "s390x, linux/s390x",
    "riscv64, linux/riscv64",
    "loongarch64, linux/loong64",
  })
  void anEnginesArchitectureIsNamedAsBuildKitNamesIt(String machine, String platform) {
    assertThat(BuildPlatform.of(machine).text()).isEqualTo(platform);
  }

  @Test
  void allEightArgumentsAreGiven() {
    assertThat(BuildPlatform.of("armv7l").arguments())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "TARGETPLATFORM", "linux/arm/v7",
                "TARGETOS", "linux",
                "TARGETARCH", "arm",
                "TARGETVARIANT", "v7",
                "BUILDPLATFORM", "linux/arm/v7",
                "BUILDOS", "linux",
                "BUILDARCH", "arm",
                "BUILDVARIANT", "v7"));
  }
}
