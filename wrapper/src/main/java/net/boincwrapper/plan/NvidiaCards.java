package net.boincwrapper.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which of several NVIDIA cards the client means by a number. The client counts as CUDA does
 * ({@code client/gpu_nvidia.cpp:COPROC_NVIDIA::get}), which begins with the fastest one unless
 * {@code CUDA_DEVICE_ORDER} says otherwise. NVIDIA's container toolkit counts as {@code nvidia-smi}
 * does, in the order of the PCI bus.
 *
 * <p>The client notes where on that bus each card is, in its own order, in {@code coproc_info.xml}
 * ({@code client/gpu_detect.cpp:write_coproc_info_file}). NVIDIA's kernel driver tells the UUID of
 * the card there, in {@code /proc/driver/nvidia/gpus/0000:01:00.0/information}, which the toolkit
 * reads, too ({@code internal/info/proc/information_files.go}), and takes in place of a number.
 */
final class NvidiaCards {
  private static final String CARDS = "proc/driver/nvidia/gpus";
  private static final int MOST_BYTES = 1 << 20;

  private static final Pattern UUID = Pattern.compile("(?m)^GPU UUID:\\s*(GPU-[0-9a-f-]{36})\\s*$");
  private static final Pattern MODEL = Pattern.compile("(?m)^Model:\\s*(.+?)\\s*$");
  private static final Pattern NAME = Pattern.compile("<name>([^<]*)</name>");

  /** What the driver tells of each, in the order of the bus, by its place there. */
  private final Map<String, String> onBus;

  /** What the client tells of each, in its order. */
  private final List<String> clients;

  /**
   * A card.
   *
   * @param uuid as {@code nvidia-smi -L} gives it; empty where the driver does not tell
   * @param index in the order of the PCI bus, from 0
   */
  record Card(Optional<String> uuid, int index) {}

  private NvidiaCards(Map<String, String> onBus, List<String> clients) {
    this.onBus = onBus;
    this.clients = clients;
  }

  /**
   * Looks at them.
   *
   * @param root of the host's file system
   * @param dataDirectory the client's; empty: without what the client knows
   */
  static NvidiaCards of(Path root, Optional<Path> dataDirectory) {
    Map<String, String> onBus =
        new TreeMap<>(Comparator.comparingInt(String::length).thenComparing(String::toString));
    try (Stream<Path> cards = Files.list(root.resolve(CARDS))) {
      cards.forEach(
          card -> onBus.put(card.getFileName().toString(), text(card.resolve("information"))));
    } catch (IOException e) {
      // No driver, or one that does not tell, as under Windows.
    }
    String found = dataDirectory.map(data -> text(data.resolve("coproc_info.xml"))).orElse("");
    return new NvidiaCards(onBus, elements(found, "coproc_cuda"));
  }

  /**
   * The card of this number.
   *
   * @param number the client's
   * @return empty where nobody knows, or there is only one
   */
  Optional<Card> number(int number) {
    if (onBus.size() < 2 || number >= clients.size()) {
      return Optional.empty();
    }
    String place = place(clients.get(number));
    return Optional.ofNullable(onBus.get(place))
        .map(told -> new Card(first(UUID, told), List.copyOf(onBus.keySet()).indexOf(place)));
  }

  /** Whether it matters which of them an app gets. */
  boolean areUnlike() {
    Stream<Optional<String>> models =
        onBus.isEmpty()
            ? clients.stream().map(card -> first(NAME, card))
            : onBus.values().stream().map(card -> first(MODEL, card));
    return models.distinct().count() > 1;
  }

  /** As the driver writes it ({@code nv-procfs.c}): the domain, the bus, the device, in hex. */
  private static String place(String card) {
    return hex(number(card, "domain_id"), 4)
        + ":"
        + hex(number(card, "bus_id"), 2)
        + ":"
        + hex(number(card, "device_id"), 2)
        + ".0";
  }

  private static String hex(int number, int digits) {
    String text = Integer.toHexString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  private static int number(String element, String name) {
    Pattern whole = Pattern.compile("<" + name + ">\\s*(\\d{1,9})\\s*</" + name + ">");
    return first(whole, element).map(Integer::parseInt).orElse(0);
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static List<String> elements(String text, String name) {
    List<String> elements = new ArrayList<>();
    String end = "</" + name + ">";
    for (int from = text.indexOf("<" + name + ">"); from >= 0; ) {
      int to = text.indexOf(end, from);
      if (to < 0) {
        break;
      }
      elements.add(text.substring(from, to));
      from = text.indexOf("<" + name + ">", to);
    }
    return elements;
  }

  /** Empty where it cannot be read. */
  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
