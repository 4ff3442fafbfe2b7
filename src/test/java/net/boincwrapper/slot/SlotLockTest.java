package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With the kernel's locks, against a program that is not ours. */
@Timeout(30)
class SlotLockTest {
  /** Says whether it got BOINC's kind of lock, and keeps it until its input ends. */
  private static final String LOCKER =
      """
      import fcntl, sys
      file = open(sys.argv[1], "a")
      try:
          fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
          print("locked", flush=True)
      except OSError:
          print("refused", flush=True)
      sys.stdin.read()
      """;

  @TempDir Path directory;
  private SlotLayout layout;

  @BeforeEach
  void slot() throws Exception {
    layout = Slots.in(directory);
  }

  @Test
  void keepsOthersOutUntilItIsClosed() throws Exception {
    try (SlotLock lock = SlotLock.tryAcquire(layout).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(otherProcess()).isEqualTo("refused");
    }
    assertThat(otherProcess()).isEqualTo("locked");
  }

  @Test
  void isRefusedWhileAnotherProcessHoldsIt() throws Exception {
    Process other = start();
    assertThat(answer(other)).isEqualTo("locked");

    assertThat(SlotLock.tryAcquire(layout)).isEmpty();

    other.getOutputStream().close();
    other.waitFor();
    try (SlotLock lock = SlotLock.tryAcquire(layout).orElseThrow()) {
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void isNotLostByAskingAgainOrByLookingAtTheSlot() throws Exception {
    try (SlotLock lock = SlotLock.tryAcquire(layout).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(SlotLock.tryAcquire(layout)).isEmpty();
      new UntrustedFiles(layout.directory()).read(SlotLayout.LOCK, 10);
      SlotPreparation.prepare(layout);
      SlotSweep.sweep(layout, KnownLinks.recordOnce(layout, directory), SlotSweep.Scope.END);

      assertThat(otherProcess()).isEqualTo("refused");
    }
  }

  @ParameterizedTest
  @EnumSource(Slots.Plant.class)
  void isNotMisledByWhatAnAppPutThere(Slots.Plant plant) throws Exception {
    Path canary = Files.writeString(directory.resolve("canary"), "alive");
    Slots.plant(plant, layout.lock(), canary);

    try (SlotLock lock = SlotLock.tryAcquire(layout).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(Files.isRegularFile(layout.lock(), LinkOption.NOFOLLOW_LINKS)).isTrue();
      assertThat(otherProcess()).isEqualTo("refused");
    }
    assertThat(canary).hasContent("alive");
    assertThat(directory.resolve("not-there")).doesNotExist();
  }

  private String otherProcess() throws Exception {
    Process other = start();
    String answer = answer(other);
    other.getOutputStream().close();
    other.waitFor();
    return answer;
  }

  private Process start() throws IOException {
    return new ProcessBuilder("python3", "-c", LOCKER, layout.lock().toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String answer(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    return output.readLine();
  }
}
