/* Delays fsync and fdatasync, so that a fast disk is felt like a slow one: LD_PRELOAD, SLOW_FSYNC_MILLIS. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static int slow(const char *name, int file) {
    const char *millis = getenv("SLOW_FSYNC_MILLIS");
    if (millis) usleep(1000 * (useconds_t)atoi(millis));
    return ((int (*)(int))dlsym(RTLD_NEXT, name))(file);
}
int fsync(int file) { return slow("fsync", file); }
int fdatasync(int file) { return slow("fdatasync", file); }
