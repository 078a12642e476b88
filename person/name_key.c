// SPDX-License-Identifier: Apache-2.0
#include "person/name_key.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum { PARTS = 12, LETTERS = 64, KEYS = 40 };

// ---- to plain letters -----------------------------------------------------------------------

static pthread_once_t once = PTHREAD_ONCE_INIT;
static UTransliterator *latin; // opened once; each thread has its own, since it is not to be shared
static pthread_key_t own;      // and keeps it: it opens a table for each script it has met

static void close_own(void *t)
{
    utrans_close(t);
}

static void open_latin(void)
{
    UErrorCode ok = U_ZERO_ERROR;
    UChar id[96];
    u_uastrcpy(id, "am-am_Latn/BGN; Any-Latin; NFD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower");
    latin = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &ok);
    if (U_FAILURE(ok)) {
        fprintf(stderr, "names: %s\n", u_errorName(ok));
        abort();
    }
    if (pthread_key_create(&own, close_own) != 0)
        abort();
}

static UTransliterator *own_latin(UErrorCode *ok)
{
    pthread_once(&once, open_latin);
    UTransliterator *t = pthread_getspecific(own);
    if (!t) {
        t = utrans_clone(latin, ok);
        pthread_setspecific(own, t);
    }
    return t;
}

static bool plain_ascii(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

// Arabic writes what the transliteration loses: an ayn at a word's beginning is heard as a vowel, the
// article is joined to its word, and a final ta marbuta is silent.
static int32_t heard(const UChar *from, int32_t n, UChar *to)
{
    enum { ALEF = 0x627, TA_MARBUTA = 0x629, AYN = 0x639, LAM = 0x644, WORTH = 5 };
    int32_t k = 0;
    for (int32_t i = 0; i < n; i++) {
        bool begins = i == 0 || from[i - 1] == ' ' || from[i - 1] == '-';
        int32_t end = i;
        while (end < n && from[end] != ' ' && from[end] != '-')
            end++;
        if (begins && from[i] == ALEF && end - i >= WORTH && from[i + 1] == LAM) {
            i++; // the article says nothing
            continue;
        }
        to[k++] = from[i] == AYN && begins ? ALEF : from[i] == TA_MARBUTA ? 0x647 : from[i];
    }
    return k;
}

static str transliterated(struct arena *a, str name)
{
    UErrorCode ok = U_ZERO_ERROR;
    int32_t cap = (int32_t)name.n * 8 + 64, n = 0, out = 0;
    UChar *u = mem(a, (size_t)cap * sizeof *u), *as_written = mem(a, (size_t)cap * sizeof *u);
    u_strFromUTF8(as_written, cap, &n, name.p, (int32_t)name.n, &ok);
    if (U_FAILURE(ok))
        return name;
    n = heard(as_written, n, u);
    UTransliterator *t = own_latin(&ok);
    int32_t limit = n;
    utrans_transUChars(t, u, &n, cap, 0, &limit, &ok);
    char *p = mem(a, (size_t)cap * 3);
    u_strToUTF8(p, cap * 3, &out, u, n, &ok);
    return U_FAILURE(ok) ? name : (str){ p, (size_t)out };
}

str name_plain(struct arena *a, str name)
{
    str s = plain_ascii(name) ? name : transliterated(a, name);
    char *p = mem(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c >= 'a' && c <= 'z')
            p[n++] = c;
        else if ((c == ' ' || c == '-' || c == ',' || c == '.' || c == '/') && n && p[n - 1] != ' ')
            p[n++] = ' ';
    }
    while (n && p[n - 1] == ' ')
        n--;
    return (str){ p, n };
}

// ---- how a part sounds ----------------------------------------------------------------------

