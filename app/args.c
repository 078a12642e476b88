// SPDX-License-Identifier: Apache-2.0
#include "app/command.h"

#include <stdio.h>
#include <string.h>

struct args args_of(int argc, char **argv)
{
    return (struct args){ argc - 1, argv + 1, argv[0] };
}

static void take(struct args *a, int i, int count)
{
    memmove(a->at + i, a->at + i + count, (size_t)(a->n - i - count) * sizeof *a->at);
    a->n -= count;
}

const char *args_value(struct args *a, const char *name)
{
    size_t len = strlen(name);
    for (int i = 0; i < a->n; i++) {
        char *word = a->at[i];
        if (strncmp(word, name, len) == 0 && word[len] == '=') {
            take(a, i, 1);
            return word + len + 1;
        }
        if (strcmp(word, name) == 0 && i + 1 < a->n) {
            char *value = a->at[i + 1];
            take(a, i, 2);
            return value;
        }
    }
    return NULL;
}

int args_flag(struct args *a, const char *name)
{
    for (int i = 0; i < a->n; i++)
        if (strcmp(a->at[i], name) == 0) {
            take(a, i, 1);
            return 1;
        }
    return 0;
}

const char *args_next(struct args *a)
{
    for (int i = 0; i < a->n; i++)
        if (strncmp(a->at[i], "--", 2) != 0) {
            char *word = a->at[i];
            take(a, i, 1);
            return word;
        }
    return NULL;
}

int args_end(struct args *a, const char *const *known)
{
    if (a->n == 0)
        return 0;
    const char *near = nearest_word(a->at[0], known);
    fprintf(stderr, "%s: did not understand \"%s\"", a->command, a->at[0]);
    for (const char *const *k = known; *k; k++)
        if (strcmp(*k, a->at[0]) == 0)
            near = NULL, fprintf(stderr, ": it needs a value");
    if (near)
        fprintf(stderr, "; did you mean \"%s\"?", near);
    fprintf(stderr, "\nSee \"fotfeste help %s\".\n", a->command);
    return EXIT_BAD_USE;
}

enum { WORD_MAX = 48 };

// Damerau-Levenshtein distance (optimal string alignment) of words up to WORD_MAX letters.
static unsigned distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    unsigned d[WORD_MAX + 1][WORD_MAX + 1];
    if (n > WORD_MAX || m > WORD_MAX)
        return WORD_MAX;
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (!i || !j) {
                d[i][j] = (unsigned)(i + j);
                continue;
            }
            unsigned change = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            unsigned drop = (d[i - 1][j] < d[i][j - 1] ? d[i - 1][j] : d[i][j - 1]) + 1;
            d[i][j] = change < drop ? change : drop;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                d[i - 2][j - 2] + 1 < d[i][j])
                d[i][j] = d[i - 2][j - 2] + 1;
        }
    return d[n][m];
}

const char *nearest_word(const char *word, const char *const *known)
{
    const char *best = NULL;
    unsigned least = (unsigned)strlen(word) / 2 + 1;
    for (; *known; known++) {
        unsigned d = distance(word, *known);
        if (d < least) {
            least = d;
            best = *known;
        }
    }
    return best;
}
