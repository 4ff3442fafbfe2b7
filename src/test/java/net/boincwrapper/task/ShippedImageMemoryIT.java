package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.harness.BuiltJar;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.image.archive.ArchiveSample.Packing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The most memory that a wrapper has had, while it loaded a file of a gigabyte and of a megabyte.
 */
@Tag("heavy")
@WithEngine
class ShippedImageMemoryIT {
  private static final long SMALL = 1 << 20;
  private static final long LARGE = 1 << 30;

  /** The heap that java.options gives a wrapper: all that the length of a file may make it use. */
  private static final long HEAP_KILOBYTES = 16 << 10;

  private static final Pattern HIGH_WATER = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  @TempDir Path directory;
  private ShippingProject project;

  @BeforeEach
  void aProject() throws IOException {
    project = new ShippingProject(directory);
  }

  @AfterEach
  void nothingIsLeft() {
    project.close();
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void aGigabyteTakesNoMoreThanTheHeap(Packing packing) throws IOException {
    long small = peak(0, SMALL, packing);
    long large = peak(1, LARGE, packing);
    System.out.printf("VmHWM, %s: %d kB of 1 MiB, %d kB of 1 GiB%n", packing, small, large);
    assertThat(large - small).isLessThan(HEAP_KILOBYTES);
  }

  private long peak(int slot, long ballast, Packing packing) throws IOException {
    String digest = project.ship(ballast, packing);
    TaskHarness task = project.task(slot).file("job.toml", ShippingProject.job(digest));
    // What a bundle of ours gives Java; the options of a later Java than the tests' are left out.
    task.by(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+IgnoreUnrecognizedVMOptions",
        "@" + Path.of("wrapper/src/main/c/java.options").toAbsolutePath(),
        "-jar",
        BuiltJar.FOR_ALL_USERS.toString());
    task.countingApp(TaskHarness.FOR_EVER, 0);
    RunningWrapper wrapper = task.launch();
    Eventually.await(
        "the app, which runs when the image is loaded",
        ShippingProject.LOADED,
        () -> wrapper.count() >= 1,
        task::stderr);
    long kilobytes = highWater(wrapper.process().pid());
    task.enough();
    assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();
    assertThat(task.stderr()).contains("loading ");
    project.images().forEach(ShippingProject::remove);
    return kilobytes;
  }

  private static long highWater(long pid) throws IOException {
    Matcher line =
        HIGH_WATER.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
    assertThat(line.find()).isTrue();
    return Long.parseLong(line.group(1));
  }
}
