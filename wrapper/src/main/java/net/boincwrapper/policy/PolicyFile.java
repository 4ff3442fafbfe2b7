package net.boincwrapper.policy;

import java.util.List;

/**
 * A policy that has been read as a whole.
 *
 * @param general what holds for projects that have no section of their own
 */
public record PolicyFile(HostPolicy general, List<Section> sections) {
  /** Where there is no file. */
  public static final PolicyFile NONE = new PolicyFile(HostPolicy.DEFAULT, List.of());

  public PolicyFile {
    sections = List.copyOf(sections);
  }

  /** A project's own. */
  record Section(ProjectUrl url, HostPolicy policy) {}

  /**
   * The policy for a project.
   *
   * @param directory name of the directory that the client keeps its files in
   */
  public HostPolicy forProject(String directory) {
    return sections.stream()
        .filter(section -> section.url().isOf(directory))
        .findFirst()
        .map(Section::policy)
        .orElse(general);
  }

  /** Names of the directories of the projects that have a section, in order of the file. */
  public List<String> projects() {
    return sections.stream().map(section -> section.url().directory()).toList();
  }
}
