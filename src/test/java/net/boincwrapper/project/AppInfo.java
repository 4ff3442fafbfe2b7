package net.boincwrapper.project;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code app_info.xml}: the applications of an anonymous platform. */
public final class AppInfo {
  private AppInfo() {}

  /** The text; files that several applications share are named once. */
  public static String xml(List<AppVersion> versions) {
    Map<String, String> files = new LinkedHashMap<>();
    StringBuilder apps = new StringBuilder();
    for (AppVersion version : versions) {
      apps.append(Elements.around("app", Elements.element("name", version.app())));
      for (ProjectFile file : version.files()) {
        files.put(file.name(), fileInfo(file, version.executables().contains(file.name())));
      }
    }
    StringBuilder all = new StringBuilder(apps).append(String.join("", files.values()));
    versions.forEach(version -> all.append(version.xml()));
    return Elements.around("app_info", all.toString());
  }

  private static String fileInfo(ProjectFile file, boolean executable) {
    return Elements.around(
        "file_info",
        Elements.element("name", file.name()) + Elements.flag("executable", executable));
  }
}
