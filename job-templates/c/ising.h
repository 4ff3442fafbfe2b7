/* What the parts of the program share. */
#ifndef ISING_H
#define ISING_H

#include <complex.h>
#include <stddef.h>
#include <stdint.h>

enum { MOST_QUBITS = 30, MOST_STEPS = 1000 };

/* CHANGE: the input. A checkpoint of another input is refused. */
struct input {
  uint32_t qubits;
  uint32_t steps;
  double coupling, field; /* the energies of neighbours, and of a qubit in the field */
  double step;            /* of time */
};

/* All that a resume needs beside the amplitudes. */
struct run {
  struct input input;
  uint32_t done;                        /* steps */
  double magnetisation[MOST_STEPS + 1]; /* the results so far: at the beginning, and after each step */
};

static inline size_t dimension(const struct run *run) { return (size_t)1 << run->input.qubits; }

/* chain.c */
void begin(const struct run *run, double complex *state);
void evolve(const struct run *run, double complex *state);
double norm(const struct run *run, const double complex *state);
double magnetisation(const struct run *run, const double complex *state);

/* files.c */
int load(struct run *run, double complex *state); /* whether there was a checkpoint of this input */
void save(const struct run *run, const double complex *state);
void write_result(const struct run *run, const double complex *state);
void report_fraction(const struct run *run);

/* ising.c */
void die(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif
