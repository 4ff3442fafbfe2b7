package net.boincwrapper.cli.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.job.Problem;
import net.boincwrapper.policy.HostPolicy;
import net.boincwrapper.policy.LanRules;
import net.boincwrapper.policy.PolicyFile;
import net.boincwrapper.policy.PolicyReader.Outcome;
import net.boincwrapper.policy.PolicySettings;
import net.boincwrapper.policy.PolicySettings.Setting;
import net.boincwrapper.policy.PolicySource;

/**
 * What the owner allows: each value in force, and where it comes from.
 *
 * @param lanRules whether {@link LanRules} are in force
 */
record PolicyPart(Outcome policy, boolean lanRules) implements Part {

  @Override
  public String title() {
    return "Policy";
  }

  @Override
  public String key() {
    return "policy";
  }

  @Override
  public List<Row> rows() {
    Optional<PolicyFile> file = policy.policy();
    if (file.isEmpty()) {
      return List.of(new Row("policy", "it cannot be used, and no task runs without"));
    }
    List<Row> rows = new ArrayList<>();
    PolicySettings.of(file.get().general()).forEach(it -> rows.add(row(it)));
    rows.add(new Row("LAN rules", lanRules ? "in force" : "not in force"));
    for (String project : file.get().projects()) {
      rows.add(new Row("", "for " + project + ", what differs:"));
      ofProject(file.get(), project).forEach(it -> rows.add(row(it)));
    }
    return rows;
  }

  private static Row row(Setting setting) {
    return new Row(setting.key(), setting.value() + " (" + setting.origin() + ")");
  }

  /** What a project's own section says. */
  private static List<Setting> ofProject(PolicyFile file, String project) {
    HostPolicy own = file.forProject(project);
    List<Setting> general = PolicySettings.of(file.general());
    return PolicySettings.of(own).stream().filter(it -> !general.contains(it)).toList();
  }

  @Override
  public List<Fault> faults() {
    List<Fault> faults = new ArrayList<>(mistakes());
    if (!lanRules && policy.policy().filter(PolicyPart::wantsLanRules).isPresent()) {
      faults.add(
          Fault.lasting(
              "the policy gives a network only while the LAN rules are in force, which they are"
                  + " not: jobs that want one wait",
              "as root: " + LanRules.INSTALL));
    }
    return faults;
  }

  /** For any project. */
  private static boolean wantsLanRules(PolicyFile file) {
    return Stream.concat(Stream.of(file.general()), file.projects().stream().map(file::forProject))
        .anyMatch(it -> it.requireLanRules().value());
  }

  private List<Fault> mistakes() {
    return policy.problems().stream()
        .map(
            problem ->
                new Fault(
                    "the policy: " + problem,
                    "as root, correct "
                        + PolicySource.HOST
                        + "; it and each directory above it must be root's, and nobody else may"
                        + " write there",
                    problem.isError()))
        .toList();
  }

  @Override
  public Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("usable", policy.policy().isPresent());
    policy
        .policy()
        .ifPresent(
            file -> {
              json.put("settings", settings(PolicySettings.of(file.general())));
              Map<String, Object> projects = new LinkedHashMap<>();
              file.projects().forEach(it -> projects.put(it, settings(ofProject(file, it))));
              json.put("projects", projects);
            });
    json.put("lanRules", lanRules);
    json.put("problems", policy.problems().stream().map(Problem::toString).toList());
    return json;
  }

  private static List<Object> settings(List<Setting> settings) {
    return settings.stream()
        .<Object>map(
            it -> Map.of("key", it.key(), "value", it.value(), "origin", it.origin().toString()))
        .toList();
  }
}
