/* Texts, and files as texts. */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *vtext(const char *format, va_list arguments) {
  char *made;
  if (vasprintf(&made, format, arguments) < 0) {
    static const char message[] = "docker-wrapper: no memory for a line of text\n";
    write_all(STDERR_FILENO, message, sizeof message - 1);
    _exit(0); /* without a finish file: the client starts the task again */
  }
  return made;
}

char *text(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *made = vtext(format, arguments);
  va_end(arguments);
  return made;
}

bool write_all(int file, const void *bytes, size_t length) {
  const char *next = bytes;
  while (length > 0) {
    ssize_t written = write(file, next, length);
    if (written < 0 && errno != EINTR) {
      return false;
    }
    if (written > 0) {
      next += written;
      length -= (size_t)written;
    }
  }
  return true;
}

char *parent_of(const char *path) {
  const char *last = strrchr(path, '/');
  return last == NULL || last == path ? NULL : text("%.*s", (int)(last - path), path);
}

char *read_regular(int directory, const char *name, size_t most) {
  /* O_NONBLOCK: a FIFO would block us for ever. */
  int file = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  struct stat found;
  char *content = NULL;
  if (file >= 0 && fstat(file, &found) == 0 && S_ISREG(found.st_mode)) {
    content = malloc(most + 1);
    size_t length = 0;
    ssize_t some = 0;
    while (content != NULL && length < most && (some = read(file, content + length, most - length)) > 0) {
      length += (size_t)some;
    }
    if (content != NULL && some < 0) {
      free(content);
      content = NULL;
    } else if (content != NULL) {
      content[length] = '\0';
    }
  }
  if (file >= 0) {
    close(file);
  }
  return content;
}
