/*
 * Where the payload is unpacked, once per host:
 *
 *   NAME/        the files, NAME being the hash of their list
 *   NAME.use     locked (shared) by each wrapper that runs from it, touched at each start
 *   NAME.stamp   what stat said about each file when its hash was last compared, and in which boot
 *   making       locked by whoever unpacks, compares or removes
 *   .new-*       left by an unpacking that was interrupted; .old-*: by a removal
 *   java/        Java's working directory, where it leaves a file if it crashes
 *   ends/        counts of undecided ends
 *
 * All of it may be removed whenever no wrapper is running.
 */
#include "launcher.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <link.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

/* While another wrapper unpacks: on a slow disk that takes a while. */
enum { MAKING_SECONDS = 300 };

/* Two projects may use two versions in turn: what was used recently stays. */
enum { UNUSED_SECONDS = 14 * 24 * 3600 };

/* --- which directory -------------------------------------------------------------------------- */

/* Makes the directory if it is missing. Returns whether it is ours alone and programs can run from it. */
static bool is_usable(const char *directory) {
  struct stat found;
  struct statvfs system;
  if (strchr(directory, ':') != NULL) {
    return false; /* it would be two entries in Java's class path */
  }
  mkdir(parent_of(directory), 0700); /* ~/.cache */
  mkdir(directory, 0700);
  return lstat(directory, &found) == 0 && S_ISDIR(found.st_mode) && found.st_uid == geteuid() &&
         ((found.st_mode & 0077) == 0 || chmod(directory, 0700) == 0) &&
         access(directory, W_OK | X_OK) == 0 && statvfs(directory, &system) == 0 &&
         (system.f_flag & ST_NOEXEC) == 0;
}

static bool is_named(const char *path, const char *name) {
  const char *last = path == NULL ? NULL : strrchr(path, '/');
  return last != NULL && strcmp(last + 1, name) == 0;
}

/* The place in the client's data directory, if the directory is the DATA/NAME that a client has. */
static char *in_data(const char *directory, const char *name) {
  char *data = is_named(directory, name) ? parent_of(directory) : NULL;
  struct stat found;
  if (data == NULL || stat(data, &found) != 0 || found.st_uid != geteuid()) {
    return NULL;
  }
  char *shared = text("%s/docker_wrapper", data);
  return is_usable(shared) ? text("%s/program", shared) : NULL;
}

static char *in_cache(const char *variable, const char *below) {
  const char *directory = getenv(variable);
  return directory == NULL || directory[0] != '/' ? NULL : text("%s%s/docker-wrapper", directory, below);
}

/*
 * The client runs DATA/projects/PROJECT/FILE in DATA/slots/NUMBER. No app can change either path; it can
 * change what init_data.xml says about the directory.
 */
static char *choose(const char *executable, const char *cache) {
  char *project = parent_of(executable);
  char *candidates[] = {
      cache == NULL || cache[0] != '/' ? NULL : text("%s", cache),
      project == NULL ? NULL : in_data(parent_of(project), "projects"),
      task.in_slot ? in_data(parent_of(task.directory), "slots") : NULL,
      in_cache("XDG_CACHE_HOME", ""),
      in_cache("HOME", "/.cache"),
      text("/var/tmp/docker-wrapper-%d", (int)geteuid()),
      text("/tmp/docker-wrapper-%d", (int)geteuid()),
  };
  for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
    if (candidates[i] != NULL && is_usable(candidates[i])) {
      return candidates[i];
    }
  }
  postpone(3600,
           "there is no place to unpack to: the BOINC data directory, ~/.cache, /var/tmp and /tmp cannot be "
           "written, or no program may run from them; name another directory in DOCKER_WRAPPER_HOME");
}

/* --- locks ------------------------------------------------------------------------------------ */

