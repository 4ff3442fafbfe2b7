/*
 * What somebody types outside a slot. What is not a command ends here, before anything is unpacked: whoever
 * types "version" or "dry-rnu" in a home directory wants no task there. cli/TypedWords.java says the same
 * where there is no launcher.
 */
#include "launcher.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { USAGE = 2 }; /* cli/display/ExitCode.java */

enum { LONGEST = 60 }; /* of a word that is looked at, or shown */

static const char *const COMMANDS[] = {"dry-run", "init", "run", "checkpoints", "package", "compare", "host", "clean", "image", "completion", "help", NULL};

/* Answered anywhere before "--". */
static const char *const QUESTIONS[] = {"-h", "--help", "-V", "--version", NULL};

/* What a word may be close to, without its dashes, and what was meant by it. */
static const struct {
  const char *near;
  const char *meant;
} GUESSES[] = {
    {"dry-run", "dry-run"}, {"init", "init"},         {"run", "run"},
    {"checkpoints", "checkpoints"}, {"package", "package"}, {"compare", "compare"}, {"host", "host"}, {"clean", "clean"}, {"image", "image"}, {"completion", "completion"}, {"help", "help"}, {"version", "--version"}, {"rehearse", "dry-run --rehearse"},
};

static bool is_one_of(const char *word, const char *const *list) {
  for (; *list != NULL; list++) {
    if (strcmp(word, *list) == 0) {
      return true;
    }
  }
  return false;
}

static int least(int a, int b) {
  return a < b ? a : b;
}

/* Insertions, deletions, replacements and swaps of neighbours. */
static int distance(const char *a, const char *b) {
  int cost[LONGEST + 1][LONGEST + 1];
  int rows = (int)strlen(a), columns = (int)strlen(b);
  for (int i = 0; i <= rows; i++) {
    for (int j = 0; j <= columns; j++) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      cost[i][j] = least(cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
                         1 + least(cost[i - 1][j], cost[i][j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = least(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[rows][columns];
}

/* Without its dashes, in lower case; "" for a word that is too long to be one of ours. */
static char *bare(const char *word) {
  char *made = text("%s", word + strspn(word, "-"));
  for (char *letter = made; *letter != '\0'; letter++) {
    *letter = (char)tolower((unsigned char)*letter);
  }
  return strlen(made) > LONGEST ? "" : made;
}

/* NULL if nothing is close. */
static const char *guess(char **words) {
  for (char **word = words; *word != NULL && strcmp(*word, "--") != 0; word++) {
    if (is_one_of(*word, COMMANDS)) {
      return *word; /* it comes first */
    }
  }
  const char *typed = bare(words[0]);
  size_t length = strlen(typed);
  const char *best = NULL;
  int nearest = length / 3 < 1 ? 1 : (int)(length / 3);
  for (size_t i = 0; length > 0 && i < sizeof GUESSES / sizeof *GUESSES; i++) {
    bool begun = strncmp(GUESSES[i].near, typed, length) == 0;
    int away = begun ? 0 : distance(typed, GUESSES[i].near);
    if (away < nearest || (away == nearest && best == NULL)) {
      best = GUESSES[i].meant;
      nearest = away;
    }
  }
  return best;
}

/* A word can contain characters that move a terminal's cursor. */
static char *printable(char *made) {
  for (char *letter = made; *letter != '\0'; letter++) {
    if (iscntrl((unsigned char)*letter)) {
      *letter = '?';
    }
  }
  return made;
}

static char *shown(const char *word) {
  return printable(text("%.*s%s", LONGEST, word, strlen(word) > LONGEST ? "..." : ""));
}

void refuse_unless_command(char **words) {
  for (char **word = words; *word != NULL && strcmp(*word, "--") != 0; word++) {
    if (is_one_of(*word, QUESTIONS)) {
      return;
    }
  }
  if (words[0] != NULL && is_one_of(words[0], COMMANDS)) {
    return;
  }
  if (words[0] == NULL) {
    say("no command was given");
  } else {
    const char *meant = guess(words);
    say("\"%s\" is not a command%s%s%s", shown(words[0]), meant == NULL ? "" : "; did you mean ",
        meant == NULL ? "" : meant, meant == NULL ? "" : "?");
  }
  say("%s is not the slot of a BOINC client, so no task was started, and nothing was touched; see \"%s --help\"",
      task.directory, printable(text("%s", task.called)));
  exit(USAGE);
}
