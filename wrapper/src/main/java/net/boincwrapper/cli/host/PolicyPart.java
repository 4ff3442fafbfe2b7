package net.boincwrapper.cli.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.job.Problem;
import net.boincwrapper.policy.HostPolicy;
import net.boincwrapper.policy.OwnerRuntime;
import net.boincwrapper.policy.PolicyFile;
import net.boincwrapper.policy.PolicyReader.Outcome;
import net.boincwrapper.policy.PolicySettings;
import net.boincwrapper.policy.PolicySettings.Setting;
import net.boincwrapper.policy.PolicySource;

/**
 * What the owner allows: each value in force, and where it comes from.
 *
 * @param engine that has to run containers so; empty: there is none
 */
record PolicyPart(Outcome policy, Optional<EngineInfo> engine) implements Part {

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
    policy.policy().ifPresent(file -> faults.addAll(runtimes(file)));
    return faults;
  }

  /** Of all tasks, or of those of a project with a section of its own. */
  private List<Fault> runtimes(PolicyFile file) {
    if (engine.isEmpty()) {
      return List.of();
    }
    Optional<String> general = OwnerRuntime.lack(file.general(), engine.get());
    List<String> ofProjects =
        file.projects().stream()
            .flatMap(it -> OwnerRuntime.lack(file.forProject(it), engine.get()).stream())
            .toList();
    boolean all = general.isPresent() && ofProjects.size() == file.projects().size();
    return Stream.concat(general.stream(), ofProjects.stream())
        .distinct()
        .map(why -> fault(why, all))
        .toList();
  }

  /** What is wrong, and after it what to do. */
  private static Fault fault(String why, boolean stops) {
    int end = why.indexOf("; ");
    return new Fault(
        (stops ? "no task runs: " : "tasks wait, but not those of every project: ")
            + why.substring(0, end),
        why.substring(end + 2),
        stops);
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
