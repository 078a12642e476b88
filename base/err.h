// SPDX-License-Identifier: Apache-2.0
// How a function says that it could not do what it promised.
#ifndef BASE_ERR_H
#define BASE_ERR_H

typedef enum err {
    OK,
    E_NOTFOUND, // no such thing, or none that the actor may know of
    E_DENIED,   // the actor may not
    E_CONFLICT, // somebody else changed it meanwhile
    E_RETRY,    // may be repeated by the platform; nothing was done
    E_TOOBIG,   // a limit was passed
    E_INPUT,    // what was given cannot be read; the fault says where
    E_DB,       // the database failed
    E_IO,       // a file or socket failed
    E_PEER,     // another system failed
} err;

#define MUST __attribute__((warn_unused_result))

// In functions that return err: pass a failure upwards.
#define PASS(x)                                                                                \
    do {                                                                                       \
        err pass_ = (x);                                                                       \
        if (pass_ != OK)                                                                       \
            return pass_;                                                                      \
    } while (0)

// English name of the kind, for logs. Never NULL.
const char *err_name(err);

#endif
