/*
 * What this executable carries after its own code: a list of files as text, all files one after the
 * other as one zstd stream, and a last line that says where the list and the stream begin. bin/bundle
 * writes it.
 */
#include "launcher.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

enum { LAST_LINE = 57, MOST_LIST = 1 << 20, CHUNK = 1 << 17 };

/* As `zstd --long=27` needs it. */
enum { WINDOW_LOG = 27 };

static _Noreturn void damaged(const char *executable, const char *what) {
  postpone(3600, "%s is damaged (%s); the client downloads it again when the project is reset", executable, what);
}

static void parse(struct payload *payload, char *list, const char *executable) {
  size_t lines = 0;
  for (char *at = list; (at = strchr(at, '\n')) != NULL; at++) {
    lines++;
  }
  payload->files = calloc(lines + 1, sizeof *payload->files);
  char *rest = list;
  for (char *line; payload->files != NULL && (line = strsep(&rest, "\n")) != NULL;) {
    struct file *file = &payload->files[payload->count];
    long long number;
    int path = 0;
    if (sscanf(line, "mtime %lld", &number) == 1) {
      payload->mtime = (time_t)number;
    } else if (sscanf(line, "%64[0-9a-f] %o %lld %n", file->sha256, &file->mode, &number, &path) == 3 &&
               path > 0) {
      file->size = (off_t)number;
      file->path = line + path;
      payload->count++;
    }
  }
  if (payload->count == 0) {
    damaged(executable, "it lists no files");
  }
}

void open_payload(struct payload *payload, const char *executable) {
  *payload = (struct payload){.executable = open("/proc/self/exe", O_RDONLY | O_CLOEXEC)};
  struct stat whole;
  if (payload->executable < 0 || fstat(payload->executable, &whole) != 0) {
    postpone(300, "opening %s failed: %m", executable);
  }
  char last[LAST_LINE + 1] = "";
  unsigned long long list, stream;
  payload->end = whole.st_size - LAST_LINE;
  if (pread(payload->executable, last, LAST_LINE, payload->end) != LAST_LINE ||
      sscanf(last, "docker-wrapper-payload %16llx %16llx", &list, &stream) != 2 || list > stream ||
      stream - list > MOST_LIST || (off_t)stream > payload->end) {
    damaged(executable, "its last line does not name a payload");
  }
  payload->stream = (off_t)stream;
  size_t length = (size_t)(stream - list);
  char *content = calloc(1, length + 1);
  if (content == NULL || pread(payload->executable, content, length, (off_t)list) != (ssize_t)length) {
    damaged(executable, "its list of files cannot be read");
  }
  struct sha256 hash;
  char hex[65];
  sha256_begin(&hash);
  sha256_add(&hash, content, length);
  sha256_end(&hash, hex);
  snprintf(payload->name, sizeof payload->name, "%.32s", hex);
  parse(payload, content, executable);
}

/* --- unpacking -------------------------------------------------------------------------------- */

/* The stream, as it is unpacked. */
struct source {
  const struct payload *payload;
  off_t at;
  ZSTD_DStream *decompressor;
  ZSTD_inBuffer in;
  ZSTD_outBuffer out;
  size_t taken; /* of out */
  char packed[CHUNK], plain[CHUNK];
};

/* Unpacks at least one more byte. NULL, or what went wrong. */
static const char *refill(struct source *source) {
  source->out = (ZSTD_outBuffer){source->plain, sizeof source->plain, 0};
  source->taken = 0;
  while (source->out.pos == 0) {
    if (source->in.pos == source->in.size) {
      off_t left = source->payload->end - source->at;
      size_t some = left < (off_t)sizeof source->packed ? (size_t)left : sizeof source->packed;
      ssize_t got = pread(source->payload->executable, source->packed, some, source->at);
      if (got <= 0) {
        return "the executable ends too early";
      }
      source->at += got;
      source->in = (ZSTD_inBuffer){source->packed, (size_t)got, 0};
    }
    size_t answer = ZSTD_decompressStream(source->decompressor, &source->out, &source->in);
    if (ZSTD_isError(answer)) {
      return ZSTD_getErrorName(answer);
    }
  }
  return NULL;
}

