// SPDX-License-Identifier: Apache-2.0
// textc FOLDER FILE.po... [FILE.html...]
// Reads the texts of all rooms and writes FOLDER/text_keys.h, text_table.c and
// text_missing.txt.
//
// A PO file is named by its language, nb.po; msgid is a stable key, msgstr the words. Refused, with
// file and line: an unknown placeholder form, the same key twice in a language, other placeholders
// than in bokmål, plural forms in one language and not in another, another number of plural forms
// than the language has, a key without bokmål or nynorsk, and a key without English that a template
// of the public frame uses. Listed in text_missing.txt: other missing English words, and those of
// participants' languages that a key lacks while another of them has it.
//
// The constant of "a.b-c" with placeholders {name} and {n} is T_a_b_c__n_name.
#include "tool.h"

#include <ctype.h>
#include <stdint.h>

enum { LANGS = 5, FORMS = 6, HOLES = 12, ENGLISH = 2 };
// The order is that of enum lang; `forms` is the number of plural forms.
static const struct {
    const char *tag;
    int forms;
} tags[LANGS] = { { "nb", 2 }, { "nn", 2 }, { "en", 2 }, { "uk", 3 }, { "ar", 6 } };

struct entry {
    char *key, *form[FORMS]; // one form, or those of the plural categories
    bool plural, fuzzy;
    const char *file;
    int line, lang;
    char *hole[HOLES]; // sorted names of the placeholders of all forms
    int holes;
};

static struct entry *entries;
static size_t count, cap;
static int faults;

__attribute__((format(printf, 3, 4))) static void fault(const char *file, int line,
                                                        const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fprintf(stderr, "%s:%d: ", file, line);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    faults++;
}

// ---- reading

static bool hole_name(const char *s, size_t n)
{
    if (!n || !islower((unsigned char)s[0]))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!islower((unsigned char)s[i]) && !isdigit((unsigned char)s[i]) && s[i] != '_')
            return false;
    return true;
}

static void add_hole(struct entry *e, const char *s, size_t n)
{
    for (int i = 0; i < e->holes; i++)
        if (strlen(e->hole[i]) == n && memcmp(e->hole[i], s, n) == 0)
            return;
    if (e->holes == HOLES) {
        fault(e->file, e->line, "%s: more than %d placeholders", e->key, HOLES);
        return;
    }
    int at = e->holes++;
    char *name = cut_out(s, n);
    for (; at > 0 && strcmp(e->hole[at - 1], name) > 0; at--)
        e->hole[at] = e->hole[at - 1];
    e->hole[at] = name;
}

static void find_holes(struct entry *e, const char *words)
{
    for (const char *p = words; (p = strpbrk(p, "{}")); p++) {
        const char *end = *p == '{' ? strchr(p, '}') : NULL;
        if (!end || !hole_name(p + 1, (size_t)(end - p - 1))) {
            fault(e->file, e->line, "%s: \"%.20s\" is not a placeholder like {name}", e->key,
                  p);
            return;
        }
        add_hole(e, p + 1, (size_t)(end - p - 1));
        p = end;
    }
}

static bool key_ok(const char *key)
{
    if (!islower((unsigned char)*key))
        return false;
    for (const char *p = key; *p; p++)
        if (!islower((unsigned char)*p) && !isdigit((unsigned char)*p) && !strchr("._-", *p))
            return false;
    return true;
}

