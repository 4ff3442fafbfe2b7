/*
 * A skeleton of a compiled job: a state vector that is evolved step by step, with checkpoints.
 *
 * As it stands it simulates a chain of spins in a transverse field that begin all up. Change what is
 * marked CHANGE. It runs in the current directory, which is the slot of a BOINC task.
 */
#include <complex.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MOST_QUBITS = 26, MOST_STEPS = 1000, MAGIC = 0x31676e69 };

static const double COUPLING = 1.0, FIELD = 0.8, STEP = 0.05; /* CHANGE: the system */

/* Everything that a resume needs beside the amplitudes. It stands at the head of the file "state". */
struct header {
  uint32_t magic, qubits, steps, done;
  double magnetisation[MOST_STEPS + 1]; /* the result so far, one number a step */
};

static struct header head;
static double complex *amplitudes; /* 2^qubits of them, 16 bytes each */
static volatile sig_atomic_t stop;

static void on_signal(int number) { stop = number; }

static size_t dimension(void) { return (size_t)1 << head.qubits; }

static void die(const char *what) {
  fprintf(stderr, "%s: %s\n", what, strerror(errno));
  exit(1);
}

/* One step of time. CHANGE: your gates. */
static void evolve(void) {
  const size_t n = dimension();
  double complex phase[MOST_QUBITS];
  for (uint32_t walls = 0; walls < head.qubits; walls++) {
    double energy = COUPLING * (2.0 * walls - (head.qubits - 1.0));
    phase[walls] = cexp(-I * energy * STEP);
  }
  for (size_t i = 0; i < n; i++) {
    size_t different = (i ^ (i >> 1)) & ((n >> 1) - 1);
    amplitudes[i] *= phase[__builtin_popcountll(different)];
  }
  const double c = cos(FIELD * STEP), s = sin(FIELD * STEP);
  for (size_t bit = 1; bit < n; bit <<= 1) {
    for (size_t block = 0; block < n; block += 2 * bit) {
      for (size_t i = block; i < block + bit; i++) {
        double complex down = amplitudes[i], up = amplitudes[i + bit];
        amplitudes[i] = c * down + I * s * up;
        amplitudes[i + bit] = I * s * down + c * up;
      }
    }
  }
}

/* CHANGE: what is measured after each step. The sum has one order, so it has one rounding. */
static double measure(void) {
  double sum = 0;
  for (size_t i = 0; i < dimension(); i++) {
    double re = creal(amplitudes[i]), im = cimag(amplitudes[i]);
    sum += (re * re + im * im) * ((double)head.qubits - 2.0 * __builtin_popcountll(i));
  }
  return sum / head.qubits;
}

/* Writes aside, syncs, renames: a kill at any moment leaves the old state or the new one. */
static void save(void) {
  FILE *file = fopen("state.new", "wb");
  if (!file || fwrite(&head, sizeof head, 1, file) != 1
      || fwrite(amplitudes, sizeof *amplitudes, dimension(), file) != dimension()
      || fflush(file) || fsync(fileno(file)) || fclose(file) || rename("state.new", "state")) {
    die("could not write the checkpoint");
  }
}

/* Returns whether there was a checkpoint of this very run. */
static int load(void) {
  FILE *file = fopen("state", "rb");
  if (!file) {
    return 0;
  }
  struct header stored;
  int good = fread(&stored, sizeof stored, 1, file) == 1 && stored.magic == MAGIC
      && stored.qubits == head.qubits && stored.steps == head.steps && stored.done <= head.steps
      && fread(amplitudes, sizeof *amplitudes, dimension(), file) == dimension();
  fclose(file);
  if (good) {
    head = stored;
  }
  return good;
}

static void begin(void) {
  memset(amplitudes, 0, dimension() * sizeof *amplitudes);
  amplitudes[0] = 1;
  head.magnetisation[0] = measure();
}

static void report_fraction(void) {
  FILE *file = fopen("fraction_done", "w");
  if (file) {
    fprintf(file, "%.6f\n", (double)head.done / head.steps);
    fclose(file);
  }
}

static void write_result(void) {
  FILE *file = fopen("result.csv.new", "w"); /* CHANGE: the output */
  if (!file) {
    die("could not write the result");
  }
  fprintf(file, "time,magnetisation\n");
  for (uint32_t step = 0; step <= head.steps; step++) {
    fprintf(file, "%.2f,%.12f\n", step * STEP, head.magnetisation[step]);
  }
  if (fflush(file) || fsync(fileno(file)) || fclose(file) || rename("result.csv.new", "result.csv")) {
    die("could not write the result");
  }
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

/* The volunteer's wish, in seconds. */
static double checkpoint_period(void) {
  const char *wish = getenv("BOINC_CHECKPOINT_PERIOD");
  return wish ? atof(wish) : 60;
}

/* The workunit's command line is in the variable ARGS: qubits and steps. */
static void read_arguments(void) {
  const char *words = getenv("ARGS");
  head.magic = MAGIC;
  if (sscanf(words ? words : "", "%u %u", &head.qubits, &head.steps) != 2 || head.qubits < 2
      || head.qubits > MOST_QUBITS || head.steps < 1 || head.steps > MOST_STEPS) {
    fprintf(stderr, "the arguments must be: QUBITS (2 to %d) STEPS (1 to %d)\n", MOST_QUBITS, MOST_STEPS);
    exit(1);
  }
}

int main(void) {
  struct sigaction action = {.sa_handler = on_signal};
  sigaction(SIGTERM, &action, NULL);
  setvbuf(stdout, NULL, _IOLBF, 0);
  read_arguments();
  amplitudes = malloc(dimension() * sizeof *amplitudes);
  if (!amplitudes) {
    die("could not get memory for the state");
  }
  if (load()) {
    printf("resuming after step %u of %u\n", head.done, head.steps);
  } else {
    begin();
    printf("starting afresh: %u qubits, %u steps\n", head.qubits, head.steps);
  }
  double saved = seconds();
  while (head.done < head.steps && !stop) {
    evolve();
    head.magnetisation[++head.done] = measure();
    report_fraction();
    if (seconds() - saved >= checkpoint_period()) {
      save();
      saved = seconds();
    }
  }
  if (head.done < head.steps) {
    save();
    printf("stopped after step %u, checkpoint written\n", head.done);
    return 128 + stop;
  }
  write_result();
  printf("magnetisation at the end: %.6f\n", head.magnetisation[head.steps]);
  return 0;
}
