package net.boincwrapper.cli.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.ImageStore;
import net.boincwrapper.image.Images;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.InitData;
import org.apache.commons.io.file.PathUtils;

/**
 * Reads what a job's image has installed: the image that a rehearsal has built, or one that is
 * pulled or built now, as a task would.
 */
public final class ImageReader {
  /** Of one database; dpkg's own has some megabytes in a large image. */
  private static final long MOST_BYTES = 64L << 20;

  private static final String NOBODY = "65534:65534";

  private final Engine engine;
  private final Consumer<String> progress;

  /**
   * @param progress lines for people, while an image is obtained
   */
  public ImageReader(Engine engine, Consumer<String> progress) {
    this.engine = engine;
    this.progress = progress;
  }

  /**
   * Reads it.
   *
   * @param init what a dry run tells the task: its project's name is part of the image's
   */
  public ImageContents read(JobFolder folder, InitData init) throws IOException, EngineException {
    Path place = Files.createTempDirectory("docker-wrapper-package");
    try {
      EngineInfo info = engine.info();
      return read(obtain(folder, init, info, place), info);
    } finally {
      PathUtils.deleteDirectory(place);
    }
  }

  /** In a slot of its own: a build sees the files that a task's would. */
  private ImageInfo obtain(JobFolder folder, InitData init, EngineInfo info, Path place)
      throws IOException, EngineException {
    Path slot = Files.createDirectory(place.resolve("slot"));
    for (Path file : folder.appFiles()) {
      Path copy = slot.resolve(file.toString());
      Files.createDirectories(Optional.ofNullable(copy.getParent()).orElse(slot));
      // With its time, by which an image archive is known again.
      Files.copy(folder.directory().resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
    Images.Wish wish =
        new Images.Wish(
            folder.job().job().orElseThrow(),
            init,
            new SlotLayout(slot),
            folder.dockerfileName(),
            info);
    return new Images(
            engine, ImageStore.of(info), Files.createDirectory(place.resolve("locks")), true)
        .obtain(wish, surroundings());
  }

  private Images.Surroundings surroundings() {
    return new Images.Surroundings(
        () -> false, () -> false, wanted -> {}, () -> false, progress, detail -> {}, progress);
  }

  /** A container that never runs. */
  private ImageContents read(ImageInfo image, EngineInfo info) throws EngineException {
    String id = engine.create(plan(image, info));
    try {
      return ImageContents.of(engine.files(id, ImageContents::isWanted, MOST_BYTES));
    } finally {
      engine.remove(id);
    }
  }

  private static ContainerPlan plan(ImageInfo image, EngineInfo info) {
    return new ContainerPlan(
        "",
        image.id(),
        NOBODY,
        "/",
        Optional.of(List.of("/never-started")),
        Map.of(),
        Map.of(),
        List.of(),
        ContainerPlan.NO_NETWORK,
        List.of(),
        Devices.NONE,
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        2,
        1,
        Map.of(),
        Optional.empty(),
        1,
        Optional.empty(),
        true,
        false,
        info.kind());
  }
}
