package net.boincwrapper.image.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one image that the files of an archive make.
 *
 * @param digests by which it may be known: of its config, and where the archive has them of its
 *     manifest and of the index that leads there
 */
record FoundImage(Blob config, List<Blob> layers, List<String> digests) {
  /** An index of indexes of manifests is the deepest that anybody writes. */
  private static final int MOST_LEVELS = 3;

  FoundImage {
    layers = List.copyOf(layers);
    digests = List.copyOf(digests);
  }

  /**
   * Looks what the archive says, and holds it against what it has.
   *
   * @param architecture of the host, in Go's words: of an archive for several platforms, its image
   *     is meant
   */
  static FoundImage in(Blobs blobs, String architecture) throws ArchiveFault {
    Optional<Blob> saved = blobs.find(SavedImage.FILE);
    Optional<Blob> index = blobs.find(OciDocument.INDEX);
    if (saved.isEmpty() && index.isEmpty()) {
      throw new ArchiveFault(
          "holds no image: it has neither "
              + SavedImage.FILE
              + " (docker save) nor "
              + OciDocument.INDEX
              + " (an OCI archive)");
    }
    FoundImage image =
        index.isPresent()
            ? oci(Blobs.json(index.get(), OciDocument.INDEX), blobs, architecture)
            : docker(blobs);
    image.check();
    return image;
  }

  private static FoundImage docker(Blobs blobs) throws ArchiveFault {
    List<SavedImage> images = SavedImage.all(blobs.document(SavedImage.FILE));
    if (images.size() != 1) {
      throw new ArchiveFault(several(images.size()));
    }
    SavedImage image = images.get(0);
    Blob config = blobs.get(image.config());
    String named = image.config().replaceFirst(".*/", "").replaceFirst("\\.json$", "");
    if (named.matches("[0-9a-f]{64}") && !config.digest().endsWith(named)) {
      throw new ArchiveFault(
          "has been tampered with or damaged: its config is called "
              + named
              + " and is "
              + config.digest());
    }
    List<Blob> layers = new ArrayList<>();
    for (String layer : image.layers()) {
      layers.add(blobs.get(layer));
    }
    return new FoundImage(config, layers, List.of(config.digest()));
  }

  private static FoundImage oci(byte[] index, Blobs blobs, String architecture)
      throws ArchiveFault {
    List<String> digests = new ArrayList<>();
    OciDocument document = OciDocument.of(index, OciDocument.INDEX);
    for (int level = 0; level < MOST_LEVELS && document.config().isEmpty(); level++) {
      OciDescriptor next = choice(document.manifests(), architecture);
      digests.add(next.digest());
      document = OciDocument.of(Blobs.json(next.in(blobs), next.path()), "manifest");
    }
    if (document.config().size() != 1) {
      throw new ArchiveFault("has a manifest without a config, so it holds no image");
    }
    Blob config = document.config().get(0).in(blobs);
    digests.add(config.digest());
    List<Blob> layers = new ArrayList<>();
    for (OciDescriptor layer : document.layers()) {
      layers.add(layer.in(blobs));
    }
    return new FoundImage(config, layers, digests);
  }

  private static OciDescriptor choice(List<OciDescriptor> all, String architecture)
      throws ArchiveFault {
    List<OciDescriptor> images = all.stream().filter(it -> !it.attests()).toList();
    List<OciDescriptor> fitting =
        images.stream()
            .filter(it -> it.os().equals("linux") && it.architecture().equals(architecture))
            .toList();
    List<OciDescriptor> choice = images.size() == 1 ? images : fitting;
    if (choice.size() != 1) {
      throw new ArchiveFault(
          several(images.size())
              + " (of this host's platform, linux/"
              + architecture
              + ": "
              + fitting.size()
              + ")");
    }
    return choice.get(0);
  }

  private static String several(int count) {
    return "holds " + count + " images, and a job has one; save one alone";
  }

  /** A layer is known by what it unpacks to; nothing else of it reaches the app. */
  private void check() throws ArchiveFault {
    List<String> expected = ImageConfig.of(Blobs.json(config, "its config")).diffIds();
    if (expected.size() != layers.size()) {
      throw new ArchiveFault(
          "has " + layers.size() + " layers, and its config says " + expected.size());
    }
    for (int i = 0; i < layers.size(); i++) {
      if (!layers.get(i).plainDigest().equals(expected.get(i))) {
        throw new ArchiveFault(
            "has been tampered with or damaged: layer "
                + (i + 1)
                + " is "
                + layers.get(i).plainDigest()
                + " and not "
                + TarReader.shown(expected.get(i))
                + ", as its config says");
      }
    }
  }

  /** {@code sha256:} and digits: what engines know the image by. */
  List<String> diffIds() {
    return layers.stream().map(Blob::plainDigest).toList();
  }
}
