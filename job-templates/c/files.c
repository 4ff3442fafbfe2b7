/* The checkpoint, the result and the progress. */
#include "ising.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char CHECKPOINT[] = "state.bin", FORMAT[16] = "ising 1";

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

/* The format, the run, and all amplitudes. */
void save(const struct run *run, const double complex *state) {
  FILE *file = create("state.new");
  fwrite(FORMAT, sizeof FORMAT, 1, file);
  fwrite(run, sizeof *run, 1, file);
  fwrite(state, sizeof *state, dimension(run), file);
  put_in_place(file, "state.new", CHECKPOINT);
}

/* To begin anew instead would hide that the files of two workunits are mixed up. */
static void refuse_unless_of(const struct input *mine, const struct input *found) {
  if (mine->qubits != found->qubits || mine->steps != found->steps || mine->coupling != found->coupling
      || mine->field != found->field || mine->step != found->step) {
    die("%s is of another run: %u qubits, %u steps of %g, coupling %g, field %g; this one has %u, %u of %g,"
        " %g, %g. Give it the arguments that it belongs to, or remove it to begin anew",
        CHECKPOINT, found->qubits, found->steps, found->step, found->coupling, found->field, mine->qubits,
        mine->steps, mine->step, mine->coupling, mine->field);
  }
}

int load(struct run *run, double complex *state) {
  FILE *file = fopen(CHECKPOINT, "rb");
  if (!file && errno == ENOENT) {
    return 0;
  }
  char format[sizeof FORMAT];
  struct run stored;
  if (!file || fread(format, sizeof format, 1, file) != 1 || memcmp(format, FORMAT, sizeof format)
      || fread(&stored, sizeof stored, 1, file) != 1) {
    die("%s is no checkpoint of this program and version; remove it to begin anew", CHECKPOINT);
  }
  refuse_unless_of(&run->input, &stored.input);
  if (fread(state, sizeof *state, dimension(run), file) != dimension(run)) {
    die("%s is too short for %u qubits; remove it to begin anew", CHECKPOINT, run->input.qubits);
  }
  fclose(file);
  *run = stored;
  return 1;
}

/* CHANGE: the output. The same on each host: no times, no names, no versions. */
void write_result(const struct run *run, const double complex *state) {
  FILE *file = create("result.new");
  fprintf(file, "{\n \"coupling\": %g,\n \"field\": %g,\n", run->input.coupling, run->input.field);
  fprintf(file, " \"magnetisation\": [\n");
  for (uint32_t step = 0; step <= run->done; step++) {
    fprintf(file, "  %.12f%s\n", run->magnetisation[step], step < run->done ? "," : "");
  }
  fprintf(file, " ],\n \"norm\": %.12f,\n", norm(run, state));
  fprintf(file, " \"qubits\": %u,\n \"step\": %g\n}\n", run->input.qubits, run->input.step);
  put_in_place(file, "result.new", "result.json");
}

void report_fraction(const struct run *run) {
  FILE *file = fopen("fraction_done", "w");
  if (file) {
    fprintf(file, "%.6f\n", (double)run->done / run->input.steps);
    fclose(file);
  }
}