static void keep(struct entry *e)
{
    if (!e->key || !*e->key) { // the header of a PO file, or nothing read yet
        memset(e, 0, sizeof *e);
        return;
    }
    if (!key_ok(e->key))
        fault(e->file, e->line, "\"%s\" is not a key like room.page.thing", e->key);
    for (int i = 0; e->plural && i < FORMS; i++)
        if (!e->form[i] != (i >= tags[e->lang].forms)) {
            fault(e->file, e->line, "%s: needs msgstr[0] to msgstr[%d]", e->key,
                  tags[e->lang].forms - 1);
            break;
        }
    for (int i = 0; i < FORMS; i++)
        if (e->form[i])
            find_holes(e, e->form[i]);
    bool n = false;
    for (int i = 0; i < e->holes; i++)
        n |= strcmp(e->hole[i], "n") == 0;
    if (e->plural && !n)
        fault(e->file, e->line, "%s: plural forms need the placeholder {n}", e->key);
    if (e->fuzzy || !e->form[0] || !*e->form[0]) { // not translated
        memset(e, 0, sizeof *e);
        return;
    }
    if (count == cap) {
        cap = cap ? cap * 2 : 1024;
        entries = realloc(entries, cap * sizeof *entries);
        if (!entries)
            exit(1);
    }
    entries[count++] = *e;
    memset(e, 0, sizeof *e);
}

// The words between quotes, with \n \t \" \\ undone. NULL when the line is not a quoted text.
static char *quoted(const char *p)
{
    while (isblank((unsigned char)*p))
        p++;
    if (*p++ != '"')
        return NULL;
    char *out = grab(strlen(p) + 1), *to = out;
    for (; *p && *p != '"'; p++) {
        if (*p == '\\' && p[1]) {
            p++;
            *to++ = *p == 'n' ? '\n' : *p == 't' ? '\t' : *p;
        } else {
            *to++ = *p;
        }
    }
    return *p == '"' && p[1 + strspn(p + 1, " \t\r")] == 0 ? out : NULL;
}

static void append(char **to, const char *more)
{
    size_t n = *to ? strlen(*to) : 0;
    char *p = grab(n + strlen(more) + 1);
    if (*to)
        memcpy(p, *to, n);
    strcpy(p + n, more);
    *to = p;
}

static int lang_of(const char *path)
{
    const char *name = strrchr(path, '/');
    name = name ? name + 1 : path;
    for (int i = 0; i < LANGS; i++)
        if (strncmp(name, tags[i].tag, 2) == 0 && strcmp(name + 2, ".po") == 0)
            return i;
    fault(path, 1, "a file of texts is named nb.po, nn.po, en.po, uk.po or ar.po");
    return 0;
}

static const struct {
    const char *word;
    int slot; // 0 key, 1 plural key, 2 and up: forms
} words[] = { { "msgid_plural", 1 },
              { "msgid", 0 },
              { "msgstr[0]", 2 },
              { "msgstr[1]", 3 },
              { "msgstr[2]", 4 },
              { "msgstr[3]", 5 },
              { "msgstr[4]", 6 },
              { "msgstr[5]", 7 },
              { "msgstr", 2 } };

static void read_po(const char *path)
{
    struct entry e = { 0 };
    int lang = lang_of(path), n = 0;
    char *ignored = NULL, **into = NULL, *rest = slurp(path, NULL);
    bool fuzzy = false;
    for (char *line; (line = strsep(&rest, "\n"));) {
        n++;
        if (!line[strspn(line, " \t\r")])
            continue;
        if (*line == '#') {
            fuzzy |= line[1] == ',' && strstr(line, "fuzzy");
            continue;
        }
        const char *value = line;
        if (*line != '"') {
            size_t w = 0;
            while (w < sizeof words / sizeof *words) {
                size_t len = strlen(words[w].word);
                if (strncmp(line, words[w].word, len) == 0 && strchr(" \t\"", line[len]))
                    break;
                w++;
            }
            if (w == sizeof words / sizeof *words) {
                fault(path, n, "not understood: %.40s", line);
                continue;
            }
            value = line + strlen(words[w].word);
            if (words[w].slot == 0) {
                keep(&e);
                e = (struct entry){ .file = path, .line = n, .lang = lang, .fuzzy = fuzzy };
                fuzzy = false;
            }
            e.plural |= words[w].slot == 1;
            into = words[w].slot == 0   ? &e.key
                   : words[w].slot == 1 ? &ignored
                                        : &e.form[words[w].slot - 2];
        }
        char *text = quoted(value);
        if (!text || !into)
            fault(path, n, "a text stands in quotes on its own line: %.40s", line);
        else
            append(into, text);
    }
    keep(&e);
}

