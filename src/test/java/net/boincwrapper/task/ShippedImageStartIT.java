package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.image.archive.ArchiveSample.Packing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a task waits for its app where the image is here: one of a gigabyte's file, and a built one.
 */
@Tag("heavy")
@WithEngine
class ShippedImageStartIT {
  private static final int PAIRS = 9;

  /** To read a gigabyte, and no more than that, takes longer. */
  private static final long LONGEST_MILLIS = 1000;

  private static final String BUILT = "create_args = \"--entrypoint /app/app.sh\"\n";

  @TempDir Path directory;
  private ShippingProject project;
  private String digest = "";
  private int slot;

  @BeforeEach
  void bothImagesAreHere() throws IOException {
    project = new ShippingProject(directory);
    digest = project.ship(1 << 30, Packing.PLAIN);
    shipped();
    built();
  }

  @AfterEach
  void nothingIsLeft() {
    project.close();
  }

  @Test
  void aLaterStartTakesNoLongerThanThatOfABuiltImage() throws IOException {
    List<Long> shipped = new ArrayList<>();
    List<Long> built = new ArrayList<>();
    List<Long> differences = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      boolean shippedFirst = pair % 2 == 0;
      long first = shippedFirst ? shipped() : built();
      long second = shippedFirst ? built() : shipped();
      shipped.add(shippedFirst ? first : second);
      built.add(shippedFirst ? second : first);
      differences.add(shipped.get(pair) - built.get(pair));
    }
    System.out.printf(
        "from launch to app, ms: shipped %s, built %s, pairs %s%n",
        summary(shipped), summary(built), summary(differences));
    assertThat(median(differences)).isLessThan(LONGEST_MILLIS);
  }

  private long shipped() throws IOException {
    return start(project.task(slot++).file("job.toml", ShippingProject.job(digest)));
  }

  private long built() throws IOException {
    return start(
        project
            .task(slot++)
            .file("job.toml", BUILT)
            .file("Dockerfile", "FROM " + TaskHarness.IMAGE + "\nCOPY job.toml /\nWORKDIR /app\n"));
  }

  /** Milliseconds, by the app's own clock, which is the host's. */
  private static long start(TaskHarness task) throws IOException {
    task.app("date +%s%3N > began\n");
    long launched = System.currentTimeMillis();
    assertThat(task.launch().awaitExit(ShippingProject.LOADED)).as(task.stderr()).isZero();
    return Long.parseLong(task.read("began").strip()) - launched;
  }

  private static String summary(List<Long> millis) {
    return "%d (%d to %d)"
        .formatted(median(millis), Collections.min(millis), Collections.max(millis));
  }

  private static long median(List<Long> millis) {
    return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElseThrow();
  }
}