// Letters that stand for one sound in one writing or another. `other` is the second way to read
// what is written the same for two sounds: ch of Achmed and of Chernenko, j of Jamal and of Jusuf,
// h of Hryhorij and g of Grigorij, w of Awad and of Kowalenko, x of Xuseen and of Xenia. A c alone may
// be the Somali one, which is not heard: Cumar is Omar.
enum { OTHER = 1, SILENT_C = 2, READINGS = 4 };
static const struct {
    const char *written, *sound, *other;
} sounds[] = {
    { "shch", "s", NULL }, { "sch", "s", NULL }, { "tsch", "s", NULL }, { "tsj", "s", NULL },
    { "dzh", "s", NULL },  { "skj", "s", NULL }, { "sh", "s", NULL },   { "sj", "s", NULL },
    { "sz", "s", NULL },   { "zh", "s", NULL },  { "dj", "s", "" },     { "dz", "s", NULL },
    { "ts", "s", NULL },   { "tz", "s", NULL },  { "tch", "s", NULL },  { "ch", "", "s" },
    { "kh", "", NULL },    { "gh", "", "k" },    { "th", "t", NULL },   { "dh", "t", NULL },
    { "ph", "f", NULL },   { "ck", "k", NULL },  { "ks", "k", NULL },   { "j", "", "s" },
    { "x", "", "k" },      { "q", "k", NULL },   { "c", "k", "s" },     { "g", "k", "" },
    { "k", "k", NULL },    { "h", "", NULL },    { "w", "f", "" },    { "v", "f", NULL },
    { "f", "f", NULL },    { "p", "b", NULL },   { "b", "b", NULL },    { "d", "t", NULL },
    { "t", "t", NULL },    { "z", "s", NULL },   { "s", "s", NULL },    { "l", "l", NULL },
    { "m", "m", NULL },    { "n", "n", NULL },   { "r", "r", NULL },
};

// The skeleton: consonants by sound, doubles once, vowels and the weak h and y gone, and an "a" in
// front of a name that begins with any of those. False when the reading gives nothing new.
static bool skeleton(str part, int reading, char *out, size_t *n)
{
    int used = 0;
    *n = 0;
    for (size_t i = 0; i < part.n;) {
        const char *sound = "";
        size_t took = 1;
        for (size_t k = 0; k < sizeof sounds / sizeof *sounds; k++) {
            if (sounds[k].written[0] != part.p[i])
                continue;
            size_t len = strlen(sounds[k].written);
            if (len > part.n - i || memcmp(part.p + i, sounds[k].written, len) != 0)
                continue;
            bool c = len == 1 && sounds[k].written[0] == 'c';
            bool other = sounds[k].other && !(c && reading & SILENT_C);
            sound = c && reading & SILENT_C ? "" : other && reading & OTHER ? sounds[k].other : sounds[k].sound;
            used |= c ? SILENT_C : 0;
            used |= other ? OTHER : 0;
            took = len;
            break;
        }
        if (i == 0 && !*sound)
            out[(*n)++] = 'a';
        else if (*sound && !(*n && out[*n - 1] == *sound) && *n < LETTERS)
            out[(*n)++] = *sound;
        i += took;
    }
    return (reading & used) == reading;
}

static uint64_t hashed(char kind, const char *p, size_t n)
{
    uint64_t h = UINT64_C(14695981039346656037) ^ (unsigned char)kind;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * UINT64_C(1099511628211);
    return h ^ h >> 29;
}

static void add_key(struct arena *a, name_key_list *out, uint64_t hash, bool exact, unsigned part, unsigned reading)
{
    for (size_t i = 0; i < out->n; i++)
        if (out->p[i].hash == hash)
            return;
    if (out->n < KEYS)
        *ADD(a, out) = (struct name_key){ hash, exact, part, reading };
}

static void part_keys(struct arena *a, str part, unsigned number, name_key_list *out)
{
    char s[LETTERS + 1];
    size_t n;
    add_key(a, out, hashed('=', part.p, part.n), true, number, 0);
    for (int reading = 0; reading < READINGS; reading++)
        if (skeleton(part, reading, s, &n) && n > 0)
            add_key(a, out, hashed('~', s, n), false, number, (unsigned)reading);
}

