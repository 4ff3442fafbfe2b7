package net.boincwrapper.cli.packaging;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of the app version.
 *
 * @param physicalName immutable, unique within the project
 * @param logicalName name in the slot; empty: the file stays in the project's directory
 * @param copied whether the slot holds a copy; else a link
 * @param executable whether the client makes it executable
 * @param mainProgram whether the client starts it
 */
record ShippedFile(
    String physicalName,
    Optional<String> logicalName,
    Path source,
    String sha256,
    boolean copied,
    boolean executable,
    boolean mainProgram) {

  /** For {@code version.xml} ({@code tools/update_versions:convert_simplexml}). */
  XmlElement versionXml() {
    return reference("file", "physical_name", "logical_name");
  }

  /** For {@code app_info.xml}, as a client reads it ({@code client_types.cpp:FILE_REF::parse}). */
  XmlElement fileRef() {
    return reference("file_ref", "file_name", "open_name");
  }

  private XmlElement reference(String element, String physicalTag, String logicalTag) {
    List<XmlElement> children = new ArrayList<>();
    children.add(XmlElement.text(physicalTag, physicalName));
    logicalName.ifPresent(name -> children.add(XmlElement.text(logicalTag, name)));
    if (copied) {
      children.add(XmlElement.flag("copy_file"));
    }
    if (mainProgram) {
      children.add(XmlElement.flag("main_program"));
    }
    return XmlElement.of(element, children);
  }

  /** For {@code app_info.xml}. */
  XmlElement fileInfo() {
    XmlElement name = XmlElement.text("name", physicalName);
    return executable
        ? XmlElement.of("file_info", name, XmlElement.flag("executable"))
        : XmlElement.of("file_info", name);
  }
}
