#ifndef CKOSHAPOSIX_H
#define CKOSHAPOSIX_H

// flock(2) is both a function and a struct in C, which Swift cannot tell apart.
// Each returns 0, or the errno of the failure.
int kosha_lock_exclusive(int descriptor);
int kosha_unlock(int descriptor);

#endif
