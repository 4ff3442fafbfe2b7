package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLockTest {
  @TempDir Path boinc;

  private final FakeHostClock clock = new FakeHostClock();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final List<String> said = new ArrayList<>();

  /** Another process that holds a lock until its standard input ends. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      try (FileChannel channel =
          FileChannel.open(
              Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        System.out.println("locked");
        System.in.read();
      }
    }
  }

  @Test
  void theDirectoryOfTheLocksIsForItsOwnerAlone() throws Exception {
    acquire().close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared())))
        .isEqualTo("rwx------");
  }

  @Test
  void whatALockStandsForIsTheSameAtEachTryAndNobodyElses() throws Exception {
    acquire().close();
    String ours = ImageLock.identity(shared(), "key");
    acquire().close();
    assertThat(ImageLock.identity(shared(), "key")).isEqualTo(ours).matches("[0-9a-f]{32}");
    assertThat(ImageLock.identity(shared(), "other")).isNotEqualTo(ours);

    Files.move(shared(), shared().resolveSibling("moved"));
    Files.createDirectory(shared()); // as in another container, where it has the same name
    assertThat(ImageLock.identity(shared(), "key")).isNotEqualTo(ours);
  }

  @Test
  void aSecondTaskOfThisProcessWaitsForTheFirst() throws Exception {
    ImageLock first = acquire();
    clock.after(Duration.ofMinutes(1), first::close);
    acquire().close();
    assertThat(said).containsExactly("waiting for another task that is obtaining the same image");
  }

  @Test
  void anotherImageIsNotWaitedFor() throws Exception {
    try (ImageLock first = acquire();
        ImageLock other = ImageLock.acquire(shared(), "other", errand())) {
      assertThat(first).isNotSameAs(other);
    }
    assertThat(said).isEmpty();
  }

  @Test
  void aWaitForTheLockCanBeGivenUpAndLeavesItToItsHolder() throws Exception {
    ImageLock first = acquire();
    clock.after(Duration.ofSeconds(5), () -> cancelled.set(true));
    assertKind(EngineException.Kind.CANCELLED);
    cancelled.set(false);
    assertKind(EngineException.Kind.RETRYABLE);
    first.close();
    acquire().close();
  }

  @Test
  void aTaskOfAnotherProcessIsWaitedFor() throws Exception {
    Files.createDirectory(shared());
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target/test-classes").toAbsolutePath().toString(),
                Holder.class.getName(),
                shared().resolve("image-key.lock").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("locked");
      assertKind(EngineException.Kind.RETRYABLE);
      holder.getOutputStream().close();
      assertThat(holder.waitFor()).isZero();
      acquire().close();
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void whoHasWaitedForALockWhoseFileIsRemovedLocksTheNextFile() throws Exception {
    ImageLock first = acquire();
    clock.after(Duration.ofMinutes(1), () -> remove(first));

    try (ImageLock second = acquire()) {
      assertThat(second).isNotNull();
      assertThat(shared().resolve("image-key.lock")).exists();
      assertThat(ImageLock.tryAcquire(shared(), "key")).isEmpty();
    }
  }

  /** Takes a lock and removes its file, again and again, while others do so, too. */
  static final class Contender {
    private static final int TIMES = 2000;

    public static void main(String[] arguments) throws Exception {
      Path directory = Path.of(arguments[0]);
      for (int time = 0; time < TIMES; time++) {
        Optional<ImageLock> lock = ImageLock.tryAcquire(directory, "key");
        if (lock.isPresent()) {
          Files.delete(Files.createFile(directory.resolve("held")));
          lock.get().remove();
        }
      }
    }
  }

  @Test
  void aFileThatIsRemovedMeanwhileIsLockedByNobody() throws Exception {
    Files.createDirectory(shared());
    List<Process> contenders = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      contenders.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  Contender.class.getName(),
                  shared().toString())
              .redirectErrorStream(true)
              .redirectOutput(boinc.resolve("contender-" + number).toFile())
              .start());
    }
    for (int number = 0; number < contenders.size(); number++) {
      int status = contenders.get(number).waitFor();
      assertThat(boinc.resolve("contender-" + number)).as("two held it").isEmptyFile();
      assertThat(status).isZero();
    }
  }

  private static void remove(ImageLock lock) {
    try {
      lock.remove();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aDirectoryThatCannotBeMadePostpones() throws Exception {
    Files.writeString(shared(), "a file");
    assertKind(EngineException.Kind.RETRYABLE);
  }

  private Path shared() {
    return boinc.resolve("docker_wrapper");
  }

  private ImageLock acquire() throws EngineException {
    return ImageLock.acquire(shared(), "key", errand());
  }

  private ImageAttempt errand() {
    return new ImageAttempt(
        new Images.Surroundings(
            () -> false,
            () -> false,
            wanted -> {},
            cancelled::get,
            said::add,
            said::add,
            said::add),
        clock);
  }

  private void assertKind(EngineException.Kind kind) {
    assertThatThrownBy(this::acquire)
        .isInstanceOfSatisfying(
            EngineException.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  @Test
  void anInterruptEndsTheWaiting() throws Exception {
    ImageLock first = acquire();
    clock.interruptNext();

    assertKind(EngineException.Kind.CANCELLED);
    assertThat(Thread.interrupted()).isTrue();
    first.close();
  }
}
