package net.boincwrapper.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.engine.Engine.ContainerStatus;

/**
 * What an engine keeps on its host, as the host's owner asks for it. No task needs any of this, so
 * it is apart from {@link Engine}.
 */
public interface Inventory {
  /** Beginning of the names of all labels that this program gives. */
  String OURS = "net.boincwrapper.";

  /** Beginning of the names of the images that are built here. */
  String REPOSITORIES = "boincwrapper/";

  /** Label of the project for which an image was built. */
  String LABEL_PROJECT = OURS + "project";

  /** Label of the image that {@code host} makes for a moment, and of its container. */
  String LABEL_HELLO = OURS + "hello";

  /** What the engine says of itself besides {@link Engine#info}. */
  Premises premises() throws EngineException;

  /**
   * Containers that bear one of this program's labels, in any state.
   *
   * @param measured whether to measure their own layers, which takes the engine a while
   */
  List<KeptContainer> containers(boolean measured) throws EngineException;

  /** All images of the host, those of other programs among them, without what they are built on. */
  List<KeptImage> images() throws EngineException;

  /** Networks that bear this program's label. */
  List<KeptNetwork> networks() throws EngineException;

  /**
   * Makes an image of one program and nothing else.
   *
   * @param name of the program's file, which the image runs
   * @return the image's id
   */
  String importProgram(String name, byte[] program, Map<String, String> labels)
      throws EngineException;

  /**
   * Removes an image that nobody uses, by its id or one of its names; that it is not there is
   * success. No image is taken away from a container, or from an image that is built on it.
   *
   * @return whether it is gone; false where something uses it
   */
  boolean removeImage(String reference) throws EngineException;

  /**
   * Removes a network that no running container is in; that it is not there is success.
   *
   * @return whether it is gone; false where something uses it
   */
  boolean removeNetwork(String id) throws EngineException;

  /**
   * An engine's place.
   *
   * @param directory where it stores images and containers; empty where it does not say
   * @param runtimeVersion of its OCI runtime, such as {@code 1.1.5}; empty where it does not say
   */
  record Premises(Optional<String> directory, Optional<String> runtimeVersion) {}

  /**
   * A container.
   *
   * @param createdAt to the second
   * @param layerBytes of its own layer; empty where it was not measured
   */
  record KeptContainer(
      String id,
      String name,
      ContainerStatus status,
      String imageId,
      Instant createdAt,
      Map<String, String> labels,
      OptionalLong layerBytes) {
    public KeptContainer {
      labels = Map.copyOf(labels);
    }
  }

  /**
   * An image.
   *
   * @param names with their tags; empty: nobody has named it, or its name has gone to another
   * @param bytes with what it shares with others
   */
  record KeptImage(
      String id, List<String> names, Instant createdAt, long bytes, Map<String, String> labels) {
    public KeptImage {
      names = List.copyOf(names);
      labels = Map.copyOf(labels);
    }

    /**
     * Whether this program has made it here, by its labels and its names. An image inherits the
     * labels of the one that it is built on, so that a volunteer's own may bear ours.
     */
    public boolean isOurs() {
      return isBuilt() || isStage() || isHello();
    }

    /** Whether it was built for a project's tasks. */
    public boolean isBuilt() {
      return labels.containsKey(LABEL_PROJECT) && isNamedAsOurs();
    }

    /**
     * Whether it has a name as this program gives to an image that a project ships as a file. Such
     * an image bears no label, so the name alone is no proof.
     */
    public boolean isNamedAsOurs() {
      return !names.isEmpty() && names.stream().allMatch(KeptImage::isOfOurs);
    }

    /** Whether it is what a stage of such a build has left. */
    public boolean isStage() {
      return labels.containsKey(Engine.LABEL_STAGE) && names.isEmpty();
    }

    /** Whether it is the image that {@code host} makes for a moment. */
    public boolean isHello() {
      return labels.containsKey(LABEL_HELLO) && names.isEmpty();
    }

    /** Podman puts a registry of its own in front of a name that has none. */
    private static boolean isOfOurs(String name) {
      return name.startsWith(REPOSITORIES) || name.startsWith("localhost/" + REPOSITORIES);
    }
  }

  /** A network. */
  record KeptNetwork(String id, String name) {}
}
