package net.boincwrapper.cli.packaging;

/** The app's lines for a project's {@code project.xml}, which {@code bin/xadd} reads. */
final class ProjectXml {
  private ProjectXml() {}

  static XmlElement of(AppName app) {
    return XmlElement.of(
        "boinc",
        XmlElement.of(
            "app", XmlElement.text("name", app), XmlElement.text("user_friendly_name", app)));
  }
}
