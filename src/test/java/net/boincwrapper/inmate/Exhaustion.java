package net.boincwrapper.inmate;

/** What an app may take all of, for as long as it runs. */
enum Exhaustion {
  PROCESSES("pids = 200", "exec perl -e 'while (1) { fork }'"),
  MEMORY(
      "memory = \"96m\"",
      "while :; do perl -e '$x .= \"x\" x 1_000_000 while 1' 2> /dev/null; done"),
  SHARED_MEMORY(
      "memory = \"96m\"",
      "cat /dev/zero > /dev/shm/all; cat /dev/zero > /dev/shm/more; exec sleep 600"),
  LOG("", "exec perl -e 'print \"x\" x 1000, \"\\n\" while 1'"),
  DESCRIPTORS(
      "",
      "exec perl -e 'fork for 1..4; push @all, $f while open $f, \"<\", \"/dev/null\"; sleep 600'"),
  WATCHES("", "exec perl -e 'push @all, $i while ($i = syscall 294, 0) >= 0; sleep 600'"),
  PIPES(
      "",
      "exec perl -e 'while (pipe $in, $out) { push @all, $in, $out; fcntl $out, 1031, 1_048_576 } sleep 600'"),
  PROCESSORS("", "for i in 1 2 3 4 5 6 7 8; do yes > /dev/null & done; exec sleep 600");

  private final String limits;
  private final String app;

  Exhaustion(String limits, String app) {
    this.limits = limits;
    this.app = app;
  }

  /** Lines for job.toml. */
  String job() {
    return "[limits]\n" + limits + "\n";
  }

  /** Lines for sh. */
  String app() {
    return "echo > begun\n" + app + "\n";
  }
}
