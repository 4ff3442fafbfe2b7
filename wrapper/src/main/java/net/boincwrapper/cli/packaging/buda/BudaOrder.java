package net.boincwrapper.cli.packaging.buda;

import java.util.List;
import java.util.Map;
import net.boincwrapper.cli.packaging.AppName;
import net.boincwrapper.cli.packaging.PlanClass;
import net.boincwrapper.cli.packaging.Platform;

/**
 * What an author asked for.
 *
 * @param arguments the app's own, of the sample workunit
 * @param measured bounds of the input template that a rehearsal proposed, by tag; may be empty
 */
public record BudaOrder(
    AppName app,
    Platform platform,
    PlanClass planClass,
    List<String> arguments,
    Map<String, String> measured) {
  public BudaOrder {
    arguments = List.copyOf(arguments);
    measured = Map.copyOf(measured);
  }

  /** One of the form's two ({@code html/user/buda.php:variant_form}). */
  String cpuType() {
    return platform == Platform.X86_64 ? "intel" : "arm";
  }

  /** Left blank in the form where nothing but a container engine is asked of a host. */
  String planClassField() {
    boolean isPlain = planClass.threads().isEmpty() && !planClass.gpu();
    return isPlain ? "" : planClass.name();
  }
}
