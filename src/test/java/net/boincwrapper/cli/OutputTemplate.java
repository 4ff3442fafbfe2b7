package net.boincwrapper.cli;

/** An output template as a server wants it, whose output is a plain file in the slot. */
public final class OutputTemplate {
  private OutputTemplate() {}

  /**
   * With one output.
   *
   * @param name in the slot
   */
  public static String of(String name) {
    return """
        <output_template>
          <file_info>
            <name><OUTFILE_0/></name>
            <max_nbytes>1000000</max_nbytes>
            <url><UPLOAD_URL/></url>
          </file_info>
          <result>
            <file_ref>
              <file_name><OUTFILE_0/></file_name>
              <open_name>%s</open_name>
              <copy_file/>
            </file_ref>
          </result>
        </output_template>
        """
        .formatted(name);
  }

  /** The same, but the output is a link to the project's directory. */
  public static String ofLink(String name) {
    return of(name).replace("      <copy_file/>\n", "");
  }
}
