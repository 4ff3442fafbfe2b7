package net.boincwrapper.cli.clean;

import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Inventory.KeptContainer;
import net.boincwrapper.engine.Inventory.KeptImage;
import net.boincwrapper.slot.record.OneLine;

/** Names by which people find things again. */
final class UseNames {
  private static final int LONGEST = 120;
  private static final int DIGITS = 12;

  private UseNames() {}

  static String of(KeptContainer container) {
    String result = container.labels().getOrDefault(ContainerPlan.LABEL_RESULT, "");
    return digits(container.id()) + (result.isEmpty() ? "" : " for " + OneLine.of(result, LONGEST));
  }

  static String of(KeptImage image) {
    return image.names().isEmpty()
        ? digits(image.id())
        : OneLine.of(String.join(", ", image.names()), LONGEST);
  }

  /** The first ones of an id, as engines show them. */
  private static String digits(String id) {
    String digits = id.substring(id.indexOf(':') + 1);
    return digits.substring(0, Math.min(DIGITS, digits.length()));
  }
}