// ---- keys that public templates use

struct use {
    char *key;
    const char *file;
    int line;
};
static struct use *uses;
static size_t use_count;

static void read_template(const char *path)
{
    char *all = slurp(path, NULL);
    if (strstr(all, "{frame staff}") || strstr(all, "{frame participant}"))
        return;
    int line = 1;
    for (char *p = all; *p; p++) {
        line += *p == '\n';
        if (strncmp(p, "{t:", 3) != 0)
            continue;
        size_t n = strcspn(p + 3, " }\n");
        uses = realloc(uses, (use_count + 1) * sizeof *uses);
        if (!uses)
            exit(1);
        uses[use_count++] = (struct use){ cut_out(p + 3, n), path, line };
    }
}

// ---- checking and writing

static int by_key(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int c = strcmp(x->key, y->key);
    return c ? c : x->lang - y->lang;
}

static bool same_holes(const struct entry *a, const struct entry *b)
{
    if (a->holes != b->holes)
        return false;
    for (int i = 0; i < a->holes; i++)
        if (strcmp(a->hole[i], b->hole[i]) != 0)
            return false;
    return true;
}

struct key {
    uint32_t number;
    const struct entry *in[LANGS];
};

static void check(const struct key *k, struct text *missing)
{
    const struct entry *any = k->in[0];
    bool participants = false;
    for (int i = 0; i < LANGS; i++) {
        any = any ? any : k->in[i];
        participants |= i > ENGLISH && k->in[i];
    }
    for (int i = 0; i < LANGS; i++) {
        const struct entry *e = k->in[i];
        if (!e && i < ENGLISH)
            fault(any->file, any->line, "%s is missing in %s", any->key, tags[i].tag);
        else if (!e && (i == ENGLISH || participants))
            text_f(missing, "%s:%d: %s%s%s\n", any->file, any->line, any->key,
                   i == ENGLISH ? "" : " in ", i == ENGLISH ? "" : tags[i].tag);
        if (e && !same_holes(e, any))
            fault(e->file, e->line, "%s has other placeholders than %s:%d", e->key, any->file,
                  any->line);
        if (e && e->plural != any->plural)
            fault(e->file, e->line, "%s has plural forms in one language only (see %s:%d)",
                  e->key, any->file, any->line);
    }
}

static void check_uses(const struct key *keys, size_t n)
{
    for (size_t u = 0; u < use_count; u++)
        for (size_t i = 0; i < n; i++)
            for (int l = 0; l < LANGS; l++)
                if (keys[i].in[l] && strcmp(keys[i].in[l]->key, uses[u].key) == 0) {
                    if (!keys[i].in[ENGLISH])
                        fault(uses[u].file, uses[u].line,
                              "%s has no English words, and the page is public", uses[u].key);
                    break;
                }
}

static void constant(struct text *t, const struct entry *e)
{
    text_f(t, "T_");
    for (const char *p = e->key; *p; p++)
        text_add(t, *p == '.' || *p == '-' ? "_" : p, 1);
    for (int i = 0; i < e->holes; i++)
        text_f(t, "%s%s", i ? "_" : "__", e->hole[i]);
}

// A key's number is made from its name alone (base's str_hash, folded), so that a text added in one
// room changes no number of another, and what was compiled stays as it is.
static uint32_t number_of(const char *key)
{
    uint64_t h = 14695981039346656037u;
    for (; *key; key++)
        h = (h ^ (unsigned char)*key) * 1099511628211u;
    return (uint32_t)(h ^ h >> 32);
}

static int by_number(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static void number_all(struct key *keys, size_t n)
{
    for (size_t i = 0; i < n; i++)
        keys[i].number = number_of(keys[i].in[0]->key);
    qsort(keys, n, sizeof *keys, by_number);
    for (size_t i = 0; i < n; i++)
        if (!keys[i].number || (i && keys[i].number == keys[i - 1].number))
            fault(keys[i].in[0]->file, keys[i].in[0]->line, "%s has the number of %s: call one of them otherwise",
                  keys[i].in[0]->key, i ? keys[i - 1].in[0]->key : "no key");
}

static void c_string(struct text *t, const char *s)
{
    text_add(t, "\"", 1);
    for (; *s; s++) {
        if (*s == '\n')
            text_f(t, "\\n");
        else if (*s == '\t')
            text_f(t, "\\t");
        else if (*s == '"' || *s == '\\')
            text_f(t, "\\%c", *s);
        else
            text_add(t, s, 1);
    }
    text_add(t, "\"", 1);
}

static void write_all(const char *folder, const struct key *keys, size_t n,
                      struct text *missing)
{
    struct text h = { 0 }, c = { 0 };
    text_f(&h,
           "// Made by tool/textc; do not edit.\n#ifndef TEXT_KEYS_H\n#define TEXT_KEYS_H\n\n");
    text_f(&c,
           "// Made by tool/textc; do not edit.\n#include \"platform/text/text_table.h\"\n\n"
           "const struct text_row text_rows[] = {\n");
    for (size_t i = 0; i < n; i++) {
        const struct entry *any = keys[i].in[0];
        text_f(&h, "#define ");
        constant(&h, any);
        text_f(&h, " 0x%08xu\n", keys[i].number);
        text_f(&c, "    { 0x%08x, ", keys[i].number);
        c_string(&c, any->key);
        text_f(&c, ", %d, {\n", any->plural);
        for (int l = 0; l < LANGS; l++) {
            const struct entry *e = keys[i].in[l];
            text_f(&c, "        %s", e ? "(const str[]){ " : "NULL");
            for (int f = 0; e && f < (e->plural ? tags[l].forms : 1); f++) {
                text_f(&c, "%sSTR_INIT(", f ? ", " : "");
                c_string(&c, e->form[f]);
                text_f(&c, ")");
            }
            text_f(&c, "%s,\n", e ? " }" : "");
        }
        text_f(&c, "    } },\n");
    }
    text_f(&h, "\n#endif\n");
    text_f(&c, "};\nconst size_t text_count = %zu; // sorted by number\n", n);
    char path[512];
    snprintf(path, sizeof path, "%s/text_keys.h", folder);
    write_changed(path, &h);
    snprintf(path, sizeof path, "%s/text_table.c", folder);
    write_changed(path, &c);
    snprintf(path, sizeof path, "%s/text_missing.txt", folder);
    write_changed(path, missing);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: textc FOLDER FILE.po... [FILE.html...]\n", stderr);
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        size_t n = strlen(argv[i]);
        if (n > 5 && strcmp(argv[i] + n - 5, ".html") == 0)
            read_template(argv[i]);
        else
            read_po(argv[i]);
    }
    if (count)
        qsort(entries, count, sizeof *entries, by_key);
    struct key *keys = grab((count + 1) * sizeof *keys);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        const struct entry *e = &entries[i];
        if (i && strcmp(e->key, entries[i - 1].key) == 0 && e->lang == entries[i - 1].lang) {
            fault(e->file, e->line, "%s stands here and in %s:%d", e->key, entries[i - 1].file,
                  entries[i - 1].line);
            continue;
        }
        if (!i || strcmp(e->key, entries[i - 1].key) != 0)
            n++;
        keys[n - 1].in[e->lang] = e;
    }
    struct text missing = { 0 };
    text_add(&missing, "", 0);
    for (size_t i = 0; i < n; i++)
        check(&keys[i], &missing);
    check_uses(keys, n);
    if (!faults)
        number_all(keys, n);
    if (faults) {
        fprintf(stderr, "textc: %d faults\n", faults);
        return 1;
    }
    write_all(argv[1], keys, n, &missing);
    return 0;
}
