package net.boincwrapper.cli.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.policy.HostPolicy;
import net.boincwrapper.policy.LanRules;
import net.boincwrapper.policy.PolicyFile;

/**
 * The rules that keep containers from the owner's own network.
 *
 * @param inForce as {@link LanRules#inForce} has found; empty: not in time
 * @param concerned as {@link EngineQuestions#obeysLanRules}; empty: no engine, or not in time
 * @param required whether the policy, or a project's section, gives no network without them
 */
record LanPart(Optional<Boolean> inForce, Optional<Boolean> concerned, boolean required)
    implements Part {

  static LanPart of(
      Optional<Boolean> inForce, Optional<Boolean> concerned, Optional<PolicyFile> policy) {
    return new LanPart(inForce, concerned, policy.filter(LanPart::requires).isPresent());
  }

  private static boolean requires(PolicyFile file) {
    return requires(file.general())
        || file.projects().stream().anyMatch(it -> requires(file.forProject(it)));
  }

  private static boolean requires(HostPolicy policy) {
    return policy.requireLanRules().value();
  }

  @Override
  public String title() {
    return "Your own network";
  }

  @Override
  public String key() {
    return "lanRules";
  }

  @Override
  public List<Row> rows() {
    return List.of(
        new Row("rules for nft", words()),
        new Row(
            "required",
            required
                ? "yes: a job that wants a network waits where they do not hold"
                : "no (require_lan_rules)"));
  }

  private String words() {
    if (inForce.isEmpty()) {
      return "unknown whether they are in force: no answer in time";
    }
    if (!inForce.get()) {
      return "not in force: a container with a network reaches your other computers, your router"
          + " and this host; docker-wrapper host --lan-rules prints them";
    }
    return "in force (probed)"
        + (concerned.orElse(true)
            ? ": containers with a network are kept from yours"
            : ", but not for this engine, whose bridge is another: a container with a network"
                + " reaches yours");
  }

  @Override
  public List<Fault> faults() {
    if (!required || inForce.isEmpty()) {
      return List.of();
    }
    if (!concerned.orElse(true)) {
      return List.of(
          Fault.lasting(
              "jobs that want a network wait (require_lan_rules): the rules do not concern this"
                  + " engine, whose bridge is another",
              "use a Docker of root's whose network boincwrapper has the interface "
                  + LanRules.INTERFACE
                  + " (while no task runs, as root: docker network rm boincwrapper), or take"
                  + " require_lan_rules out of the policy"));
    }
    return inForce.get()
        ? List.of()
        : List.of(
            Fault.lasting(
                "jobs that want a network wait (require_lan_rules): the rules are not in force",
                "as root: " + LanRules.INSTALL));
  }

  @Override
  public Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    inForce.ifPresent(it -> json.put("inForce", it));
    concerned.ifPresent(it -> json.put("concernsEngine", it));
    json.put("required", required);
    return json;
  }
}
