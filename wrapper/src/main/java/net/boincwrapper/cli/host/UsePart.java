package net.boincwrapper.cli.host;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.boincwrapper.cli.display.Quantities;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.Inventory;
import net.boincwrapper.engine.Inventory.KeptContainer;
import net.boincwrapper.engine.Inventory.KeptImage;
import net.boincwrapper.engine.Inventory.KeptNetwork;
import net.boincwrapper.slot.record.OneLine;

/**
 * What the tasks of this host use of it now.
 *
 * @param engines empty: the engine did not tell
 * @param checkpoints by slot
 * @param programs by version
 */
record UsePart(Optional<Kept> engines, List<Measured> checkpoints, List<Measured> programs)
    implements Part {
  private static final int LONGEST_NAME = 120;

  UsePart {
    checkpoints = List.copyOf(checkpoints);
    programs = List.copyOf(programs);
  }

  /** What the engine keeps for tasks. */
  record Kept(List<KeptContainer> containers, List<KeptImage> images, List<KeptNetwork> networks) {
    Kept {
      containers = List.copyOf(containers);
      images = List.copyOf(images);
      networks = List.copyOf(networks);
    }

    /**
     * Out of all images of a host: those that this program has made or tasks have brought here, and
     * those that its containers are made of. What says hello at this moment is left out.
     *
     * @param brought ids of images that tasks have brought here
     */
    static Kept of(
        List<KeptContainer> containers,
        List<KeptImage> images,
        Set<String> brought,
        List<KeptNetwork> networks) {
      List<KeptContainer> tasks =
          containers.stream()
              .filter(it -> !it.labels().containsKey(Inventory.LABEL_HELLO))
              .toList();
      Set<String> ours = new HashSet<>(brought);
      tasks.forEach(it -> ours.add(it.imageId()));
      return new Kept(
          tasks,
          images.stream()
              .filter(it -> it.isNamedAsOurs() || it.isStage() || ours.contains(it.id()))
              .toList(),
          networks);
    }

    /** Whether a container of ours is made of it. */
    private boolean uses(KeptImage image) {
      return containers.stream().anyMatch(it -> it.imageId().equals(image.id()));
    }

    private long layerBytes() {
      return containers.stream().mapToLong(it -> it.layerBytes().orElse(0)).sum();
    }
  }

  @Override
  public String title() {
    return "In use now";
  }

  @Override
  public String key() {
    return "use";
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    if (engines.isPresent()) {
      Kept kept = engines.get();
      rows.add(new Row("containers", containers(kept)));
      kept.containers().forEach(it -> rows.add(new Row("", words(it))));
      rows.add(
          new Row(
              "images",
              counted(
                      kept.images().size(),
                      kept.images().stream().mapToLong(KeptImage::bytes).sum())
                  + (kept.images().isEmpty() ? "" : ", what they share counted each time")));
      kept.images().forEach(it -> rows.add(new Row("", words(it, kept.uses(it)))));
      rows.add(new Row("networks", names(kept.networks())));
    } else {
      rows.add(new Row("containers", "unknown, and so are images and networks"));
    }
    add(rows, "checkpoints", checkpoints);
    add(rows, "programs", programs);
    return rows;
  }

  private static void add(List<Row> rows, String name, List<Measured> all) {
    rows.add(new Row(name, counted(all.size(), all.stream().mapToLong(Measured::bytes).sum())));
    all.forEach(it -> rows.add(new Row("", Quantities.bytes(it.bytes()) + " in " + it.path())));
  }

  private static String counted(int number, long bytes) {
    return number == 0 ? "none" : number + ", " + Quantities.bytes(bytes);
  }

  private static String containers(Kept kept) {
    if (kept.containers().isEmpty()) {
      return "none";
    }
    return kept.containers().size()
        + ", with "
        + Quantities.bytes(kept.layerBytes())
        + " in layers of their own";
  }

  private static String words(KeptContainer container) {
    String result = container.labels().getOrDefault(ContainerPlan.LABEL_RESULT, "");
    String slot = container.labels().getOrDefault(ContainerPlan.LABEL_SLOT, "");
    return short12(container.id())
        + " "
        + word(container.status())
        + ", for "
        + OneLine.of(result, LONGEST_NAME)
        + " in "
        + OneLine.of(slot, LONGEST_NAME);
  }

  private static String words(KeptImage image, boolean used) {
    String name =
        image.names().isEmpty()
            ? short12(image.id()) + ", without a name"
            : String.join(", ", image.names());
    return Quantities.bytes(image.bytes()) + " " + name + (used ? "" : "; no container has it now");
  }

  private static String names(List<KeptNetwork> networks) {
    return networks.isEmpty()
        ? "none"
        : networks.stream().map(KeptNetwork::name).collect(Collectors.joining(", "));
  }

  private static String word(ContainerStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  /** The first digits of an id, as engines show them. */
  static String short12(String id) {
    String digits = id.substring(id.indexOf(':') + 1);
    return digits.substring(0, Math.min(12, digits.length()));
  }

  @Override
  public List<Fault> faults() {
    return List.of();
  }

  @Override
  public Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    engines.ifPresent(
        kept -> {
          json.put("containers", kept.containers().stream().map(UsePart::json).toList());
          json.put("images", kept.images().stream().map(it -> json(it, kept.uses(it))).toList());
          json.put("networks", kept.networks().stream().map(KeptNetwork::name).toList());
        });
    json.put("checkpoints", json(checkpoints));
    json.put("programs", json(programs));
    return json;
  }

  private static Map<String, Object> json(KeptContainer container) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", container.id());
    json.put("name", container.name());
    json.put("status", word(container.status()));
    json.put("imageId", container.imageId());
    label(container, ContainerPlan.LABEL_RESULT).ifPresent(result -> json.put("result", result));
    label(container, ContainerPlan.LABEL_SLOT).ifPresent(slot -> json.put("slot", slot));
    container.layerBytes().ifPresent(bytes -> json.put("layerBytes", bytes));
    return json;
  }

  private static Optional<String> label(KeptContainer container, String name) {
    return Optional.ofNullable(container.labels().get(name));
  }

  private static Map<String, Object> json(KeptImage image, boolean used) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", image.id());
    json.put("names", image.names());
    json.put("bytes", image.bytes());
    json.put("used", used);
    return json;
  }

  private static List<Object> json(List<Measured> all) {
    return all.stream()
        .<Object>map(one -> Map.of("path", one.path().toString(), "bytes", one.bytes()))
        .toList();
  }
}
