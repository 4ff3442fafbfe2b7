package net.boincwrapper.slot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ScrubWatchTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path directory;

  @Test
  void scrubsEachNewFileAndKeepsWhatItSaid() throws Exception {
    SlotLayout layout = Slots.in(directory);
    byte[] written = Slots.fixture("init_data-7.20.5.xml");
    try (ScrubWatch watch = ScrubWatch.open(layout, () -> {}).orElseThrow()) {
      for (int i = 0; i < 3; i++) {
        Files.deleteIfExists(layout.initData());
        Files.write(layout.initData(), written);

        Optional<byte[]> taken = watch.take();
        while (taken.isEmpty()) {
          Thread.onSpinWait();
          taken = watch.take();
        }

        assertThat(new String(taken.get(), ISO_8859_1)).contains(SECRET);
        assertThat(Files.readString(layout.initData(), ISO_8859_1)).doesNotContain(SECRET);
      }
    }
  }

  /** However many files an app has made there before, and so the looks have become rarer. */
  @Test
  void whatTheClientWritesAfterAFloodOfOthersIsScrubbedToo() throws Exception {
    SlotLayout layout = Slots.in(directory);
    byte[] written = Slots.fixture("init_data-7.20.5.xml");
    try (ScrubWatch watch = ScrubWatch.open(layout, () -> {}).orElseThrow()) {
      for (int i = 0; i < 20_000; i++) {
        Files.deleteIfExists(layout.initData());
        Files.writeString(layout.initData(), "<app_init_data>" + i);
      }
      Files.deleteIfExists(layout.initData());
      Files.write(layout.initData(), written);
      while (Files.readString(layout.initData(), ISO_8859_1).contains(SECRET)) {
        Thread.onSpinWait();
      }
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void tellsOfWhatIsMadeAndRemovedAtTheTop() throws Exception {
    CountDownLatch made = new CountDownLatch(1);
    CountDownLatch removed = new CountDownLatch(2);
    Runnable news =
        () -> {
          made.countDown();
          removed.countDown();
        };
    SlotLayout layout = Slots.in(directory);
    try (ScrubWatch watch = ScrubWatch.open(layout, news).orElseThrow()) {
      Path file = Files.createFile(layout.directory().resolve("state.new"));
      made.await();
      Files.delete(file);
      removed.await();
      assertThat(watch.take()).isEmpty();
    }
  }

  @Test
  void isNotToBeHadWhereTheKernelDoesNotTell() throws Exception {
    assertThat(ScrubWatch.open(new SlotLayout(directory.resolve("missing")), () -> {})).isEmpty();
  }
}
