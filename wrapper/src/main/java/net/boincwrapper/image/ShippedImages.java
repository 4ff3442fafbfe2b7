package net.boincwrapper.image;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.image.OnePerHost.Weight;
import net.boincwrapper.image.archive.ArchiveFault;
import net.boincwrapper.image.archive.ImageArchive.Contents;
import net.boincwrapper.image.archive.UnreadableArchive;
import net.boincwrapper.slot.record.ImageRecord.Origin;
import org.jspecify.annotations.Nullable;

/** Loads images that come as files of the app version. */
final class ShippedImages {
  private final Engine engine;
  private final OnePerHost host;

  ShippedImages(Engine engine, OnePerHost host) {
    this.engine = engine;
    this.host = host;
  }

  /**
   * Obtains it: it is here already, or is loaded once for all tasks that want it.
   *
   * @throws EngineException {@code FINAL} where the file is at fault, or engines have refused it
   *     often enough; {@code RETRYABLE} where the host could not read or keep it
   */
  ImageInfo obtain(ShippedImage image, ImageAttempt errand) throws EngineException {
    Optional<ImageInfo> before = host.here(image.tag());
    if (before.isPresent()) {
      return before.get();
    }
    Sending sending = new Sending(image);
    return host.obtain(
        image.tag(),
        errand,
        () -> engine.findImage(image.tag()),
        () -> load(sending, errand),
        failure -> sending.isAtFault() ? Weight.SETTLED : Weight.CERTAIN);
  }

  private void load(Sending sending, ImageAttempt errand) throws EngineException {
    String what = "loading " + sending.image.name();
    errand.say(what);
    host.records().obtaining(sending.image.tag(), Origin.LOADED);
    try {
      engine.load(sending, errand::tellDetail, errand::mayNotLoad);
    } catch (EngineException e) {
      if (e.kind() == Kind.CANCELLED) {
        errand.checkCancelled();
        errand.checkSuspended();
      }
      throw sending.explained(e);
    }
    verify(sending);
  }

  /** The archive was right; what is left is whether the engine has made of it what it should. */
  private void verify(Sending sending) throws EngineException {
    String tag = sending.image.tag();
    Optional<ImageInfo> loaded = engine.findImage(tag);
    Contents sent = sending.contents();
    boolean same =
        loaded.isPresent()
            && sent != null
            && (loaded.get().id().equals(sent.configDigest())
                || loaded.get().layers().equals(sent.layers()));
    if (!same) {
      engine.removeImage(tag);
      throw new EngineException(
          Kind.FINAL,
          "the engine was given "
              + sending.image.name()
              + " and made "
              + loaded.map(image -> "another image of it, " + image.id()).orElse("no image of it")
              + ", which has been removed; load the file by hand to see why");
    }
  }

  /** The archive on its way to the engine, and what became of it. */
  private static final class Sending implements Engine.Context {
    private final ShippedImage image;
    private volatile @Nullable Contents contents;
    private volatile @Nullable ArchiveFault fault;
    private volatile @Nullable UnreadableArchive unreadable;

    Sending(ShippedImage image) {
      this.image = image;
    }

    @Override
    public void writeTar(OutputStream out) throws IOException {
      try {
        contents = image.archive().send(out, image.tag());
      } catch (ArchiveFault e) {
        fault = e;
        throw e;
      } catch (UnreadableArchive e) {
        unreadable = e;
        throw e;
      }
    }

    @Nullable Contents contents() {
      return contents;
    }

    boolean isAtFault() {
      return fault != null;
    }

    EngineException explained(EngineException e) {
      ArchiveFault ours = fault;
      if (ours != null) {
        return new EngineException(
            Kind.FINAL, "the image archive " + image.name() + " " + ours.getMessage(), ours);
      }
      UnreadableArchive trouble = unreadable;
      if (trouble != null) {
        return new EngineException(Kind.RETRYABLE, String.valueOf(trouble.getMessage()), trouble);
      }
      String words = String.valueOf(e.getMessage());
      return NetworkWords.fullDisk(words)
          ? new EngineException(
              Kind.RETRYABLE, words + "; there is too little space where the engine has images", e)
          : e;
    }
  }
}