/* Waits for the lock, and leaves if a signal asks for it. */
static int lock_making(const char *store) {
  char *path = text("%s/making", store);
  int lock = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (lock < 0) {
    postpone(3600, "making %s failed: %m", path);
  }
  const struct timespec pause = {0, 20 * 1000 * 1000};
  for (int tries = 0; flock(lock, LOCK_EX | LOCK_NB) != 0; tries++) {
    if (errno != EWOULDBLOCK || tries >= MAKING_SECONDS * 50) {
      postpone(300, "waiting for another wrapper that is unpacking (%s) failed: %m", path);
    }
    leave_if_asked();
    nanosleep(&pause, NULL);
  }
  return lock;
}

/* A lock that holds as long as this process, or the Java that it becomes. */
static int lock_use(const char *path) {
  for (;;) {
    int lock = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    struct stat mine, there;
    if (lock < 0 || flock(lock, LOCK_SH) != 0 || fstat(lock, &mine) != 0) {
      postpone(3600, "locking %s failed: %m", path);
    }
    if (stat(path, &there) == 0 && there.st_ino == mine.st_ino && there.st_dev == mine.st_dev) {
      futimens(lock, NULL);
      return lock;
    }
    close(lock); /* meanwhile removed as unused */
  }
}

/* --- removing --------------------------------------------------------------------------------- */

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *where) {
  (void)found, (void)kind, (void)where;
  remove(path);
  return 0;
}

static void remove_tree(const char *path) {
  nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static bool is_old(const char *path) {
  struct stat found;
  return lstat(path, &found) == 0 && found.st_mtime + UNUSED_SECONDS < time(NULL);
}

/* Removes a version that is not in use and has not been for a long time. */
static void remove_version(const char *store, const char *use) {
  char *path = text("%s/%s", store, use);
  int lock = is_old(path) ? open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC) : -1;
  if (lock < 0) {
    return;
  }
  if (flock(lock, LOCK_EX | LOCK_NB) == 0) {
    char *name = text("%.*s", (int)(strlen(use) - strlen(".use")), use);
    unlink(text("%s/%s.stamp", store, name));
    remove_tree(text("%s/%s", store, name));
    unlink(path);
  }
  close(lock);
}

static void remove_old_files(const char *directory) {
  DIR *opened = opendir(directory);
  for (struct dirent *entry; opened != NULL && (entry = readdir(opened)) != NULL;) {
    char *path = text("%s/%s", directory, entry->d_name);
    if (entry->d_name[0] != '.' && is_old(path)) {
      unlink(path);
    }
  }
  if (opened != NULL) {
    closedir(opened);
  }
}

/* While `making` is locked. */
static void tidy(const char *store) {
  DIR *opened = opendir(store);
  for (struct dirent *entry; opened != NULL && (entry = readdir(opened)) != NULL;) {
    const char *name = entry->d_name;
    const char *dot = strrchr(name, '.');
    if (strncmp(name, ".new-", 5) == 0 || strncmp(name, ".old-", 5) == 0) {
      remove_tree(text("%s/%s", store, name));
    } else if (dot != NULL && dot != name && strcmp(dot, ".use") == 0) {
      remove_version(store, name);
    }
  }
  if (opened != NULL) {
    closedir(opened);
  }
  remove_old_files(text("%s/java", store));
  remove_old_files(text("%s/ends", store));
}

/* --- whole or not ----------------------------------------------------------------------------- */

/* What stat says about each file in this boot: a changed file shows, and so does a changed disk. */
static char *stamp(const struct payload *payload, const char *directory) {
  char *boot = read_regular(AT_FDCWD, "/proc/sys/kernel/random/boot_id", 64);
  char *made = NULL;
  size_t length;
  FILE *out = open_memstream(&made, &length);
  if (out == NULL) {
    return NULL;
  }
  fprintf(out, "%s", boot == NULL ? "no boot id\n" : boot);
  for (size_t i = 0; i < payload->count; i++) {
    struct stat it;
    if (lstat(text("%s/%s", directory, payload->files[i].path), &it) != 0) {
      fclose(out);
      return NULL;
    }
    fprintf(out, "%llu %lld %o %lld.%09ld %lld.%09ld\n", (unsigned long long)it.st_ino,
            (long long)it.st_size, it.st_mode, (long long)it.st_mtim.tv_sec, it.st_mtim.tv_nsec,
            (long long)it.st_ctim.tv_sec, it.st_ctim.tv_nsec);
  }
  return fclose(out) == 0 ? made : NULL;
}

