/* What the parts of the program share. */
#ifndef QFT_H
#define QFT_H

#include <complex.h>
#include <stddef.h>
#include <stdint.h>

enum { MOST_QUBITS = 30, MOST_TRANSFORMS = 64, PEAKS = 8 };

/* What is measured after a transform. */
struct result {
  double norm;                 /* sum of the probabilities: 1, but for rounding */
  double fidelity;             /* overlap with the state before the first transform, 0 to 1 */
  uint64_t peaks[PEAKS];       /* the likeliest basis states, likeliest first */
  double probabilities[PEAKS]; /* theirs */
};

/* The input, and how far it has come: all that a resume needs beside the state vector. */
struct run {
  uint32_t qubits;
  uint32_t period; /* the comb has amplitudes at its multiples */
  uint32_t transforms;
  uint32_t done; /* units: qubits of all transforms */
  struct result results[MOST_TRANSFORMS];
};

static inline size_t dimension(const struct run *run) { return (size_t)1 << run->qubits; }

static inline uint32_t units(const struct run *run) { return run->qubits * run->transforms; }

/* gates.c */
void prepare(const struct run *run, double complex *state);
void apply(const struct run *run, double complex *state, unsigned qubit);
void reverse_qubits(const struct run *run, double complex *state);
void measure(const struct run *run, const double complex *state, struct result *result);

/* files.c */
void save(const struct run *run, const double complex *state);
int load(struct run *run, double complex *state); /* whether there was a checkpoint of this input */
void write_results(const struct run *run);

/* qft.c */
void die(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif
