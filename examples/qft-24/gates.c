/*
 * The gates, and what is measured. Each amplitude is computed by one thread from the same numbers,
 * and sums are taken block by block: the result has the same bits with any number of threads.
 */
#include "qft.h"

#include <math.h>
#include <string.h>

enum { BLOCK_BITS = 12, BLOCK = 1 << BLOCK_BITS, MOST_BLOCKS = 1 << (MOST_QUBITS - BLOCK_BITS) };

/* How many multiples of the period there are. */
static size_t teeth(const struct run *run) { return (dimension(run) + run->period - 1) / run->period; }

/* A comb: equal amplitudes at the multiples of the period, as in the algorithm of Shor. */
void prepare(const struct run *run, double complex *state) {
  memset(state, 0, dimension(run) * sizeof *state);
  for (size_t i = 0; i < dimension(run); i += run->period) {
    state[i] = 1 / sqrt((double)teeth(run));
  }
}

/* exp(i angle). In long double, rounded at the end: the C library's own sine has another last bit on CPUs
 * that fuse operations, and its long double is computed in one way only. */
static double complex phase_of(double angle) {
  return CMPLX((double)cosl(angle), (double)sinl(angle));
}

/* exp(2 pi i low / 2^(qubit + 1)) for all low below 2^qubit, as a product of two factors. */
struct phases {
  double complex fine[BLOCK], coarse[1 << (MOST_QUBITS - BLOCK_BITS)];
};

static struct phases phases;

static void prepare_phases(unsigned qubit) {
  const double unit = 2 * M_PI / (double)((size_t)2 << qubit);
  for (size_t i = 0; i < BLOCK; i++) {
    phases.fine[i] = phase_of(unit * (double)i);
  }
  for (size_t i = 0; i << BLOCK_BITS < (size_t)1 << qubit; i++) {
    phases.coarse[i] = phase_of(unit * (double)(i << BLOCK_BITS));
  }
}

/* A Hadamard gate on the qubit, and the phases that all lower qubits control. */
void apply(const struct run *run, double complex *state, unsigned qubit) {
  const size_t bit = (size_t)1 << qubit, pairs = dimension(run) / 2;
  prepare_phases(qubit);
#pragma omp parallel for schedule(static)
  for (size_t pair = 0; pair < pairs; pair++) {
    size_t low = pair & (bit - 1), i = ((pair - low) << 1) | low;
    double complex zero = state[i], one = state[i | bit];
    double complex phase = phases.fine[low & (BLOCK - 1)] * phases.coarse[low >> BLOCK_BITS];
    state[i] = M_SQRT1_2 * (zero + one);
    state[i | bit] = M_SQRT1_2 * (zero - one) * phase;
  }
}

static size_t reversed(size_t index, unsigned qubits) {
  size_t result = 0;
  for (unsigned qubit = 0; qubit < qubits; qubit++, index >>= 1) {
    result = (result << 1) | (index & 1);
  }
  return result;
}

/* The swaps at the end of a transform. */
void reverse_qubits(const struct run *run, double complex *state) {
#pragma omp parallel for schedule(static)
  for (size_t i = 0; i < dimension(run); i++) {
    size_t j = reversed(i, run->qubits);
    if (i < j) {
      double complex kept = state[i];
      state[i] = state[j];
      state[j] = kept;
    }
  }
}

static double probability(double complex amplitude) {
  return creal(amplitude) * creal(amplitude) + cimag(amplitude) * cimag(amplitude);
}

/* Of states that differ by rounding only, the smaller index stays first. */
static void insert_peak(struct result *result, size_t index, double probability) {
  int place = PEAKS;
  while (place > 0 && probability > result->probabilities[place - 1] + 1e-12) {
    place--;
  }
  if (place < PEAKS) {
    memmove(result->peaks + place + 1, result->peaks + place, (PEAKS - 1 - place) * sizeof *result->peaks);
    memmove(result->probabilities + place + 1, result->probabilities + place,
            (PEAKS - 1 - place) * sizeof *result->probabilities);
    result->peaks[place] = index;
    result->probabilities[place] = probability;
  }
}

static double norm(const struct run *run, const double complex *state) {
  static double parts[MOST_BLOCKS];
  const size_t block = dimension(run) < BLOCK ? dimension(run) : BLOCK, blocks = dimension(run) / block;
#pragma omp parallel for schedule(static)
  for (size_t b = 0; b < blocks; b++) {
    parts[b] = 0;
    for (size_t i = b * block; i < (b + 1) * block; i++) {
      parts[b] += probability(state[i]);
    }
  }
  double sum = 0;
  for (size_t b = 0; b < blocks; b++) {
    sum += parts[b];
  }
  return sum;
}

/* With the comb. In parts, because a long sum gathers rounding. */
static double fidelity(const struct run *run, const double complex *state) {
  double complex sum = 0;
  for (size_t first = 0; first < teeth(run); first += BLOCK) {
    double complex part = 0;
    for (size_t tooth = first; tooth < first + BLOCK && tooth < teeth(run); tooth++) {
      part += state[tooth * run->period];
    }
    sum += part;
  }
  return probability(sum) / (double)teeth(run);
}

void measure(const struct run *run, const double complex *state, struct result *result) {
  memset(result, 0, sizeof *result);
  result->norm = norm(run, state);
  result->fidelity = fidelity(run, state);
  for (size_t i = 0; i < dimension(run); i++) {
    insert_peak(result, i, probability(state[i]));
  }
}
