/* What we have to say goes to standard error, which the client keeps as stderr.txt. */
#include "launcher.h"

#include <stdarg.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

void say(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *line = vtext(format, arguments);
  va_end(arguments);
  char date[32] = "";
  time_t now = time(NULL);
  struct tm utc; /* as Java's lines (task/lease/StderrLog.java) */
  if (task.in_slot && gmtime_r(&now, &utc) != NULL) {
    strftime(date, sizeof date, "%Y-%m-%d %H:%M:%SZ ", &utc);
  }
  char *whole = text("%sdocker-wrapper: %s\n", date, line);
  write_all(STDERR_FILENO, whole, strlen(whole));
}
