package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "mkdir: cannot create directory '/opt/cache': Permission denied|/opt/cache",
        "mkdir: cannot create directory \u2018/opt/cache\u2019: Permission denied|/opt/cache",
        "/app/run.sh: 2: cannot create /data/x: Permission denied|/data/x",
        "[FATAL tini (6)] exec /root/app/run.sh failed: Permission denied|/root/app/run.sh",
        "PermissionError: [Errno 13] Permission denied: '/var/lib/x'|/var/lib/x",
        "java.nio.file.AccessDeniedException: /opt/a.bin|/opt/a.bin",
        "open /opt/a.bin: permission denied|/opt/a.bin",
        "chown: changing ownership of '/app/x': Operation not permitted|/app/x",
      })
  void thePathIsReadAsTheProgramSaysIt(String line, String path) {
    assertThat(Refusal.in(List.of("starting", line, "bye")))
        .contains(new Refusal(Optional.of(path)));
  }

  @Test
  void aProgramMaySayNoPath() {
    assertThat(Refusal.in(List.of("fopen: Permission denied")))
        .contains(new Refusal(Optional.empty()));
  }

  @Test
  void otherFailuresAreNone() {
    assertThat(Refusal.in(List.of("No such file or directory: /opt/x"))).isEmpty();
  }
}
