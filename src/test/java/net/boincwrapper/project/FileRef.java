package net.boincwrapper.project;

/**
 * A file's role in an app version, a workunit or a result.
 *
 * @param fileName physical name
 * @param openName logical name; it may have a directory in it
 * @param copy whether the client puts a copy into the slot, or takes a plain file from there; else
 *     there is a link
 * @param main whether it is the main program
 */
public record FileRef(String fileName, String openName, boolean copy, boolean main) {
  String xml() {
    return Elements.around(
        "file_ref",
        Elements.element("file_name", fileName)
            + (openName.isEmpty() ? "" : Elements.element("open_name", openName))
            + Elements.flag("copy_file", copy)
            + Elements.flag("main_program", main));
  }
}
