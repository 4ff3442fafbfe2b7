package net.boincwrapper.engine.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoaderMessagesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[FATAL tini (7)] exec /app/run me.sh failed: No such file or directory\n",
        "[FATAL tini (23)] exec ./x failed: No such file or directory",
        "ERROR (catatonit:6): failed to exec pid1: No such file or directory\n",
        "catatonit: failed to exec pid1: No such file or directory\n",
        "[dumb-init] /app/x: No such file or directory\n"
      })
  void anInitThatCannotExecSaysWhy(String log) {
    assertThat(LoaderMessages.of(log).refusal()).contains("No such file or directory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/app/run.sh: 3: sim: not found\n",
        "[FATAL tini (7)] exec /x failed: Permission denied\nand the app went on\n",
        "[WARN  tini (7)] Tini is not running as PID 1\n"
      })
  void whatTheAppSaysIsNoInitsWord(String log) {
    assertThat(LoaderMessages.of(log).refusal()).isEmpty();
  }

  @Test
  void aLoaderSaysWhichLibraryIsNotThere() {
    assertThat(
            LoaderMessages.of(
                    "./sim: error while loading shared libraries: libgomp.so.1: cannot open shared"
                        + " object file: No such file or directory\n")
                .missing())
        .hasValueSatisfying(text -> assertThat(text).contains("library libgomp.so.1,"));
    assertThat(
            LoaderMessages.of(
                    "Error loading shared library libz.so.1: No such file or directory (needed by"
                        + " /app/sim)\nError relocating /app/sim: deflate: symbol not found\n")
                .missing())
        .hasValueSatisfying(text -> assertThat(text).contains("library libz.so.1,"));
    assertThat(
            LoaderMessages.of(
                    "/app/sim: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found"
                        + " (required by /app/sim)\n")
                .missing())
        .hasValueSatisfying(text -> assertThat(text).startsWith("needs GLIBC_2.38, "));
    assertThat(LoaderMessages.of("libz: cannot open the gate\n").missing()).isEmpty();
  }
}
