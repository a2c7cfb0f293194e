#include "CKoshaPOSIX.h"

#include <errno.h>
#include <sys/file.h>

int kosha_lock_exclusive(int descriptor) {
  while (flock(descriptor, LOCK_EX) != 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

int kosha_unlock(int descriptor) { return flock(descriptor, LOCK_UN) == 0 ? 0 : errno; }
