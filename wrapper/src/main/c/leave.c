/*
 * How the launcher itself ends a task. To the client a status other than 0 is a failed task
 * (client/app_control.cpp:handle_exited_app); where nobody is to blame, it is asked to start the task again.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RUN_FAILED = 4 };    /* of an author's command (cli/display/ExitCode.java) */
enum { CHILD_FAILED = 195 }; /* EXIT_CHILD_FAILED of lib/error_numbers.h */

/* Seconds before the next try after the first undecided end in a row, the second, … */
static const int DELAYS[] = {60, 300, 1800, 3600, 21600};
enum { MOST_IN_A_ROW = sizeof DELAYS / sizeof *DELAYS };

static const char TEMPORARY_EXIT[] = "boinc_temporary_exit";

static char *counts;

void count_ends_in(const char *directory) {
  counts = text("%s", directory);
}

/* Gets it out of the way, whatever it is, even a directory with files in it. */
static bool clear(const char *name) {
  return unlink(name) == 0 || errno == ENOENT || rename(name, text("%s.%d", name, (int)getpid())) == 0;
}

/*
 * Writes the file of api/boinc_api.cpp:boinc_temporary_exit, in place of whatever the app has put there. An
 * outcome that was about to be reported is in the memo, so a finish file is either premature or the app's.
 */
static bool write_temporary_exit(int seconds, const char *reason) {
  char *aside = text(".%s.%d", TEMPORARY_EXIT, (int)getpid());
  char *content = text("%d\n%.250s\n", seconds, reason);
  clear("boinc_finish_called");
  unlink(aside);
  int file = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
  if (file < 0 || !write_all(file, content, strlen(content)) || fsync(file) != 0) {
    return false;
  }
  close(file);
  return rename(aside, TEMPORARY_EXIT) == 0 ||
         (clear(TEMPORARY_EXIT) && rename(aside, TEMPORARY_EXIT) == 0);
}

static _Noreturn void leave(int seconds, const char *reason) {
  if (!task.in_slot) {
    say("%s", reason);
    exit(RUN_FAILED);
  }
  if (!slot_is_ours()) {
    say("%s; the slot belongs to another task now: leaving", reason);
    exit(0);
  }
  say("%s; trying again in %d s", reason, seconds);
  if (!write_temporary_exit(seconds, reason)) {
    say("writing %s failed: %s", TEMPORARY_EXIT, strerror(errno));
  }
  exit(0);
}

void postpone(int seconds, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  leave(seconds, vtext(format, arguments));
}

/* The file with the count of this result in this slot. */
static char *count_file(void) {
  struct sha256 hash;
  char hex[65];
  sha256_begin(&hash);
  sha256_add(&hash, task.directory, strlen(task.directory) + 1);
  sha256_add(&hash, task.result, strlen(task.result));
  sha256_end(&hash, hex);
  return text("%s/%.32s", counts, hex);
}

static int count_one_more(void) {
  char *path = count_file();
  char *before = read_regular(AT_FDCWD, path, 16);
  int count = (before == NULL ? 0 : atoi(before)) + 1;
  /* Not truncated: on a full disk the count would be lost. */
  int file = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  char *now = text("%d\n", count);
  if (file < 0 || !write_all(file, now, strlen(now))) {
    say("counting in %s failed: %m", path);
  }
  return count;
}

void undecided(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *reason = vtext(format, arguments);
  int count = count_one_more();
  if (count > MOST_IN_A_ROW) {
    say("%s, %d times in a row: giving up; other tasks on this host may show the cause", reason, count);
    if (slot_is_ours()) {
      clear(TEMPORARY_EXIT); /* the client looks at it before the status (handle_exited_app) */
    }
    exit(CHILD_FAILED);
  }
  leave(DELAYS[count - 1], reason);
}

void forget_undecided_ends(void) {
  unlink(count_file());
}

void left_early(int status) {
  exit(status);
}

void decided(int status) {
  forget_undecided_ends();
  exit(status);
}