static bool article(str s)
{
    return s.n == 2 && (str_is(s, "al") || str_is(s, "el") || str_is(s, "ul") || str_is(s, "ur") ||
                        str_is(s, "ar") || str_is(s, "as") || str_is(s, "il"));
}

static bool among(str s, const char *const *words)
{
    for (; *words; words++)
        if (str_is(s, *words))
            return true;
    return false;
}

// "Servant of": Abd al-Rahman, Abdurrahman, Abdirahman, Cabdiraxmaan and Abdel Rahman are one name. What
// comes after it, or no text when the part is no such name.
static str served(str p)
{
    static const char vowels[] = "aeiou";
    if (p.n > 4 && p.p[0] == 'c')
        p = str_part(p, 1, p.n - 1);
    if (p.n <= 6 || memcmp(p.p, "abd", 3) != 0 || !strchr(vowels, p.p[3]))
        return (str){ NULL, 0 };
    return str_part(p, p.p[4] == 'l' ? 5 : 4, p.n);
}

// Names of two words that are as often written as one: Gebre Medhin, Habte Mariam, Zein al-Din.
static bool one_name(str x, str y)
{
    static const char *const first[] = { "gebre", "ghebre", "gebra", "habte", "welde", "wolde", "tekle", "haile",
                                         "kidane", "berhane", "tesfa", "fikre", NULL };
    static const char *const second[] = { "medhin", "medhn", "mariam", "maryam", "yesus", "eyesus", "michael",
                                          "mikael", "mikiel", "kiros", "selassie", "silassie", "selasie", "hiwet",
                                          "meskel", "giorgis", "georgis", "kristos", "amlak", "tsadik", "gebriel",
                                          "egziabher", "haymanot", "kidan", NULL };
    static const char *const faith[] = { "din", "deen", "dine", "eddin", "eddine", "uddin", NULL };
    return among(y, faith) || (among(x, first) && among(y, second));
}

// Parts as they are searched: articles are left out, and Abd is one name with what it serves.
static size_t parts_of(struct arena *a, str name, str *out)
{
    static const char *const servant[] = { "abd", "abdul", "abdel", "abdal", "abdol", NULL };
    str rest = name_plain(a, name), raw[PARTS], part;
    size_t n = 0, kept = 0;
    while (n < PARTS && rest.n) {
        str_cut(&rest, ' ', &part);
        if (part.n)
            raw[n++] = part;
    }
    for (size_t i = 0; i < n; i++) {
        if (article(raw[i]) && n > 1)
            continue;
        str p = raw[i], of = served(p);
        if (among(p, servant) && i + 1 < n) {
            bool joint = i + 2 < n && article(raw[i + 1]);
            p = strf(a, "abd%.*s", S(raw[i + 1 + joint]));
            i += 1 + (size_t)joint;
        } else if (of.n) {
            p = strf(a, "abd%.*s", S(of));
        } else if (p.n >= 8 && (p.p[0] == 'a' || p.p[0] == 'e') && p.p[1] == 'l' && !strchr("aeiouy", p.p[2])) {
            p = str_part(p, 2, p.n - 2); // Alkhatib, Elhassan
        }
        if (kept && one_name(out[kept - 1], p))
            out[kept - 1] = strf(a, "%.*s%.*s", S(out[kept - 1]), S(p));
        else
            out[kept++] = p;
    }
    return kept;
}

void name_keys(struct arena *a, str name, name_key_list *out)
{
    str parts[PARTS];
    size_t n = parts_of(a, name, parts);
    for (size_t i = 0; i < n; i++)
        part_keys(a, parts[i], (unsigned)i, out);
}

// The likeliest readings of each two parts come first: a long name loses the rest.
void name_pairs(struct arena *a, const name_key_list *keys, name_key_list *out)
{
    enum { PAIRS = 12 };
    size_t made = 0;
    for (unsigned turn = 0; turn <= 2 * (READINGS - 1); turn++)
        for (size_t i = 0; i < keys->n; i++)
            for (size_t k = i + 1; k < keys->n && made < PAIRS; k++) {
                const struct name_key *x = &keys->p[i], *y = &keys->p[k];
                if (x->exact || y->exact || x->part == y->part || x->reading + y->reading != turn)
                    continue;
                uint64_t two[2] = { x->hash < y->hash ? x->hash : y->hash, x->hash < y->hash ? y->hash : x->hash };
                *ADD(a, out) =
                    (struct name_key){ hashed('+', (const char *)two, sizeof two), false, x->part, turn };
                made++;
            }
}

