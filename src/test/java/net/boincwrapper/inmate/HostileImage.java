package net.boincwrapper.inmate;

/** What an image's author may write into it besides files. */
enum HostileImage {
  LABELS(
      "LABEL net.boincwrapper.result=another net.boincwrapper.slot=/another"
          + " net.boincwrapper.stop-signal=SIGKILL net.boincwrapper.project=another\n"),
  LARGE_LABELS("LABEL a=\"" + "x".repeat(60_000) + "\"\nLABEL b=\"" + "y".repeat(60_000) + "\"\n"),
  ENTRYPOINT("ENTRYPOINT [\"/no/such/program\"]\nCMD [\"--help\"]\n"),
  ROOT("USER 0:0\n"),
  UNKNOWN_USER("USER nobody-knows:nobody-knows\n"),
  VOLUMES(
      "VOLUME [\"/app\", \"/app/.docker_wrapper\", \"/app/a/b/c\", \"/project\", \"/etc\", \"/tmp\"]\n"),
  ENVIRONMENT(
      "ENV LD_PRELOAD=/app/none.so LD_LIBRARY_PATH=/app BOINC_RESULT=another BOINC_NCPUS=64\n"),
  LARGE_ENVIRONMENT("ENV LARGE=\"" + "x".repeat(60_000) + "\"\n"),
  ONBUILD("ONBUILD RUN false\n"),
  STOP_SIGNAL("STOPSIGNAL SIGCONT\n"),
  HEALTH_CHECK("HEALTHCHECK --interval=1s CMD touch /app/health\n"),
  PORTS("EXPOSE 31416 8080/udp\n"),
  WORKING_DIRECTORY("WORKDIR /nowhere\n");

  private final String lines;

  HostileImage(String lines) {
    this.lines = lines;
  }

  /** Lines for a Dockerfile, after its FROM. */
  String lines() {
    return lines;
  }
}
