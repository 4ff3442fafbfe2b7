/*
 * CHANGE: the physics. A chain of spins in a transverse field, in steps of time:
 * exp(i step coupling sum ZZ), then exp(i step field sum X).
 *
 * Each amplitude is computed by one thread from the same numbers, and sums are taken block by block:
 * the result has the same bits with any number of threads.
 */
#include "ising.h"

#include <math.h>
#include <string.h>

enum { BLOCK_BITS = 12, MOST_BLOCKS = 1 << (MOST_QUBITS - BLOCK_BITS) };

/* All spins up. */
void begin(const struct run *run, double complex *state) {
  memset(state, 0, dimension(run) * sizeof *state);
  state[0] = 1;
}

/* In long double, rounded at the end: the C library's own sin and cos have another last bit on CPUs
 * that fuse operations, and its long double is computed in one way only. */
static double sine(double angle) { return (double)sinl(angle); }
static double cosine(double angle) { return (double)cosl(angle); }

/* The neighbours: a phase that depends on how many pairs of them are different. */
static void couple(const struct run *run, double complex *state) {
  const size_t pairs = dimension(run) / 2 - 1;
  double complex phase[MOST_QUBITS];
  for (uint32_t walls = 0; walls < run->input.qubits; walls++) {
    double angle = run->input.coupling * (2.0 * walls - (run->input.qubits - 1.0)) * run->input.step;
    phase[walls] = CMPLX(cosine(angle), -sine(angle));
  }
#pragma omp parallel for schedule(static)
  for (size_t i = 0; i < dimension(run); i++) {
    state[i] *= phase[__builtin_popcountll((i ^ (i >> 1)) & pairs)];
  }
}

/* The field: the same rotation of each qubit. */
static void rotate(const struct run *run, double complex *state) {
  const double angle = run->input.field * run->input.step, c = cosine(angle), s = sine(angle);
  for (uint32_t qubit = 0; qubit < run->input.qubits; qubit++) {
    const size_t bit = (size_t)1 << qubit;
#pragma omp parallel for schedule(static)
    for (size_t pair = 0; pair < dimension(run) / 2; pair++) {
      size_t low = pair & (bit - 1), i = ((pair - low) << 1) | low;
      double complex up = state[i], down = state[i | bit];
      state[i] = CMPLX(c * creal(up) - s * cimag(down), c * cimag(up) + s * creal(down));
      state[i | bit] = CMPLX(c * creal(down) - s * cimag(up), c * cimag(down) + s * creal(up));
    }
  }
}

void evolve(const struct run *run, double complex *state) {
  couple(run, state);
  rotate(run, state);
}

/* The sum over all basis states of probability times weight. */
static double sum(const struct run *run, const double complex *state, double weight(uint32_t, size_t)) {
  static double parts[MOST_BLOCKS];
  const size_t most = (size_t)1 << BLOCK_BITS, block = dimension(run) < most ? dimension(run) : most;
  const size_t blocks = dimension(run) / block;
#pragma omp parallel for schedule(static)
  for (size_t b = 0; b < blocks; b++) {
    parts[b] = 0;
    for (size_t i = b * block; i < (b + 1) * block; i++) {
      double re = creal(state[i]), im = cimag(state[i]);
      parts[b] += (re * re + im * im) * weight(run->input.qubits, i);
    }
  }
  double total = 0;
  for (size_t b = 0; b < blocks; b++) {
    total += parts[b];
  }
  return total;
}

static double one(uint32_t qubits, size_t basis) { return (void)qubits, (void)basis, 1; }

static double mean_spin(uint32_t qubits, size_t basis) {
  return 1 - 2.0 * __builtin_popcountll(basis) / qubits;
}

double norm(const struct run *run, const double complex *state) { return sum(run, state, one); }

double magnetisation(const struct run *run, const double complex *state) {
  return sum(run, state, mean_spin);
}