static bool is_as_stamped(const struct payload *payload, const char *directory, const char *path) {
  char *now = stamp(payload, directory);
  char *then = now == NULL ? NULL : read_regular(AT_FDCWD, path, strlen(now) + 1);
  return then != NULL && strcmp(then, now) == 0;
}

static void write_stamp(const char *path, const char *content) {
  char *aside = text("%s.new", path);
  unlink(aside);
  int file = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  /* A stamp that is missing or incomplete costs the next start a comparison, no more. */
  if (file >= 0 && content != NULL && write_all(file, content, strlen(content))) {
    rename(aside, path);
  }
  if (file >= 0) {
    close(file);
  }
}

/* --- making ----------------------------------------------------------------------------------- */

static void sync_directory(const char *path) {
  int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory >= 0) {
    fsync(directory);
    close(directory);
  }
}

/* While `making` is locked. Wrappers that run from a damaged one keep the files that they have open. */
static void make(const struct payload *payload, const char *store, const char *directory) {
  tidy(store); /* first: what others have left may take the space that this needs */
  char *fresh = text("%s/.new-XXXXXX", store);
  char *problem = mkdtemp(fresh) == NULL ? text("making %s failed: %m", fresh) : unpack(payload, fresh);
  if (problem != NULL) {
    remove_tree(fresh);
    postpone(3600, "unpacking the runtime into %s: %s; it takes 150 MB of disk and 130 MB of memory", store, problem);
  }
  char *old = text("%s/.old-%s", store, payload->name);
  remove_tree(old);
  rename(directory, old);
  if (rename(fresh, directory) != 0) {
    postpone(3600, "renaming %s to %s failed: %m", fresh, directory);
  }
  remove_tree(old);
  sync_directory(store);
}

/* --- memory ----------------------------------------------------------------------------------- */

/* Of a segment that nobody writes: what is used again the kernel reads from the file again. */
static int drop_pages(struct dl_phdr_info *object, size_t size, void *nothing) {
  (void)size, (void)nothing;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
    if (segment->p_type == PT_LOAD && (segment->p_flags & PF_W) == 0) {
      uintptr_t begin = (object->dlpi_addr + segment->p_vaddr) & -(uintptr_t)sysconf(_SC_PAGESIZE);
      madvise((void *)begin, object->dlpi_addr + segment->p_vaddr + segment->p_memsz - begin, MADV_DONTNEED);
    }
  }
  return 0;
}

/* Unpacking takes more memory than waiting for Java, which lasts as long as the task. */
static void give_back_memory(void) {
  malloc_trim(0);
  dl_iterate_phdr(drop_pages, NULL);
}

/* ---------------------------------------------------------------------------------------------- */

struct program provide(const char *executable) {
  const char *named = getenv("DOCKER_WRAPPER_HOME");
  char *store = choose(executable, named);
  if (task.in_slot) {
    unsetenv("DOCKER_WRAPPER_HOME");
  } else {
    setenv("DOCKER_WRAPPER_HOME", store, 1); /* for the wrappers that a dry run launches */
  }
  struct payload payload;
  open_payload(&payload, executable);
  char *directory = text("%s/%s", store, payload.name);
  char *stamped = text("%s.stamp", directory);
  int use = lock_use(text("%s.use", directory));
  mkdir(text("%s/java", store), 0700);
  mkdir(text("%s/ends", store), 0700);
  count_ends_in(text("%s/ends", store));
  if (!is_as_stamped(&payload, directory, stamped)) {
    int making = lock_making(store);
    if (!is_as_stamped(&payload, directory, stamped)) { /* nobody else has done it meanwhile */
      if (!verify(&payload, directory)) {
        make(&payload, store, directory);
      } else {
        tidy(store); /* once per boot: the version before ours was still in recent use when ours came */
      }
      write_stamp(stamped, stamp(&payload, directory));
    }
    close(making);
  }
  close(payload.executable);
  give_back_memory();
  return (struct program){store, directory, use};
}
