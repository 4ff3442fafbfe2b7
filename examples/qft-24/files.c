/* The checkpoint and the results. */
#include "qft.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char CHECKPOINT[] = "state.bin", RESULT[] = "result.json";

static FILE *create(const char *name) {
  FILE *file = fopen(name, "wb");
  if (!file) {
    die("could not create %s: %s", name, strerror(errno));
  }
  return file;
}

/* Syncs and renames: a kill or a power cut at any moment leaves the old file or the new one. */
static void put_in_place(FILE *file, const char *aside, const char *name) {
  if (ferror(file) || fflush(file) || fsync(fileno(file)) || fclose(file) || rename(aside, name)) {
    die("could not write %s: %s", name, strerror(errno));
  }
}

void save(const struct run *run, const double complex *state) {
  FILE *file = create("state.new");
  fwrite(run, sizeof *run, 1, file);
  fwrite(state, sizeof *state, dimension(run), file);
  put_in_place(file, "state.new", CHECKPOINT);
}

int load(struct run *run, double complex *state) {
  FILE *file = fopen(CHECKPOINT, "rb");
  if (!file) {
    return 0;
  }
  struct run stored;
  int good = fread(&stored, sizeof stored, 1, file) == 1 && stored.qubits == run->qubits
             && stored.period == run->period && stored.transforms == run->transforms
             && stored.done <= units(run)
             && fread(state, sizeof *state, dimension(run), file) == dimension(run);
  fclose(file);
  if (good) {
    *run = stored;
  }
  return good;
}

static void write_result(FILE *file, const struct result *result) {
  fprintf(file, "{\"norm\": %.12f, \"fidelity\": %.12f, \"peaks\": [", result->norm, result->fidelity);
  for (int i = 0; i < PEAKS; i++) {
    fprintf(file, "%s\n      {\"index\": %llu, \"probability\": %.12f}", i ? "," : "",
            (unsigned long long)result->peaks[i], result->probabilities[i]);
  }
  fprintf(file, "]}");
}

void write_results(const struct run *run) {
  FILE *file = create("result.new");
  fprintf(file, "{\"qubits\": %u, \"period\": %u, \"transforms\": [", run->qubits, run->period);
  for (unsigned i = 0; i < run->transforms; i++) {
    fprintf(file, "%s\n    ", i ? "," : "");
    write_result(file, &run->results[i]);
  }
  fprintf(file, "]}\n");
  put_in_place(file, "result.new", RESULT);
}