static int create(int directory, const struct file *file) {
  char *path = text("%s", file->path);
  for (char *slash = path; (slash = strchr(slash, '/')) != NULL; *slash++ = '/') {
    *slash = '\0';
    mkdirat(directory, path, 0700);
  }
  free(path);
  return openat(directory, file->path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, file->mode);
}

static char *unpack_file(struct source *source, const struct file *file, int directory) {
  int made = create(directory, file);
  if (made < 0) {
    return text("making %s failed: %m", file->path);
  }
  struct sha256 hash;
  char hex[65];
  sha256_begin(&hash);
  for (off_t left = file->size; left > 0;) {
    const char *problem = source->taken == source->out.pos ? refill(source) : NULL;
    if (problem != NULL) {
      return text("unpacking %s failed: %s", file->path, problem);
    }
    size_t ready = source->out.pos - source->taken;
    size_t some = left < (off_t)ready ? (size_t)left : ready;
    sha256_add(&hash, source->plain + source->taken, some);
    if (!write_all(made, source->plain + source->taken, some)) {
      return text("writing %s failed: %m", file->path);
    }
    source->taken += some;
    left -= (off_t)some;
  }
  sha256_end(&hash, hex);
  struct timespec times[2] = {{source->payload->mtime, 0}, {source->payload->mtime, 0}};
  if (strcmp(hex, file->sha256) != 0) {
    return text("%s does not have its hash after unpacking", file->path);
  }
  if (fchmod(made, file->mode) != 0 || futimens(made, times) != 0 || fsync(made) != 0 || close(made) != 0) {
    return text("writing %s to the disk failed: %m", file->path);
  }
  return NULL;
}

char *unpack(const struct payload *payload, const char *directory) {
  int into = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  struct source *source = calloc(1, sizeof *source);
  if (into < 0 || source == NULL || (source->decompressor = ZSTD_createDStream()) == NULL) {
    return text("beginning to unpack into %s failed: %m", directory);
  }
  source->payload = payload;
  source->at = payload->stream;
  ZSTD_DCtx_setParameter(source->decompressor, ZSTD_d_windowLogMax, WINDOW_LOG);
  char *problem = NULL;
  for (size_t i = 0; i < payload->count && problem == NULL; i++) {
    leave_if_asked();
    problem = unpack_file(source, &payload->files[i], into);
  }
  ZSTD_freeDStream(source->decompressor);
  free(source);
  fsync(into);
  close(into);
  return problem;
}

/* --- verifying -------------------------------------------------------------------------------- */

static bool is_whole(int directory, const struct file *file) {
  int opened = openat(directory, file->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  struct sha256 hash;
  char hex[65] = "", *buffer = malloc(CHUNK);
  off_t length = 0;
  ssize_t some = -1;
  sha256_begin(&hash);
  while (opened >= 0 && buffer != NULL && (some = read(opened, buffer, CHUNK)) > 0) {
    sha256_add(&hash, buffer, (size_t)some);
    length += some;
  }
  sha256_end(&hash, hex);
  struct stat found = {0};
  bool whole = some == 0 && length == file->size && strcmp(hex, file->sha256) == 0 &&
               fstat(opened, &found) == 0 && (found.st_mode & 07777) == file->mode;
  free(buffer);
  if (opened >= 0) {
    close(opened);
  }
  return whole;
}

bool verify(const struct payload *payload, const char *directory) {
  int from = open(directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  bool whole = from >= 0;
  for (size_t i = 0; i < payload->count && whole; i++) {
    leave_if_asked();
    whole = is_whole(from, &payload->files[i]);
  }
  if (from >= 0) {
    close(from);
  }
  return whole;
}
