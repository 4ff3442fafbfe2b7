package net.boincwrapper.plan;

import java.util.Locale;
import java.util.regex.Pattern;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.slot.Sha256;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.InitData;

/**
 * Names of containers.
 *
 * <p>When a client starts, it removes each container whose name begins with {@code boinc__}, unless
 * it is {@code boinc__<project>__<result>}, in lower case, for an active task whose plan class
 * contains {@code docker} ({@code client/cs_apps.cpp:docker_cleanup}, {@code
 * lib/util.cpp:docker_container_name}). So exactly that name is used if the task is one of those
 * and an engine accepts the name as it is; otherwise one that the client leaves alone.
 */
public final class ContainerNames {
  private static final String CLIENTS = "boinc__";
  private static final String OURS = "boincw__";
  private static final int LONGEST = 200;
  private static final Pattern ENGINE_TAKES = Pattern.compile("[a-z0-9][a-z0-9_.-]*");

  private ContainerNames() {}

  static String of(InitData init, SlotLayout slot) {
    String name = (init.projectName() + "__" + init.resultName()).toLowerCase(Locale.ROOT);
    boolean known = init.planClass().filter(c -> c.contains("docker")).isPresent();
    if (known && name.length() <= LONGEST && ENGINE_TAKES.matcher(CLIENTS + name).matches()) {
      return CLIENTS + name;
    }
    String allowed = name.replaceAll("[^a-z0-9_.-]", "_");
    String head = allowed.substring(0, Math.min(allowed.length(), LONGEST));
    return OURS + head + "__" + suffix(name, slot.directory().toAbsolutePath().normalize());
  }

  /**
   * A name for a container whose first name is taken by somebody else: two results may differ only
   * in case, and two clients may work for results of the same name. It is the same at each start.
   */
  public static String second(ContainerPlan plan) {
    String result = plan.labels().getOrDefault(ContainerPlan.LABEL_RESULT, "");
    String slot = plan.labels().getOrDefault(ContainerPlan.LABEL_SLOT, "");
    String first = plan.name();
    String bare =
        first.startsWith(OURS)
            ? first.substring(OURS.length())
            : first.startsWith(CLIENTS) ? first.substring(CLIENTS.length()) : first;
    return OURS + bare + "__" + suffix(result, slot);
  }

  /** Two clients, or two dry runs, on one host may work for results of the same name. */
  private static String suffix(String name, Object slot) {
    return Sha256.hex(name + "\n" + slot).substring(0, 8);
  }
}
