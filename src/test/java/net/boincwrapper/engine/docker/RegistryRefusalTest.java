package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of Docker 20.10 to 29, of containerd, and of Podman. */
class RegistryRefusalTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "unauthorized",
        "unauthorized: authentication required",
        "denied",
        "manifest unknown",
        "name unknown",
        "name invalid",
        "unknown: artifact it/app:1 not found",
        "error parsing HTTP 403 response body: invalid character '<' looking for beginning of"
            + " value: \"<html>403 Forbidden by proxy</html>\"",
        "error parsing HTTP 404 response body: invalid character '<' looking for beginning of",
        "error parsing HTTP 451 response body: no error details found",
        "no matching manifest for linux/arm64/v8 in the manifest list entries",
        "initializing source docker://r.example/a:1: reading manifest 1 in r.example/a: denied",
        "initializing source docker://r.example/a:1: reading manifest 1 in r.example/a:"
            + " StatusCode: 403, <html>no</html>",
        "choosing an image from manifest list docker://r.example/a:1: no image found in manifest"
            + " list for architecture arm64, variant \"v8\", OS linux",
        "choosing image instance: no image found in image index for architecture riscv64",
        "Requesting bearer token: invalid status code from registry 403 (Forbidden)",
        "failed to resolve reference \"ghcr.io/it/app:1\": unexpected status from HEAD request to"
            + " https://ghcr.io/v2/it/app/manifests/1: 403 Forbidden",
        "failed to resolve reference \"docker.io/it/app:1\": docker.io/it/app:1: not found",
        "failed to resolve reference \"docker.io/it/app:1\": pull access denied, repository does"
            + " not exist or may require authorization: server message: insufficient_scope:"
            + " authorization failed",
        "no match for platform in manifest: not found",
        "Get \"https://r.example/v2/it/app/manifests/1\": no basic auth credentials",
      })
  void whatNeverChangesIsARefusal(String words) {
    assertThat(RegistryRefusal.isMeantBy(words)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toomanyrequests: You have reached your pull rate limit.",
        "received unexpected HTTP status: 500 Internal Server Error",
        "received unexpected HTTP status: 503 Service Unavailable",
        "error parsing HTTP 407 response body: invalid character '<'",
        "error parsing HTTP 429 response body: denied by the rate limit",
        "Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io on"
            + " 127.0.0.53:53: server misbehaving",
        "dial tcp 127.0.0.1:403: connect: connection refused",
        "Get \"https://r.example/v2/\": context deadline exceeded (Client.Timeout exceeded)",
        "initializing source docker://r.example/a:1: pinging container registry r.example: Get"
            + " \"https://r.example/v2/\": dial tcp: lookup r.example: no such host",
        "initializing source docker://r.example/a:1: reading manifest 1 in r.example/a: received"
            + " unexpected HTTP status: 502 Bad Gateway",
        "x509: certificate signed by unknown authority",
        "write /var/lib/docker/tmp/GetImageBlob1: no space left on device",
        "open /var/lib/docker/tmp: permission denied",
        "unexpected EOF",
        "unavailable: service unavailable",
      })
  void whatMayPassIsNone(String words) {
    assertThat(RegistryRefusal.isMeantBy(words)).isFalse();
  }
}