// ---- closeness ------------------------------------------------------------------------------

// Jaro-Winkler over letters.
static double alike(str x, str y)
{
    bool mx[LETTERS] = { 0 }, my[LETTERS] = { 0 };
    size_t nx = x.n < LETTERS ? x.n : LETTERS, ny = y.n < LETTERS ? y.n : LETTERS, same = 0, k = 0,
           swapped = 0, head = 0;
    if (!nx || !ny)
        return 0;
    size_t reach = (nx > ny ? nx : ny) / 2;
    reach = reach ? reach - 1 : 0;
    for (size_t i = 0; i < nx; i++)
        for (size_t j = i > reach ? i - reach : 0; j < ny && j <= i + reach; j++)
            if (!my[j] && x.p[i] == y.p[j]) {
                mx[i] = my[j] = true;
                same++;
                break;
            }
    if (!same)
        return 0;
    for (size_t i = 0; i < nx; i++)
        if (mx[i]) {
            while (!my[k])
                k++;
            swapped += x.p[i] != y.p[k++];
        }
    double m = (double)same;
    double jaro = (m / (double)nx + m / (double)ny + (m - (double)swapped / 2) / m) / 3;
    while (head < 4 && head < nx && head < ny && x.p[head] == y.p[head])
        head++;
    return jaro + (double)head * 0.1 * (1 - jaro);
}

struct sounding {
    str part;
    size_t n[READINGS]; // 0: a reading that gives nothing new
    char skeleton[READINGS][LETTERS + 1];
};

static size_t soundings(struct arena *a, str name, struct sounding *out)
{
    str parts[PARTS];
    size_t n = parts_of(a, name, parts);
    for (size_t i = 0; i < n; i++) {
        out[i].part = parts[i];
        for (int r = 0; r < READINGS; r++)
            if (!skeleton(parts[i], r, out[i].skeleton[r], &out[i].n[r]))
                out[i].n[r] = 0;
    }
    return n;
}

static double part_closeness(const struct sounding *x, const struct sounding *y)
{
    double d = alike(x->part, y->part);
    if (d >= 1)
        return 1;
    for (int i = 0; i < READINGS; i++)
        for (int k = 0; k < READINGS; k++)
            if (x->n[i] && x->n[i] == y->n[k] && memcmp(x->skeleton[i], y->skeleton[k], x->n[i]) == 0)
                return 0.75 + 0.24 * d; // sounds the same: the letters tell how much
    return 0.85 * d;
}

double name_closeness(struct arena *a, str x, str y)
{
    struct sounding px[PARTS], py[PARTS];
    bool taken[PARTS] = { 0 };
    struct mark m = arena_mark(a);
    size_t nx = soundings(a, x, px), ny = soundings(a, y, py);
    double all = 0, weight = 0;
    if (nx > ny) { // the shorter one is looked for in the longer
        arena_back(a, m);
        return name_closeness(a, y, x);
    }
    for (size_t i = 0; i < nx; i++) {
        double best = 0;
        size_t at = PARTS;
        for (size_t j = 0; j < ny; j++) {
            double d = taken[j] ? 0 : part_closeness(&px[i], &py[j]);
            if (d > best) {
                best = d;
                at = j;
            }
        }
        if (at < PARTS)
            taken[at] = true;
        all += best;
        weight += 1;
    }
    // Parts that only the longer name has count a little: people leave names out.
    for (size_t j = 0; j < ny; j++)
        weight += taken[j] ? 0 : 0.05;
    arena_back(a, m);
    return weight > 0 ? all / weight : 0;
}
