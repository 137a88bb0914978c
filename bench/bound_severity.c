/* bound_severity BOUND.DB squares|blup: the additive model score = mean + applicant + assessor + error from the totals of
 * all scorebooks. squares: least squares, applicants absorbed, by conjugate gradients. blup: then the components of
 * variance by Henderson's method 3 (1953), and with them both factors' best predictions. The median of some runs in
 * microseconds. */
#include "bench/latency.h"
#include "bench/sheets.h"

typedef struct Model {
  Sheets of;
  size_t *start;         /* applicants + 1: where an applicant's sheets begin */
  double *count;         /* per assessor, and last the mean: sheets */
  double *right, *x;     /* of the equations, and their answer; assessors + 1 */
  double *p, *q, *z;     /* directions, products, conditioned residuals */
  double shrink, random; /* residual variance over the applicants', over the assessors'; 0: fixed */
} Model;

/* q = the equations' left side times p. The mean is an unknown only where applicants are shrunk. */
static void multiply(Model *m) {
  uint32_t n = m->of.assessors;
  for (uint32_t a = 0; a <= n; a++) m->q[a] = a < n ? m->random * m->p[a] : 0;
  for (uint32_t i = 0; i < m->of.applicants; i++) {
    double sum = 0, count = (double)(m->start[i + 1] - m->start[i]);
    for (size_t s = m->start[i]; s < m->start[i + 1]; s++) sum += m->p[m->of.assessor[s]] + m->p[n];
    double mean = count > 0 ? sum / (count + m->shrink) : 0;
    for (size_t s = m->start[i]; s < m->start[i + 1]; s++)
      m->q[m->of.assessor[s]] += m->p[m->of.assessor[s]] + m->p[n] - mean;
    if (m->shrink > 0) m->q[n] += sum - count * mean;
  }
}

static void make_right(Model *m) {
  uint32_t n = m->of.assessors;
  memset(m->right, 0, (n + 1) * sizeof *m->right);
  for (uint32_t i = 0; i < m->of.applicants; i++) {
    double sum = 0, count = (double)(m->start[i + 1] - m->start[i]);
    for (size_t s = m->start[i]; s < m->start[i + 1]; s++) sum += m->of.total[s];
    double mean = count > 0 ? sum / (count + m->shrink) : 0;
    for (size_t s = m->start[i]; s < m->start[i + 1]; s++) m->right[m->of.assessor[s]] += m->of.total[s] - mean;
    if (m->shrink > 0) m->right[n] += sum - count * mean;
  }
}

/* Conditions the residual by the diagonal; its product with the residual. */
static double condition(Model *m) {
  double rho = 0;
  for (uint32_t a = 0; a <= m->of.assessors; a++) {
    m->z[a] = m->count[a] > 0 ? m->right[a] / (m->count[a] + (a < m->of.assessors ? m->random : 0)) : 0;
    rho += m->right[a] * m->z[a];
  }
  return rho;
}

static void solve(Model *m) {
  uint32_t n = m->of.assessors + 1;
  make_right(m);
  memset(m->x, 0, n * sizeof *m->x);
  double rho = condition(m), enough = 1e-18 * rho;
  memcpy(m->p, m->z, n * sizeof *m->p);
  for (int turn = 0; turn < 1000 && rho > enough; turn++) {
    double along = 0, before = rho;
    multiply(m);
    for (uint32_t a = 0; a < n; a++) along += m->p[a] * m->q[a];
    for (uint32_t a = 0; a < n; a++) {
      m->x[a] += rho / along * m->p[a];
      m->right[a] -= rho / along * m->q[a];
    }
    rho = condition(m);
    for (uint32_t a = 0; a < n; a++) m->p[a] = m->z[a] + rho / before * m->p[a];
  }
}

typedef struct Squares {
  double applicants, assessors, both; /* left over by a factor alone, by both */
} Squares;

static Squares squares_of(const Model *m) {
  Squares squares = {0};
  double *mean = calloc(m->of.assessors, sizeof *mean);
  for (size_t s = 0; s < m->of.n; s++) mean[m->of.assessor[s]] += m->of.total[s] / m->count[m->of.assessor[s]];
  for (uint32_t i = 0; i < m->of.applicants; i++) {
    double alone = 0, rest = 0, count = (double)(m->start[i + 1] - m->start[i]);
    for (size_t s = m->start[i]; s < m->start[i + 1]; s++) {
      alone += m->of.total[s] / count;
      rest += (m->of.total[s] - m->x[m->of.assessor[s]]) / count;
    }
    for (size_t s = m->start[i]; s < m->start[i + 1]; s++) {
      double y = m->of.total[s], x = m->x[m->of.assessor[s]], z = mean[m->of.assessor[s]];
      squares.applicants += (y - alone) * (y - alone);
      squares.assessors += (y - z) * (y - z);
      squares.both += (y - x - rest) * (y - x - rest);
    }
  }
  free(mean);
  return squares;
}

/* Every sheet's pair is there once, so the factors' own coefficients are sheets less levels. */
static void find_components(Model *m) {
  Squares squares = squares_of(m);
  double n = (double)m->of.n, applicants = 0, assessors = 0;
  for (uint32_t i = 0; i < m->of.applicants; i++) applicants += m->start[i + 1] > m->start[i];
  for (uint32_t a = 0; a < m->of.assessors; a++) assessors += m->count[a] > 0;
  double error = squares.both / (n - applicants - assessors + 1);
  m->random = error / ((squares.applicants - squares.both - (assessors - 1) * error) / (n - applicants));
  m->shrink = error / ((squares.assessors - squares.both - (applicants - 1) * error) / (n - assessors));
}

static Model model_of(Sheets sheets) {
  size_t n = sheets.assessors + 1;
  Model m = {
      .of = sheets, .start = calloc(sheets.applicants + 1, sizeof *m.start), .count = calloc(n, sizeof *m.count)};
  for (size_t s = 0; s < sheets.n; s++) {
    m.start[sheets.applicant[s] + 1]++;
    m.count[sheets.assessor[s]]++;
  }
  for (uint32_t i = 0; i < sheets.applicants; i++) m.start[i + 1] += m.start[i];
  m.count[n - 1] = (double)sheets.n;
  double **rooms[] = {&m.right, &m.x, &m.p, &m.q, &m.z};
  for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) *rooms[i] = calloc(n, sizeof(double));
  return m;
}

static void run(Sheets sheets, bool blup) {
  Model m = model_of(sheets);
  solve(&m);
  if (blup) {
    find_components(&m);
    solve(&m);
  }
  double *rooms[] = {m.right, m.x, m.p, m.q, m.z, m.count};
  for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) free(rooms[i]);
  free(m.start);
}

int main(int argc, char **argv) {
  enum { TIMES = 5 };
  if (argc != 3) return 2;
  const Sheets sheets = read_sheets(argv[1]);
  double took[TIMES];
  for (int i = 0; i < TIMES; i++) {
    double before = seconds();
    run(sheets, strcmp(argv[2], "blup") == 0);
    took[i] = seconds() - before;
  }
  print_latency(took, TIMES);
  return 0;
}
