/*
 * A compiled job: a state vector that is evolved step by step, with checkpoints.
 *
 * It runs in the current directory, which is the slot of a BOINC task. Change what is marked CHANGE.
 */
#include "ising.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static volatile sig_atomic_t stop;

static void on_signal(int number) { stop = number; }

void die(const char *format, ...) {
  va_list words;
  va_start(words, format);
  vfprintf(stderr, format, words);
  va_end(words);
  fputc('\n', stderr);
  exit(1);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* The volunteer's wish, in seconds. */
static double checkpoint_period(void) {
  const char *wish = getenv("BOINC_CHECKPOINT_PERIOD");
  return wish ? atof(wish) : 60;
}

/* The workunit's command line is in the variable ARGS. */
static struct input read_arguments(void) {
  struct input input = {.coupling = 1.0, .field = 0.8, .step = 0.05}; /* CHANGE */
  const char *words = getenv("ARGS");
  if (sscanf(words ? words : "", "%u %u", &input.qubits, &input.steps) != 2 || input.qubits < 2
      || input.qubits > MOST_QUBITS || input.steps < 1 || input.steps > MOST_STEPS) {
    die("the arguments must be: QUBITS (2 to %d) STEPS (1 to %d)", MOST_QUBITS, MOST_STEPS);
  }
  return input;
}

/* Computes until all is done or a signal has come. */
static void compute(struct run *run, double complex *state) {
  double saved = seconds(), reported = saved;
  while (run->done < run->input.steps && !stop) {
    evolve(run, state);
    run->magnetisation[++run->done] = magnetisation(run, state);
    if (seconds() - reported >= 1) { /* not after each step: the wrapper looks once a second */
      report_fraction(run);
      reported = seconds();
    }
    if (seconds() - saved >= checkpoint_period()) {
      save(run, state);
      saved = seconds();
    }
  }
}

int main(void) {
  struct sigaction action = {.sa_handler = on_signal};
  sigaction(SIGTERM, &action, NULL);
  setvbuf(stdout, NULL, _IOLBF, 0);
  struct run run = {.input = read_arguments()};
  double complex *state = malloc(dimension(&run) * sizeof *state);
  if (!state) {
    die("could not get %zu MiB for the state", (dimension(&run) * sizeof *state) >> 20);
  }
  if (load(&run, state)) {
    printf("resuming after step %u of %u\n", run.done, run.input.steps);
  } else {
    begin(&run, state);
    run.magnetisation[0] = magnetisation(&run, state);
    printf("starting afresh: %u qubits, %u steps\n", run.input.qubits, run.input.steps);
  }
  compute(&run, state);
  if (run.done < run.input.steps) {
    save(&run, state);
    printf("stopped after step %u, checkpoint written\n", run.done);
    return 128 + stop;
  }
  write_result(&run, state);
  printf("magnetisation at the end: %.6f\n", run.magnetisation[run.done]);
  return 0;
}
