/*
 * Quantum Fourier transforms of a comb state, on a full state vector, with checkpoints.
 *
 * The unit of work is one qubit of one transform: a Hadamard gate, and the controlled phases that
 * follow it. The program computes in the current directory, the slot of a BOINC task.
 */
#include "qft.h"

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

static void read_input(struct run *run, const char *name) {
  FILE *file = fopen(name, "r");
  if (!file) {
    die("could not read the input %s: %s", name, strerror(errno));
  }
  int found = fscanf(file, "qubits %u period %u transforms %u", &run->qubits, &run->period, &run->transforms);
  fclose(file);
  if (found != 3) {
    die("%s must say: qubits N period R transforms T", name);
  }
  if (run->qubits < 4 || run->qubits > MOST_QUBITS || run->period < 1 || run->period > dimension(run) / 2
      || run->transforms < 1 || run->transforms > MOST_TRANSFORMS) {
    die("%s: qubits must be 4 to %d, the period 1 to half the number of amplitudes, transforms 1 to %d", name,
        MOST_QUBITS, MOST_TRANSFORMS);
  }
}

static void report_fraction(const struct run *run) {
  FILE *file = fopen("fraction_done", "w");
  if (file) {
    fprintf(file, "%.6f\n", (double)run->done / units(run));
    fclose(file);
  }
}

/* Computes until all is done or a signal has come. */
static void compute(struct run *run, double complex *state) {
  double saved = seconds();
  while (run->done < units(run) && !stop) {
    unsigned transform = run->done / run->qubits, qubit = run->qubits - 1 - run->done % run->qubits;
    apply(run, state, qubit);
    run->done++;
    if (qubit == 0) {
      reverse_qubits(run, state);
      measure(run, state, &run->results[transform]);
      printf("transform %u of %u: error of the norm %.1e\n", transform + 1, run->transforms,
             run->results[transform].norm - 1);
    }
    report_fraction(run);
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
  struct run run = {0};
  read_input(&run, "input.txt");
  double complex *state = malloc(dimension(&run) * sizeof *state);
  if (!state) {
    die("could not get %zu MiB for the state", (dimension(&run) * sizeof *state) >> 20);
  }
  if (load(&run, state)) {
    printf("resuming after %u of %u units\n", run.done, units(&run));
  } else {
    prepare(&run, state);
    printf("starting afresh: %u qubits, %u units\n", run.qubits, units(&run));
  }
  compute(&run, state);
  if (run.done < units(&run)) {
    save(&run, state);
    printf("stopped after %u units, checkpoint written\n", run.done);
    return 128 + stop;
  }
  write_results(&run);
  return 0;
}
