package net.boincwrapper.storm;

import java.util.Random;

/**
 * An app that computes step by step, keeps two checkpoint files that must say the same, and ends as
 * soon as it may. Where it finds files that do not belong together, it fails with {@link #TORN}.
 *
 * @param manner how it is asked for a checkpoint, and ends
 * @param held true: its set is torn for a while at each checkpoint, during which it holds one of
 *     the files open; false: for an instant
 * @param generations of sealed checkpoints that are kept, 1 to 3
 */
record StormApp(Manner manner, boolean held, int generations) {
  /** Exit status of an app that was given a set of files which is none. */
  static final int TORN = 77;

  /** What a part of it is called in {@code log.txt}, with the step, resumed or not, the attempt. */
  static final String START = "start ";

  private static final int CHECKPOINT_STEPS = 20;
  private static final int ROUNDS = 60;
  private static final long FACTOR = 1103515245;
  private static final long ADDEND = 12345;
  private static final long MODULUS = 1L << 31;

  /** How an app behaves that is asked to stop. */
  enum Manner {
    /** Dies of the signal. */
    PLAIN("", "", ""),
    /** Writes a checkpoint at SIGTERM, and exits 0. */
    POLITE("", "trap 'asked=1' TERM", "[ -n \"$asked\" ] && { save; exit 0; }"),
    /** Writes a checkpoint at SIGUSR1, and goes on. */
    SIGNALLED(
        "signal = \"SIGUSR1\"", "trap 'asked=1' USR1", "[ -n \"$asked\" ] && { asked=; save; }"),
    /** Writes a checkpoint when a file asks for it, and goes on. */
    REQUESTED(
        "request_file = \"checkpoint_now\"",
        "",
        "[ -e checkpoint_now ] && { save; rm -f checkpoint_now; }"),
    /** Exits after some checkpoints to be started again. */
    LEAVING("exit_code = 85", "", "[ $saves -eq 4 ] && exit 85");

    private final String rule;
    private final String prologue;
    private final String atEachStep;

    Manner(String rule, String prologue, String atEachStep) {
      this.rule = rule;
      this.prologue = prologue;
      this.atEachStep = atEachStep;
    }
  }

  static StormApp drawn(Random random) {
    Manner[] manners = Manner.values();
    return new StormApp(
        manners[random.nextInt(manners.length)], random.nextBoolean(), 1 + random.nextInt(3));
  }

  /** The tables of job.toml. */
  String job() {
    return "[checkpoint]\nfiles = [\"state.*\"]\ngrace = 6\ngenerations = %d\n%s\n"
        .formatted(generations, manner.rule);
  }

  String script() {
    return SCRIPT
        .replace("@PROLOGUE@", manner.prologue)
        .replace("@AT_EACH_STEP@", manner.atEachStep)
        .replace("@PUBLISH@", held ? PUBLISH_HELD : PUBLISH)
        .replace("@STEPS@", String.valueOf(CHECKPOINT_STEPS))
        .replace("@ROUNDS@", String.valueOf(ROUNDS))
        .replace("@FACTOR@", String.valueOf(FACTOR))
        .replace("@ADDEND@", String.valueOf(ADDEND))
        .replace("@MODULUS@", String.valueOf(MODULUS))
        .replace("@TORN@", String.valueOf(TORN));
  }

  /** What the app has computed after so many steps. */
  static long value(long steps) {
    long value = 1;
    for (long step = 1; step <= steps; step++) {
      for (int round = 0; round < ROUNDS; round++) {
        value = (value * FACTOR + ADDEND + step) % MODULUS;
      }
    }
    return value;
  }

  private static final String PUBLISH = "mv new/state.a new/state.b .";

  private static final String PUBLISH_HELD =
      "exec 3>> state.b; mv new/state.a .; sleep 0.1; mv new/state.b .; exec 3>&-";

  /** For dash: each step costs some milliseconds of CPU time, and a checkpoint about a second. */
  private static final String SCRIPT =
      """
      torn() { echo "torn: $*" >> log.txt; exit @TORN@; }
      number() { case "$1" in '' | *[!0-9]*) return 1 ;; esac; }
      load() {
        read -r s w sum more < "$1" || torn "$1 is cut off"
        number "$s" && number "$w" && number "$sum" && [ -z "$more" ] || torn "$1 is garbage"
        [ "$sum" -eq $(((s * 31 + w * 17 + $2) % 65521)) ] || torn "$1: $s $w $sum"
      }
      save() {
        mkdir -p new
        echo "$n $v $(((n * 31 + v * 17 + 1) % 65521))" > new/state.a
        echo "$n $v $(((n * 31 + v * 17 + 2) % 65521))" > new/state.b
        @PUBLISH@
        saves=$((saves + 1))
      }
      asked=
      @PROLOGUE@
      n=0 v=1 saves=0
      for file in state.*; do
        case "$file" in 'state.*' | state.a | state.b) ;; *) torn "extra $file" ;; esac
      done
      if [ -s state.b ]; then
        load state.a 1
        n=$s v=$w
        load state.b 2
        [ "$s" = "$n" ] && [ "$w" = "$v" ] || torn "state.a is of $n, state.b of $s"
      elif [ -s state.a ]; then
        load state.a 1
        [ "$s" -eq @STEPS@ ] || torn "state.a alone, of $s"
      fi
      echo "start $n ${BOINC_RESUMED:-none} ${BOINC_ATTEMPT:-none}" >> log.txt
      while [ ! -e enough ]; do
        n=$((n + 1)) i=0
        while [ $i -lt @ROUNDS@ ]; do
          v=$(((v * @FACTOR@ + @ADDEND@ + n) % @MODULUS@)) i=$((i + 1))
        done
        echo $n > now
        sleep 0.04
        [ $((n % @STEPS@)) -eq 0 ] && save
        @AT_EACH_STEP@
      done
      echo "$n $v" > result.new && mv result.new result.txt
      exit 0
      """;
}
