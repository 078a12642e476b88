// SPDX-License-Identifier: Apache-2.0
// A sub-command of the binary. Each stands in its own file and is found by the linker.
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include <stddef.h>

// Exit codes of every command.
enum { EXIT_FINE = 0, EXIT_BAD_DATA = 1, EXIT_BAD_USE = 2 };

struct command {
    const char *name; // "audit verify": words that follow the program's name
    const char *line; // what it does, one line, for the list
    const char *help; // whole help text: use, options, exit codes, an example
    int (*run)(int argc, char **argv); // argv[0] is the last word of the name
};

#define COMMAND(id, ...)                                                                       \
    static const struct command command_##id = { __VA_ARGS__ };                                \
    static const struct command *const commandp_##id                                           \
        __attribute__((section("commands"), used)) = &command_##id

// Options: "--name value" or "--name=value" or "--flag". Each is looked for by name; what is
// left over after all were taken is a mistake that `args_end` reports.
struct args {
    int n;
    char **at;
    const char *command;
};
struct args args_of(int argc, char **argv);
const char *args_value(struct args *, const char *name); // taken out; NULL when not given
int args_flag(struct args *, const char *name);          // 1 when given
const char *args_next(struct args *);                    // next word that is no option; or NULL
// 0 when nothing is left; else prints the stray word, the nearest known of `known` (terminated
// by NULL) and gives EXIT_BAD_USE.
int args_end(struct args *, const char *const *known);

// The word of `known` nearest to `word` by single-letter edits, or NULL when none is near.
const char *nearest_word(const char *word, const char *const *known);

#endif
